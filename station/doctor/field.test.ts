import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../projectRoot.ts';
import { examineField, FIELD_CHECK_IDS, type FieldCheckId, type FieldProbe } from './field.ts';

const SECRETS = ['/var/lib/kiosk', '/var/lib/kiosk/secrets/card-keys.json'];
const DROP_IN = '[Service]\nIPAddressAllow=10.0.0.9\n';

/** A machine on which everything is as it should be, but for what a test says. */
function hall(
  change: { files?: Record<string, string | null>; says?: Record<string, string | null>; root?: boolean; writable?: boolean } = {},
): FieldProbe {
  const files: Record<string, string | null> = {
    '/proc/sys/kernel/sysrq': '0\n',
    '/proc/sys/fs/suid_dumpable': '0\n',
    '/proc/sys/kernel/core_pattern': '|/bin/false\n',
    '/proc/sys/kernel/yama/ptrace_scope': '2\n',
    '/proc/sys/user/max_user_namespaces': '15000\n',
    ...change.files,
  };
  const says: Record<string, string | null> = {
    'systemctl is-enabled add-value-kiosk.service': 'enabled',
    'systemctl is-enabled ctrl-alt-del.target': 'masked',
    'systemctl is-active usbguard.service': 'active',
    'systemctl is-active ModemManager.service': 'inactive',
    'systemd-analyze security --no-pager add-value-kiosk.service': '→ Overall exposure level for add-value-kiosk.service: 2.3 OK',
    'systemctl show --property=IPAddressAllow --value add-value-kiosk.service': '127.0.0.0/8 ::1/128 10.0.0.9/32',
    'systemctl show --property=IPAddressDeny --value add-value-kiosk.service': '0.0.0.0/0 ::/0',
    'systemd-analyze cat-config systemd/logind.conf': '# a\nHandlePowerKey=poweroff\n# b\nHandlePowerKey=ignore',
    'findmnt --noheadings --output SOURCE --target /var/lib/kiosk': '/dev/mapper/data',
    'findmnt --noheadings --output SOURCE --target /var/lib/kiosk/secrets/card-keys.json': '/dev/mapper/data',
    ...change.says,
  };
  return {
    user: 'kiosk',
    uid: change.root === true ? 0 : 1_001,
    installed: '/opt/add-value-kiosk',
    readText: (path) => Promise.resolve(files[path] ?? null),
    ask: (...words) => Promise.resolve(says[words.join(' ')] ?? null),
    mayWrite: () => Promise.resolve(change.writable === true),
  };
}

const stateOf = async (id: FieldCheckId, probe: FieldProbe, dropIn: string | null = DROP_IN) =>
  (await examineField(probe, { dropIn, secrets: SECRETS })).find((finding) => finding.id === id);

const STICK = 'systemctl show --property=Options --value media-kioskexport.mount';
const LIES = 'findmnt --noheadings --output SOURCE --target';

describe('the checklist of a machine in a hall', () => {
  it('finds nothing wrong where nothing is', async () => {
    const findings = await examineField(hall(), { dropIn: DROP_IN, secrets: SECRETS });
    expect(findings.map(({ id }) => id)).toEqual(FIELD_CHECK_IDS);
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  it.each<[FieldCheckId, Parameters<typeof hall>[0], string]>([
    ['user', { root: true }, 'fault'],
    ['installation', { writable: true }, 'fault'],
    ['unit', { says: { 'systemctl is-enabled add-value-kiosk.service': 'disabled' } }, 'fault'],
    [
      'unit-exposure',
      {
        says: {
          'systemd-analyze security --no-pager add-value-kiosk.service': 'Overall exposure level for add-value-kiosk.service: 8.4 EXPOSED',
        },
      },
      'fault',
    ],
    ['network', { says: { 'systemctl show --property=IPAddressDeny --value add-value-kiosk.service': '' } }, 'fault'],
    ['network', { says: { 'systemctl show --property=IPAddressAllow --value add-value-kiosk.service': '127.0.0.0/8' } }, 'fault'],
    ['core-dumps', { files: { '/proc/sys/fs/suid_dumpable': '2' } }, 'fault'],
    ['sysrq', { files: { '/proc/sys/kernel/sysrq': '438' } }, 'fault'],
    ['ctrl-alt-del', { says: { 'systemctl is-enabled ctrl-alt-del.target': 'alias' } }, 'fault'],
    ['power-keys', { says: { 'systemd-analyze cat-config systemd/logind.conf': '#HandlePowerKey=poweroff' } }, 'fault'],
    ['ptrace', { files: { '/proc/sys/kernel/yama/ptrace_scope': '1' } }, 'warning'],
    ['usb-guard', { says: { 'systemctl is-active usbguard.service': 'inactive' } }, 'fault'],
    ['virtual-reader', { files: { '/etc/reader.conf.d/vpcd': 'FRIENDLYNAME' } }, 'fault'],
    ['modem-manager', { says: { 'systemctl is-active ModemManager.service': 'active' } }, 'fault'],
    ['sandbox', { files: { '/proc/sys/user/max_user_namespaces': '0' } }, 'fault'],
    ['core-dumps', { files: { '/proc/sys/kernel/core_pattern': '|/usr/lib/systemd/systemd-coredump %P' } }, 'fault'],
    ['core-dumps', { files: { '/proc/sys/kernel/core_pattern': 'core' } }, 'fault'],
    ['export-stick', { files: { '/etc/kiosk/export-sticks': '0123\n' }, says: { [STICK]: '' } }, 'fault'],
    ['export-stick', { files: { '/etc/kiosk/export-sticks': '0123\n' }, says: { [STICK]: 'nosuid,nodev,sync' } }, 'fault'],
    ['disk-encryption', { says: { [`${LIES} /var/lib/kiosk`]: '/dev/sda2' } }, 'warning'],
    ['disk-encryption', { says: { [`${LIES} /var/lib/kiosk/secrets/card-keys.json`]: '/dev/sda2' } }, 'warning'],
    ['disk-encryption', { says: { [`${LIES} /var/lib/kiosk/secrets/card-keys.json`]: '/dev/mapper/other' } }, 'warning'],
    ['disk-encryption', { says: { [`${LIES} /var/lib/kiosk`]: null } }, 'not-checked'],
    ['unit', { says: { 'systemctl is-enabled add-value-kiosk.service': null } }, 'not-checked'],
  ])('finds %s', async (id, change, state) => {
    const found = await stateOf(id, hall(change));
    expect(found?.state).toBe(state);
    expect(found?.remedy === null).toBe(state === 'not-checked');
  });

  it('takes a stick that is listed where it is mounted without programs and devices', async () => {
    const files = { '/etc/kiosk/export-sticks': '0123456789\n' };
    expect(await stateOf('export-stick', hall({ files, says: { [STICK]: 'nosuid,nodev,noexec,sync' } }))).toMatchObject({ state: 'ok' });
  });

  it('says when the configuration names hosts that systemd cannot know', async () => {
    expect(await stateOf('network', hall(), null)).toMatchObject({ state: 'fault' });
  });

  it.each(FIELD_CHECK_IDS)('is explained in the manual: %s', (id) => {
    expect(readFileSync(join(projectRoot, 'docs/install.md'), 'utf8')).toContain(`| \`${id}\` `);
  });
});
