import { parseArgs } from 'node:util';
import { taipeiDate } from '../../../hardware/ports/clock.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { pruneArchive } from '../../journal/archive/pruneArchive.ts';
import { ed25519Key } from '../../journal/ed25519Key.ts';
import { segmentLabel, type SegmentFacts } from '../../journal/archive/segmentFiles.ts';
import type { Edition } from '../edition.ts';
import { withStoppedJournal } from './withStoppedJournal.ts';

/**
 * Removes from the archive what is older than five years and what the centre keeps; a record names who did it and why. The station
 * must be stopped.
 * @returns 0
 * @throws Error when a station uses the folder, its journal is refused, its clock is not known to be right, or nobody signs what the centre keeps (exit code 2)
 */
export async function prune(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { config: { type: 'string' }, data: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' } },
  });
  const [by = '', reason = ''] = [values.by?.trim(), values.reason?.trim()];
  if (by === '' || reason === '')
    throw new RangeError('usage: kiosk journal prune --by NAME --reason TEXT [--config FILE] [--data FOLDER]');
  const { removed, notAcknowledged } = await withStoppedJournal(values, edition, ({ journal, store, paths, config }) => {
    const { machine, archive, artificialCards = false } = config;
    const centreKey = archive?.centreKey === undefined ? null : ed25519Key(archive.centreKey);
    if (centreKey === null && !artificialCards)
      throw new Error('archive.centreKey is not configured: nothing proves what the centre keeps, so nothing is removed');
    return pruneArchive({ folder: paths.archive, journal, store, nowMs: systemClock.wallMs(), by, reason, machine, centreKey });
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const facts of removed) say(`removed: ${inWords(facts)}`);
  for (const facts of notAcknowledged) say(`stays, the centre has not said that it keeps it: ${inWords(facts)}`);
  if (removed.length === 0 && notAcknowledged.length === 0) say('nothing in the archive is older than five years');
  return 0;
}

function inWords(facts: SegmentFacts): string {
  return `${segmentLabel(facts)}, ${taipeiDate(facts.fromMs)} to ${taipeiDate(facts.toMs)}`;
}
