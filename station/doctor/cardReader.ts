import { type ExaminedConfig, SIMULATED } from './examined.ts';
import { fault, fine, type Outcome } from './finding.ts';
import type { PcscFault } from '../../hardware/ports/pcsc.ts';
import type { Probe } from './probe.ts';

/** What starts, and what restarts the service: with systemd, and on a machine without it. */
const WITH_SYSTEMD = {
  start: 'sudo systemctl enable --now pcscd.socket',
  restart: 'sudo systemctl restart pcscd.socket pcscd.service',
} as const;
const BY_HAND = {
  start: 'sudo mkdir -p /run/pcscd && sudo pcscd',
  restart: 'sudo pkill -x pcscd; sudo rm -f /run/pcscd/pcscd.comm /run/pcscd/pcscd.pid; sudo pcscd',
} as const;
/** There while systemd is the first process (sd_booted(3)). */
const SYSTEMD_RUNS = '/run/systemd/system';
const INSTALL = 'sudo apt-get install -y --no-install-recommends pcscd libccid';
/** Where Debian puts the service's program. */
const SERVICE_PROGRAM = '/usr/sbin/pcscd';

async function serviceCommands(probe: Probe): Promise<{ readonly start: string; readonly restart: string }> {
  return (await probe.path(SYSTEMD_RUNS)) === null ? BY_HAND : WITH_SYSTEMD;
}

export async function checkPcscService(probe: Probe, { reader }: ExaminedConfig, signal: AbortSignal): Promise<Outcome> {
  if (reader.kind === 'simulated') return fine(SIMULATED);
  const { pcscSocket } = probe;
  const { start, restart } = await serviceCommands(probe);
  switch (await probe.socket(pcscSocket, signal)) {
    case 'answers':
      return fine(`pcscd answers at ${pcscSocket}`);
    case 'absent':
      if ((await probe.path(SERVICE_PROGRAM)) === null) return fault('pcscd is not installed', `${INSTALL} && ${start}`);
      return fault(`pcscd does not run: ${pcscSocket} is not there`, start);
    case 'dead':
      return fault(`pcscd does not run: ${pcscSocket} was left behind and nobody answers`, restart);
    case 'mute':
      return fault('pcscd hangs: it takes nobody in', restart);
    case 'forbidden':
      return fault(`this user (${probe.user}) may not use ${pcscSocket}`, `ls -l ${pcscSocket}, and let ${probe.user} read and write it`);
  }
}

/** What pcscd asks polkit for: the first lets a program in, the second lets it use cards. */
const POLKIT_ACTIONS = 'org.debian.pcsc-lite.access_pcsc and org.debian.pcsc-lite.access_card';

/** Without the numbers of reader and slot that pcscd puts at the end, e.g. ` 00 00`. */
const modelOf = (name: string): string => name.replace(/( [0-9A-F]{2}){1,2}$/, '');

function judgeRefusal({ user }: Probe, name: string, { kind, detail }: PcscFault): Outcome {
  if (kind === 'forbidden') {
    return fault(
      `"${name}" is there, but ${user} may not use cards on it (${detail})`,
      `polkit must allow ${user} both actions, ${POLKIT_ACTIONS}: docs/operating.md has the rule; with hidepid on /proc polkitd must be exempt`,
    );
  }
  if (kind === 'in-use')
    return fault(`"${name}" is held by another program (${detail})`, 'sudo fuser -v /run/pcscd/pcscd.comm, and end what it names');
  return fault(`"${name}" cannot be used: ${detail}`, 'unplug the reader and plug it in again; if it stays so, restart pcscd');
}

export async function checkReader(probe: Probe, config: ExaminedConfig, signal: AbortSignal): Promise<Outcome> {
  const { reader } = config;
  if (reader.kind === 'simulated') return fine(SIMULATED);
  const listed = await probe.readers(signal);
  if (!listed.ok) {
    const { start, restart } = await serviceCommands(probe);
    const { kind, detail } = listed.error;
    switch (kind) {
      case 'no-service':
        return fault('no reader can be seen: pcscd does not answer (see pcsc-service)', start);
      case 'no-library':
        return fault(`the card reader's native part does not load: ${detail} (see native-parts)`, 'npm run rebuild:native');
      case 'mute':
        return fault(`pcscd hangs: ${detail}`, restart);
      case 'service-lost':
        return fault(
          `pcscd turned us away: ${detail}`,
          `${restart}; if it stays so, polkit must allow ${probe.user} both actions: ${POLKIT_ACTIONS}`,
        );
    }
  }
  const readers = listed.value;
  const names = readers.map((name) => `"${name}"`).join(', ');
  const matches = readers.filter((name) => name.startsWith(reader.name));
  const [match] = matches;
  if (match !== undefined) {
    // Two of one model are a spare; two parts of one device, say its card side and its SAM slot, are not the same thing.
    const other = matches.find((name) => modelOf(name) !== modelOf(match));
    if (other !== undefined) {
      return fault(
        `"${reader.name}" fits two readers that are not of one kind, and either may be taken: "${match}" and "${other}"`,
        `in the configuration, the name of the right one: "reader": { "kind": "pcsc", "name": ${JSON.stringify(modelOf(match))} }`,
      );
    }
    const kept = await probe.useReader(reader.name, signal);
    return kept === null ? fine(`"${match}"${readers.length > 1 ? ` (all readers: ${names})` : ''}`) : judgeRefusal(probe, match, kept);
  }
  if (readers.length === 0) {
    return fault(
      'pcscd sees no reader',
      'plug the reader in; if lsusb shows it: sudo apt-get install -y libccid && sudo systemctl restart pcscd.service',
    );
  }
  return fault(
    `no reader's name begins with "${reader.name}"; there is ${names}`,
    `in the configuration: "reader": { "kind": "pcsc", "name": ${JSON.stringify(readers[0])} }`,
  );
}
