import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './say.mjs';

/** Debian packages and what for. */
const PACKAGES = {
  chromium: 'the window of a simulated start, and the end-to-end tests',
  pcscd: 'card readers',
  'libpcsclite-dev': 'building the card reader adapter',
  'vsmartcard-vpcd': 'tests against the real pcscd without a reader',
  socat: 'tests against real serial lines without a device',
  iproute2: 'tests inside a network of their own',
  'g++': 'building the card reader adapter',
  make: 'building the card reader adapter',
  python3: 'building the card reader adapter',
};

const hasApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-query');

/** Whether this process may install system packages: Debian or Ubuntu, root, and not opted out. */
export function mayInstall() {
  return hasApt && process.getuid?.() === 0 && process.env.KIOSK_NO_SYSTEM_PACKAGES !== '1';
}

/** The names of {@link PACKAGES} that dpkg does not know as installed; empty where there is no dpkg to ask. */
export function missingPackages() {
  if (!hasApt) return [];
  const names = Object.keys(PACKAGES);
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names], { encoding: 'utf8' });
  const installed = new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

/** Installs what is missing, or says how to. Returns what is missing afterwards; never stops the set-up. */
export function provideSystemPackages() {
  if (process.platform === 'linux' && !hasApt) {
    say(`this system has no apt; you may need the counterparts of: ${Object.keys(PACKAGES).join(' ')}`);
    return [];
  }
  const missing = missingPackages();
  if (missing.length === 0) return missing;
  for (const name of missing) say(`missing system package ${name} (${PACKAGES[name]})`);
  if (!mayInstall()) {
    say(`going on without; to install them: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`);
    return missing;
  }
  say(`installing ${missing.join(' ')} (KIOSK_NO_SYSTEM_PACKAGES=1 prevents it)`);
  if (!apt(['update']) || !apt(['install', '-y', '--no-install-recommends', ...missing]))
    say('apt-get did not succeed; going on with what works');
  return missingPackages();
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A closed network answers nothing: three bounded tries, then on with what works.
  const options = ['-q', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20'];
  return spawnSync('apt-get', [...options, ...args], { env, stdio: ['ignore', 2, 2] }).status === 0;
}
