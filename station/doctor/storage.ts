import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { LONGEST_SOCKET_PATH, stationSocketIn } from '../dataFolder.ts';
import { JOURNAL_KEY_BYTES } from '../journal/cardSeal.ts';
import { journalPathsIn } from '../journal/journalFiles.ts';
import { type ExaminedConfig, hasSimulatedParts } from './examined.ts';
import { fault, fine, type Outcome, warning } from './finding.ts';
import { OTHERS, OTHERS_WRITE } from '../secretFile.ts';
import type { JournalVerdict, PathFacts, Probe, ProcessFacts } from './probe.ts';

/** Below this the kiosk should not take money: a journal that cannot grow closes the machine. Bytes (ours). */
const LEAST_FREE_BYTES = 200_000_000;

/** Kinds of file systems that cannot keep a journal (statfs(2), linux/magic.h). */
const NETWORKED: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
]);
const IN_MEMORY: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

/**
 * The station that uses the data folder now, or null. Its pid is unknown to another user than its own. One that hangs
 * takes nobody in, and holds its devices all the same.
 */
export async function findRunningStation(probe: Probe, folder: string, signal: AbortSignal): Promise<Partial<ProcessFacts> | null> {
  const socket = stationSocketIn(folder);
  const state = await probe.socket(socket, signal);
  if (state !== 'answers' && state !== 'mute') return null;
  return (await probe.socketOwner(socket)) ?? {};
}

export function inUse({ pid }: Partial<ProcessFacts>): string {
  return `in use by the running station${pid === undefined ? '' : ` (pid ${pid})`}`;
}

export function judgeStation(running: Partial<ProcessFacts> | null): Outcome {
  if (running === null) return fine('no station runs on this data folder');
  return fine(`the data folder is ${inUse(running)}: its devices are not touched`);
}

/** The nearest folder that is there: a data folder is made by the first start. */
async function existing(probe: Probe, path: string): Promise<{ readonly path: string; readonly facts: PathFacts }> {
  const facts = await probe.path(path);
  if (facts !== null) return { path, facts };
  const above = dirname(path);
  if (above === path) throw new Error(`${path} is not there`);
  return existing(probe, above);
}

export async function checkDataFolder(probe: Probe, folder: string): Promise<Outcome> {
  const socketBytes = Buffer.byteLength(stationSocketIn(folder));
  if (socketBytes > LONGEST_SOCKET_PATH) {
    return fault(
      `the path of ${folder} is too long: its socket's has ${socketBytes} bytes, and the kernel allows ${LONGEST_SOCKET_PATH}`,
      'choose a shorter --data, e.g. /var/lib/kiosk',
    );
  }
  const found = await existing(probe, folder);
  const make = `sudo install -d -m 700 -o ${probe.user} ${folder}`;
  if (found.facts.kind !== 'folder') return fault(`${found.path} is no folder`, `choose another --data, or move ${found.path} away`);
  if (found.path !== folder) {
    if (!found.facts.usable) return fault(`${folder} is not there, and this user (${probe.user}) may not make it in ${found.path}`, make);
    return fine(`${folder} is not there yet; the first start makes it`);
  }
  if (!found.facts.usable) return fault(`this user (${probe.user}) may not write in ${folder}`, `sudo chown -R ${probe.user} ${folder}`);
  if ((found.facts.mode & OTHERS_WRITE) !== 0)
    return fault(`others may put files into ${folder}: the station will not start`, `chmod 700 ${folder}`);
  const paths = journalPathsIn(folder);
  const key = await probe.path(paths.sealKey);
  const journal = await probe.path(paths.journal);
  if (journal !== null && key === null) {
    return fault(
      `${paths.sealKey} is missing, and the journal beside it was sealed with it: the station will not start`,
      `put the key of this journal back from the backup: cp BACKUP/journal.key ${folder}`,
    );
  }
  if (key !== null && key.bytes !== JOURNAL_KEY_BYTES) {
    return fault(`${paths.sealKey} is damaged: ${key.bytes} bytes instead of ${JOURNAL_KEY_BYTES}`, `cp BACKUP/journal.key ${folder}`);
  }
  if ((found.facts.mode & OTHERS) !== 0) return warning(`${folder} can be read by others`, `chmod 700 ${folder}`);
  return fine(`${folder} can be written`);
}

