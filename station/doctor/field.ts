import { fault, fine, notChecked, type Outcome, warning } from './finding.ts';

/** What the checklist asks of a machine. Nothing here changes anything. */
export interface FieldProbe {
  /** The text of a file; null when it is not there or not for this user. */
  readText(path: string): Promise<string | null>;
  /** What a command prints, its ends cut; null when there is no such command or it takes too long. Its exit code does not matter. */
  ask(command: string, ...args: readonly string[]): Promise<string | null>;
  /** Whether this user could write here. */
  mayWrite(path: string): Promise<boolean>;
  readonly user: string;
  readonly uid: number;
  /** Where this software lies. */
  readonly installed: string;
}

/** The checks of a machine in a hall that no test can make for it, in the order of docs/install.md. */
export const FIELD_CHECK_IDS = [
  'user',
  'installation',
  'unit',
  'unit-exposure',
  'network',
  'core-dumps',
  'sysrq',
  'ctrl-alt-del',
  'power-keys',
  'ptrace',
  'usb-guard',
  'export-stick',
  'virtual-reader',
  'modem-manager',
  'sandbox',
  'disk-encryption',
] as const;
export type FieldCheckId = (typeof FIELD_CHECK_IDS)[number];

export interface FieldFinding extends Outcome {
  readonly id: FieldCheckId;
}

const UNIT = 'add-value-kiosk.service';

/** The package's own figure is 2.3 (systemd 252). */
const MOST_EXPOSED = 3.0;

/** A stick that is listed is mounted here. */
const STICK_UNIT = 'media-kioskexport.mount';
const STICK_LIST = '/etc/kiosk/export-sticks';

/** What the configuration says that the checklist holds the machine to. */
export interface FieldConfig {
  /** What `kiosk unit` makes of it; null where it makes none. */
  readonly dropIn: string | null;
  /** The data folder, and the files with secrets that it names. */
  readonly secrets: readonly string[];
}

