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

  it('waits for no network: a machine without one still tops up', () => {
    expect(unit).not.toContain('network-online');
  });
});
