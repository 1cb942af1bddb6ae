import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../projectRoot.ts';
import { examineField, FIELD_CHECK_IDS, type FieldCheckId, type FieldProbe } from './field.ts';

const DROP_IN = '[Service]\nIPAddressAllow=10.0.0.9\n';

/** A machine on which everything is as it should be, but for what a test says. */
function hall(
  change: { files?: Record<string, string | null>; says?: Record<string, string | null>; root?: boolean; writable?: boolean } = {},
): FieldProbe {
  const files: Record<string, string | null> = {
    '/proc/sys/kernel/sysrq': '0\n',
    '/proc/sys/fs/suid_dumpable': '0\n',
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
    'findmnt --noheadings --output SOURCE --target /var/lib': '/dev/mapper/data',
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
  (await examineField(probe, dropIn)).find((finding) => finding.id === id);

describe('the checklist of a machine in a hall', () => {
  it('finds nothing wrong where nothing is', async () => {
    const findings = await examineField(hall(), DROP_IN);
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
    ['disk-encryption', { says: { 'findmnt --noheadings --output SOURCE --target /var/lib': '/dev/sda2' } }, 'warning'],
    ['unit', { says: { 'systemctl is-enabled add-value-kiosk.service': null } }, 'not-checked'],
  ])('finds %s', async (id, change, state) => {
    const found = await stateOf(id, hall(change));
    expect(found?.state).toBe(state);
    expect(found?.remedy === null).toBe(state === 'not-checked');
  });

  it('says when the configuration names hosts that systemd cannot know', async () => {
    expect(await stateOf('network', hall(), null)).toMatchObject({ state: 'fault' });
  });

  it.each(FIELD_CHECK_IDS)('is explained in the manual: %s', (id) => {
    expect(readFileSync(join(projectRoot, 'docs/install.md'), 'utf8')).toContain(`| \`${id}\` `);
  });
});
