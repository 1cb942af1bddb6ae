import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './say.mjs';

/** Debian packages and what for: what every kiosk needs. */
const PACKAGES = {
  chromium: 'the window where Electron is not',
  pcscd: 'card readers',
  'libpcsclite-dev': 'building the card reader adapter',
  'g++': 'building the adapters of card readers and PKCS#11 tokens',
  make: 'building the adapters of card readers and PKCS#11 tokens',
  python3: 'building the adapters of card readers and PKCS#11 tokens',
};

/** ... what only a machine in a hall does, whose reader is a real one, */
const FIELD_PACKAGES = { libccid: 'card readers on USB' };

/** ... and what only tests do. With `vsmartcard-vpcd` pcscd listens for virtual cards on every address of the machine. */
const TEST_PACKAGES = {
  'vsmartcard-vpcd': 'tests against the real pcscd without a reader',
  socat: 'tests against real serial lines without a device',
  iproute2: 'tests inside a network of their own',
  softhsm2: 'tests against a PKCS#11 token without a device',
  'python3-pymodbus': 'tests against a Modbus module that somebody else wrote',
  'python3-serial-asyncio': 'tests against a Modbus module that somebody else wrote',
};

/** A package that must not be on a machine in a hall. */
const NOT_IN_THE_FIELD = 'vsmartcard-vpcd';

const hasApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-query');

/** What a machine needs, by name and purpose. @param {boolean} field  true: it stands in a hall */
export function packagesFor(field) {
  return { ...PACKAGES, ...(field ? FIELD_PACKAGES : TEST_PACKAGES) };
}

/** Whether this process may install system packages: Debian or Ubuntu, root, and not opted out. */
export function mayInstall() {
  return hasApt && process.getuid?.() === 0 && process.env.KIOSK_NO_SYSTEM_PACKAGES !== '1';
}

/** The names of {@link packagesFor} that dpkg does not know as installed; empty where there is no dpkg to ask. */
export function missingPackages(field) {
  if (!hasApt) return [];
  const names = Object.keys(packagesFor(field));
  const installed = installedOf(names);
  return names.filter((name) => !installed.has(name));
}

function installedOf(names) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names], { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n').filter((line) => line.endsWith(' installed'));
  return new Set(lines.map((line) => line.split(' ')[0]));
}

/** Installs what is missing, or says how to. Returns what is missing afterwards; never stops the set-up. */
export function provideSystemPackages(field) {
  const packages = packagesFor(field);
  if (process.platform === 'linux' && !hasApt) {
    say(`this system has no apt; you may need the counterparts of: ${Object.keys(packages).join(' ')}`);
    return [];
  }
  if (field && hasApt && installedOf([NOT_IN_THE_FIELD]).size > 0)
    say(`${NOT_IN_THE_FIELD} lets anybody in the network lay a virtual card: sudo apt-get purge -y ${NOT_IN_THE_FIELD}, restart pcscd`);
  const missing = missingPackages(field);
  if (missing.length === 0) return missing;
  for (const name of missing) say(`missing system package ${name} (${packages[name]})`);
  if (!mayInstall()) {
    say(`going on without; to install them: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`);
    return missing;
  }
  say(`installing ${missing.join(' ')} (KIOSK_NO_SYSTEM_PACKAGES=1 prevents it)`);
  if (!apt(['update']) || !apt(['install', '-y', '--no-install-recommends', ...missing]))
    say('apt-get did not succeed; going on with what works');
  return missingPackages(field);
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A closed network answers nothing: three bounded tries, then on with what works.
  const options = ['-q', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20'];
  return spawnSync('apt-get', [...options, ...args], { env, stdio: ['ignore', 2, 2] }).status === 0;
}
