import { fault, type Outcome } from './finding.ts';
import type { Probe } from './probe.ts';

/** Lines by the name of what is plugged in: they stay the same when plugs are moved. */
export const STABLE_NAMES = '/dev/serial/by-id';

/** What is at the far end of a line, and the member of the configuration that names the line. */
export interface LineUse {
  readonly part: string;
  readonly member: string;
}

/** What stands against opening a serial line; null when nothing does. */
export async function judgeSerialLine(probe: Probe, path: string, use: LineUse): Promise<Outcome | null> {
  const remedy = `plug the ${use.part} in, then set ${use.member} in the configuration (now ${path}) to a name of: ls -l ${STABLE_NAMES}`;
  const facts = await probe.path(path);
  if (facts === null) return fault(`${path} is not there; ${await candidates(probe)}`, remedy);
  if (facts.kind !== 'character-device') return fault(`${path} is a ${facts.kind}, not a serial line`, remedy);
  if (!facts.usable) {
    return fault(
      `this user (${probe.user}) may not read and write ${path}, which belongs to the group ${facts.group}`,
      `sudo usermod -aG ${facts.group} ${probe.user}, then log in again`,
    );
  }
  const holders = await probe.holders(path);
  if (holders.length === 0) return null;
  const names = holders.map(({ pid, name }) => `${name} (pid ${pid})`).join(', ');
  const modemManager = holders.some(({ name }) => name === 'ModemManager');
  return fault(`${path} is held by ${names}`, modemManager ? 'sudo systemctl disable --now ModemManager' : remedyForHolder(path));
}

/** Two names may mean one device: what lies under by-id is a link. */
export async function isSameDevice(probe: Probe, one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([probe.path(one), probe.path(other)]);
  return first !== null && first.device !== null && first.device === second?.device;
}

/** For a line that somebody else has opened. */
export function remedyForHolder(path: string): string {
  return `sudo fuser -v ${path}, and end what it names`;
}

async function candidates(probe: Probe): Promise<string> {
  const stable = (await probe.list(STABLE_NAMES)).map((name) => `${STABLE_NAMES}/${name}`);
  const plain = (await probe.list('/dev')).filter((name) => /^tty(USB|ACM)\d+$/.test(name)).map((name) => `/dev/${name}`);
  const found = [...stable, ...plain];
  return found.length === 0 ? 'this machine has no USB serial line' : `there is ${found.join(', ')}`;
}