export async function examineField(probe: FieldProbe, { dropIn, secrets }: FieldConfig): Promise<FieldFinding[]> {
  const number = async (path: string): Promise<string | null> => (await probe.readText(path))?.trim() ?? null;
  /** A setting of the kernel: what it is, and what it must be. */
  const kernel = async (name: string, wanted: string, why: string): Promise<Outcome> => {
    const found = await number(`/proc/sys/${name.replaceAll('.', '/')}`);
    if (found === null) return notChecked(`${name} cannot be read`);
    return found === wanted
      ? fine(`${name} is ${wanted}`)
      : fault(`${name} is ${found}: ${why}`, `sudo sysctl -w ${name}=${wanted}; the package's sysctl.d says so at every boot`);
  };
  const checks: Readonly<Record<FieldCheckId, () => Promise<Outcome>>> = {
    user: async () =>
      probe.uid === 0
        ? fault('this is root: what root may do proves nothing, and the kiosk must not run so', 'sudo -u kiosk kiosk doctor --field')
        : fine(`asked as ${probe.user}`),
    installation: async () =>
      (await probe.mayWrite(probe.installed))
        ? fault(
            `${probe.user} may change the software it runs (${probe.installed})`,
            `sudo chown -R root:root ${probe.installed} && sudo chmod -R go-w ${probe.installed}`,
          )
        : fine(`${probe.installed} cannot be changed by ${probe.user}`),
    unit: async () => {
      const state = await probe.ask('systemctl', 'is-enabled', UNIT);
      if (state === null) return notChecked('systemctl is not here');
      return state === 'enabled'
        ? fine(`${UNIT} is enabled`)
        : fault(`${UNIT} is ${state || 'not there'}`, `sudo systemctl enable --now ${UNIT}`);
    },
    'unit-exposure': async () => {
      const told = await probe.ask('systemd-analyze', 'security', '--no-pager', UNIT);
      const level = /exposure level for .*: ([\d.]+)/.exec(told ?? '')?.[1];
      if (level === undefined) return notChecked('systemd-analyze says nothing of the unit');
      return Number(level) <= MOST_EXPOSED
        ? fine(`systemd-analyze security: ${level}`)
        : fault(
            `systemd-analyze security: ${level}, more than ${MOST_EXPOSED.toFixed(1)}`,
            `systemctl cat ${UNIT}: is there a drop-in that takes something back?`,
          );
    },
    network: async () => {
      if (dropIn === null)
        return fault('the configuration cannot be read, or names a host by a word', 'kiosk unit --config FILE says which');
      const wanted = [...dropIn.matchAll(/^IPAddressAllow=(.*)$/gm)].map(([, address = '']) => address);
      const allowed = (await probe.ask('systemctl', 'show', '--property=IPAddressAllow', '--value', UNIT)) ?? null;
      const denied = (await probe.ask('systemctl', 'show', '--property=IPAddressDeny', '--value', UNIT)) ?? '';
      if (allowed === null) return notChecked('systemctl is not here');
      const mend = `kiosk unit --config FILE | sudo tee /etc/systemd/system/${UNIT}.d/network.conf && sudo systemctl daemon-reload`;
      if (!denied.includes('0.0.0.0/0')) return fault('the unit may speak to everybody', mend);
      const missing = wanted.filter((address) => !allowed.includes(address));
      return missing.length === 0
        ? fine(`the unit may speak to ${['this machine', ...wanted].join(', ')} only`)
        : fault(`the unit may not speak to ${missing.join(', ')}`, mend);
    },
    'core-dumps': async () => {
      // Of a program that the kernel hands it to, no limit on core files is heard (core(5)).
      const pattern = await number('/proc/sys/kernel/core_pattern');
      if (pattern === null) return notChecked('kernel.core_pattern cannot be read');
      return pattern === '|/bin/false'
        ? kernel('fs.suid_dumpable', '0', 'a crash would write keys to the disk')
        : fault(
            `a crash writes keys to the disk: kernel.core_pattern is ${pattern}`,
            "sudo sysctl -w 'kernel.core_pattern=|/bin/false'; the package's sysctl.d says so at every boot",
          );
    },
    sysrq: () => kernel('kernel.sysrq', '0', 'a keyboard can kill every process and restart the machine'),
    'ctrl-alt-del': async () => {
      const state = await probe.ask('systemctl', 'is-enabled', 'ctrl-alt-del.target');
      if (state === null) return notChecked('systemctl is not here');
      return state === 'masked'
        ? fine('Ctrl-Alt-Del does nothing')
        : fault('Ctrl-Alt-Del restarts the machine', 'sudo systemctl mask ctrl-alt-del.target');
    },
    'power-keys': async () => {
      const told = await probe.ask('systemd-analyze', 'cat-config', 'systemd/logind.conf');
      if (told === null) return notChecked('systemd-analyze is not here');
      const last = [...told.matchAll(/^HandlePowerKey=(.*)$/gm)].at(-1)?.[1];
      return last === 'ignore'
        ? fine('power keys are ignored')
        : fault(
            'the power key of a keyboard switches the machine off',
            'HandlePowerKey=ignore in /etc/systemd/logind.conf.d/, as in the package',
          );
    },
    ptrace: async () => {
      const found = await number('/proc/sys/kernel/yama/ptrace_scope');
      if (found === null) return notChecked('this kernel has no Yama');
      return Number(found) >= 2
        ? fine(`kernel.yama.ptrace_scope is ${found}`)
        : warning(
            `kernel.yama.ptrace_scope is ${found}: a program of this user can read another one's memory`,
            'sudo sysctl -w kernel.yama.ptrace_scope=2',
          );
    },
    'usb-guard': async () => {
      const state = await probe.ask('systemctl', 'is-active', 'usbguard.service');
      if (state === null) return notChecked('systemctl is not here');
      return state === 'active'
        ? fine('USBGuard runs')
        : fault(
            'whatever is plugged into this machine is used',
            'sudo apt-get install usbguard, with the rules of /usr/share/doc/add-value-kiosk/usbguard-rules.conf',
          );
    },
    'export-stick': async () => {
      const listed = (await probe.readText(STICK_LIST))?.split('\n').filter((line) => line.trim() !== '') ?? [];
      if (listed.length === 0) return fine('no stick is allowed: none is mounted');
      const options = await probe.ask('systemctl', 'show', '--property=Options', '--value', STICK_UNIT);
      if (options === null) return notChecked('systemctl is not here');
      const missing = ['nosuid', 'nodev', 'noexec'].filter((option) => !options.split(',').includes(option));
      return missing.length === 0
        ? fine(`${listed.length} of ${STICK_LIST} may be mounted, without programs and devices`)
        : fault(
            `${STICK_UNIT} is not there, or mounts without ${missing.join(', ')}`,
            `systemctl cat ${STICK_UNIT}; the package brings it`,
          );
    },
    'virtual-reader': async () => {
      const there = (await probe.readText('/etc/reader.conf.d/vpcd')) !== null;
      return there
        ? fault('a virtual card reader listens on every address of this machine', 'sudo apt-get purge vsmartcard-vpcd')
        : fine('no virtual card reader is installed');
    },
    'modem-manager': async () => {
      const state = await probe.ask('systemctl', 'is-active', 'ModemManager.service');
      if (state === null) return notChecked('systemctl is not here');
      return state === 'active'
        ? fault('ModemManager probes the lines of the parts', 'sudo systemctl disable --now ModemManager')
        : fine('ModemManager does not run');
    },
    sandbox: async () => {
      const most = await number('/proc/sys/user/max_user_namespaces');
      const forbidden = (await number('/proc/sys/kernel/unprivileged_userns_clone')) === '0';
      return most === '0' || forbidden
        ? fault(
            'the window has no sandbox: user namespaces are forbidden',
            'sudo sysctl -w user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1',
          )
        : fine('user namespaces are allowed, of which the sandbox of the window is made');
    },
    'disk-encryption': async () => {
      const lies = async (path: string) => ({
        path,
        on: await probe.ask('findmnt', '--noheadings', '--output', 'SOURCE', '--target', path),
      });
      const found = await Promise.all(secrets.map(lies));
      const unknown = found.filter(({ on }) => on === null);
      if (unknown.length > 0) return notChecked(`findmnt does not say where ${unknown.map(({ path }) => path).join(', ')} lies`);
      const open = found.filter(({ on }) => on?.startsWith('/dev/mapper/') === false && !on.startsWith('/dev/dm-'));
      const seal = 'seal the partition (LUKS with the TPM: systemd-cryptenroll)';
      if (open.length > 0) {
        const places = open.map(({ path, on }) => `${path} on ${on}`).join(', ');
        return warning(`whoever takes the disk out can read ${places}`, seal);
      }
      const devices = new Set(found.map(({ on }) => on));
      return devices.size === 1
        ? fine(`the data folder and every secret lie on ${[...devices].join()}`)
        : warning(`secrets lie on ${devices.size} devices: ${[...devices].join(', ')}`, 'keep them in one place, /var/lib/kiosk/secrets');
    },
  };
  return Promise.all(
    FIELD_CHECK_IDS.map(async (id) => ({
      id,
      ...(await checks[id]().catch((cause: unknown) =>
        fault(`this could not be looked at: ${String(cause)}`, 'ask again; if it stays so, look by hand: docs/install.md'),
      )),
    })),
  );
}