/** @param simulated no money is at stake: a folder in memory will do */
export async function checkDiskSpace(probe: Probe, folder: string, simulated: boolean): Promise<Outcome> {
  const { path } = await existing(probe, folder);
  const { freeBytes, type } = await probe.fileSystem(path);
  const free = `${Math.floor(freeBytes / 1_000_000)} MB free at ${path}`;
  const move = 'choose a --data folder on a local disk (ext4)';
  const networked = NETWORKED.get(type);
  if (networked !== undefined) return fault(`${path} lies on a network disk (${networked}), which does not keep what it confirmed`, move);
  const inMemory = IN_MEMORY.get(type);
  if (inMemory !== undefined) {
    const found = `${path} lies in memory (${inMemory}): the journal would be gone with the power`;
    return simulated ? warning(found, move) : fault(found, move);
  }
  if (freeBytes < LEAST_FREE_BYTES)
    return fault(
      `${free}, at least ${LEAST_FREE_BYTES / 1_000_000} MB are needed`,
      `df -h ${path}; free some space, never ${join(folder, 'journal.db')}`,
    );
  return fine(free);
}

/** @param verdict null: there is no journal yet */
export function judgeJournal(verdict: JournalVerdict | null, folder: string): Outcome {
  const path = journalPathsIn(folder).journal;
  if (verdict === null) return fine('none yet; the first start begins it');
  if (!verdict.readable) {
    return fault(
      verdict.why,
      `keep the folder as it is (cp -a ${folder} SOMEWHERE), then put the backup back: docs/operating.md, "The journal"`,
    );
  }
  const { records, fault: broken, unproven } = verdict;
  if (broken !== null) {
    return fault(
      `${path}: ${broken}`,
      `keep the folder as it is (cp -a ${folder} SOMEWHERE) and look at it: npm run kiosk -- journal show ${path}; docs/operating.md, "The journal"`,
    );
  }
  if (unproven !== null) return warning(`${records} records, the chain holds; ${unproven}`, 'docs/operating.md, "The data folder"');
  return fine(`${records} records, the chain holds`);
}

/** Where the journal's end is remembered: beside the journal, whoever puts the folder back puts it back, too. */
export async function checkAnchor(probe: Probe, config: ExaminedConfig, dataFolder: string): Promise<Outcome> {
  if (hasSimulatedParts(config)) return fine('simulated: no money is at stake');
  const anchorFolder = config.anchor?.folder;
  const mend =
    '"anchor": { "folder": "/var/lib/kiosk-anchor" } in the configuration, on a second disk: docs/operating.md, "The data folder"';
  if (anchorFolder === undefined || isWithin(dataFolder, anchorFolder))
    return warning('the anchor lies in the data folder: a folder that was put back brings its own, and only the centre notices', mend);
  const found = await existing(probe, anchorFolder);
  const make = `sudo install -d -m 700 -o ${probe.user} ${anchorFolder}`;
  if (found.facts.kind !== 'folder' || !found.facts.usable)
    return fault(`this user (${probe.user}) may not write in ${found.path}, where the anchor belongs`, make);
  return fine(`the anchor lies in ${anchorFolder}`);
}

/** The key that signs the journal: a token's, or a file that whoever reads the disk has, too. */
export async function checkMachineKey(probe: Probe, config: ExaminedConfig, signal: AbortSignal): Promise<Outcome> {
  const { machineKey } = config;
  if (machineKey === undefined) return fine('machine.key in the data folder: no token is configured');
  const { token, key, module } = machineKey;
  const why = await probe.machineKey(config, signal);
  if (why === null) return fine(`the key ${key} is on the token ${token}`);
  const make = `pkcs11-tool --module ${module} --token-label ${token} --login --keypairgen --key-type EC:edwards25519 --usage-sign --label ${key}`;
  return fault(why, `put the token in; a new one gets its key by: ${make}`);
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
