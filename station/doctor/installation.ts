import { fault, fine, type Outcome, warning } from './finding.ts';
import { NATIVE_PARTS, type NativePart, type Probe } from './probe.ts';

const REINSTALL = 'npm run rebuild:native';

export async function checkNode(probe: Probe): Promise<Outcome> {
  const { running, pinned } = await probe.node();
  if (running === pinned) return fine(`Node ${running}, the pinned one`);
  const found = `Node ${running}, but ${pinned} is pinned: what was tested is not what runs`;
  return running.split('.')[0] === pinned.split('.')[0] ? warning(found, 'npm run setup') : fault(found, 'npm run setup');
}

/** The compiler and headers that the card reader's part is built with (Debian's names). */
const BUILD_PACKAGES = 'g++ make python3 libpcsclite-dev';

export async function checkNativeParts(probe: Probe, signal: AbortSignal): Promise<Outcome> {
  const parts = await Promise.all(NATIVE_PARTS.map(async (part) => ({ part, why: await probe.loadNativePart(part, signal) })));
  const broken = parts.filter(({ why }) => why !== null);
  if (broken.length === 0) return fine(`${NATIVE_PARTS.join(', ')} load`);
  return fault(broken.map(({ part, why }) => `${part} does not load: ${why}`).join('; '), remedyFor(broken.map(({ part }) => part)));
}

function remedyFor(parts: readonly NativePart[]): string {
  const build = `sudo apt-get install -y --no-install-recommends ${BUILD_PACKAGES}`;
  return parts.includes('nfc-pcsc') ? `${build} && ${REINSTALL}` : REINSTALL;
}
