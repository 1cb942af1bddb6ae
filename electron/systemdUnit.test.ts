import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STATION_STOP } from '../shell/kioskProcesses.ts';

const unit = readFileSync(join(import.meta.dirname, 'resources/linux/add-value-kiosk.service'), 'utf8');

/** The values of a setting, in order; a line that continues on the next does not occur. */
function settings(name: string): string[] {
  return unit
    .split('\n')
    .filter((line) => line.startsWith(`${name}=`))
    .map((line) => line.slice(name.length + 1));
}

describe('the systemd unit', () => {
  it('gives the station the time to end what it has begun', () => {
    const stationMs = STATION_STOP.askedMs + STATION_STOP.terminatedMs;
    expect(Number(settings('TimeoutStopSec')[0]) * 1_000).toBeGreaterThan(stationMs);
  });

  it('starts the window on a compositor that nobody can leave, with its sandbox', () => {
    const [start = ''] = settings('ExecStart');
    const [compositor = '', kiosk = ''] = start.split(' -- ');
    expect(compositor).toBe('/usr/bin/cage -d');
    expect(kiosk.split(' ')).toEqual(expect.arrayContaining(['--ozone-platform=wayland', '--config', '--data']));
    expect(kiosk).not.toMatch(/--no-sandbox|--inspect|--simulated/);
  });

  it.each([
    ['User', 'kiosk'],
    ['Restart', 'always'],
    ['RestartSec', '1'],
    ['StartLimitIntervalSec', '0'],
    ['WatchdogSec', '20'],
    ['NotifyAccess', 'all'],
    ['MemoryMax', '1500M'],
    ['OOMPolicy', 'kill'],
    ['ProtectSystem', 'strict'],
    ['NoNewPrivileges', 'yes'],
    ['DevicePolicy', 'closed'],
    ['LimitCORE', '0'],
    ['UMask', '0077'],
    ['CapabilityBoundingSet', ''],
    ['ProtectKernelTunables', 'yes'],
    ['ProtectControlGroups', 'yes'],
    ['ProtectProc', 'invisible'],
    ['SystemCallArchitectures', 'native'],
    ['IPAddressDeny', 'any'],
    ['IPAddressAllow', 'localhost'],
    ['RestrictAddressFamilies', 'AF_UNIX AF_INET AF_INET6 AF_NETLINK'],
    // What Chromium's sandbox is made of, and nothing else.
    ['RestrictNamespaces', 'user pid net'],
    ['StateDirectory', 'kiosk'],
    ['ConditionPathExists', '/etc/kiosk/kiosk.json'],
  ])('says %s=%s', (name, value) => {
    expect(settings(name)).toEqual([value]);
  });

  // Its session would take the children out of the unit: the watchdog would bark for ever, and the limits would not hold.
  it('opens no login session', () => {
    expect(settings('PAMName')).toEqual([]);
  });

  it('ends the window, and through it the station, before anything else', () => {
    const [stop = ''] = settings('ExecStop');
    expect(stop).toContain('kill -TERM');
    // Of a process name the kernel keeps fifteen characters.
    expect(/--exact --euid kiosk (\S+)\)/.exec(stop)?.[1]).toBe('add-value-kiosk'.slice(0, 15));
    expect(settings('KillMode')).toEqual([]);
  });

  it('leaves the window its sandbox and its JIT', () => {
    const [calls = ''] = settings('SystemCallFilter');
    expect(calls.split(' ')).toEqual(expect.arrayContaining(['@system-service', 'chroot', 'unshare', 'seccomp']));
    expect(settings('MemoryDenyWriteExecute')).toEqual([]);
  });

  it('waits for no network: a machine without one still tops up', () => {
    expect(unit).not.toContain('network-online');
  });
});

describe('what lies beside the unit', () => {
  const file = (name: string): string => readFileSync(join(import.meta.dirname, 'resources/linux', name), 'utf8');
  const package_ = readFileSync(join(import.meta.dirname, '../electron-builder.yml'), 'utf8');

  it.each([
    ['sysctl.conf', 'kernel.sysrq = 0'],
    ['sysctl.conf', 'fs.suid_dumpable = 0'],
    ['logind.conf', 'HandlePowerKey=ignore'],
    ['logind.conf', 'NAutoVTs=0'],
    ['system-watchdog.conf', 'CtrlAltDelBurstAction=none'],
    ['after-install.sh', 'systemctl mask ctrl-alt-del.target'],
    ['media-kioskexport.mount', 'Options=nosuid,nodev,noexec'],
    ['export-stick.rules', '/etc/kiosk/export-sticks'],
    ['add-value-kiosk.rules', 'org.debian.pcsc-lite.access_card'],
  ])('%s says %s, and is in the package', (name, words) => {
    expect(file(name)).toContain(words);
    expect(package_).toContain(`electron/resources/linux/${name}`);
  });

  it('refuses every keyboard that is not listed, and every device without a rule', () => {
    const rules = file('usbguard-rules.conf')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules.filter((rule) => rule.includes('03:01'))).toEqual([]);
    expect(rules.at(-1)).toBe('reject');
  });
});
