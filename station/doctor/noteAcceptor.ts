import type { StationConfig } from '../config.ts';
import { fault, fine, type Outcome } from './finding.ts';
import type { Probe } from './probe.ts';

/** Lines by the name of what is plugged in: they stay the same when plugs are moved. */
const STABLE_NAMES = '/dev/serial/by-id';

/** The serial line of the note acceptor, from the path to the unit at its far end. */
export async function checkAcceptor(probe: Probe, { acceptor }: StationConfig, signal: AbortSignal): Promise<Outcome> {
  if (acceptor.kind === 'bench') return fine('simulated (bench): no serial line is needed');
  const { path } = acceptor;
  const facts = await probe.path(path);
  if (facts === null) return fault(`${path} is not there; ${await candidates(probe)}`, remedyForPath(path));
  if (facts.kind !== 'character-device') return fault(`${path} is a ${facts.kind}, not a serial line`, remedyForPath(path));
  if (!facts.usable) {
    return fault(
      `this user (${probe.user}) may not read and write ${path}, which belongs to the group ${facts.group}`,
      `sudo usermod -aG ${facts.group} ${probe.user}, then log in again`,
    );
  }
  const holders = await probe.holders(path);
  if (holders.length > 0) {
    const names = holders.map(({ pid, name }) => `${name} (pid ${pid})`).join(', ');
    const modemManager = holders.some(({ name }) => name === 'ModemManager');
    return fault(
      `${path} is held by ${names}`,
      modemManager ? 'sudo systemctl disable --now ModemManager' : `sudo fuser -v ${path}, and end what it names`,
    );
  }
  const unit = await probe.validator(path, signal);
  if (unit.ok) return fine(`${path}: ${unit.value}`);
  const { kind, detail } = unit.error;
  switch (kind) {
    case 'busy':
      return fault(`${path} cannot be opened: ${detail}`, `sudo fuser -v ${path}, and end what it names`);
    case 'silent':
      return fault(
        `${path} opens, but no unit answers (${detail})`,
        'switch the note acceptor on, check its cable, and set it to SSP (not eSSP, not cctalk), address 0, 9600 baud',
      );
    case 'refused':
      return fault(
        `the unit on ${path} answers, but cannot be used: ${detail}`,
        "load a Taiwan (TWD) dataset and SSP without encryption with the maker's tool",
      );
  }
}

async function candidates(probe: Probe): Promise<string> {
  const stable = (await probe.list(STABLE_NAMES)).map((name) => `${STABLE_NAMES}/${name}`);
  const plain = (await probe.list('/dev')).filter((name) => /^tty(USB|ACM)\d+$/.test(name)).map((name) => `/dev/${name}`);
  const found = [...stable, ...plain];
  return found.length === 0 ? 'this machine has no USB serial line' : `there is ${found.join(', ')}`;
}

function remedyForPath(path: string): string {
  return `plug the note acceptor in, then set acceptor.path in the configuration (now ${path}) to a name of: ls -l ${STABLE_NAMES}`;
}
