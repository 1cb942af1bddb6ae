import { parseArgs } from 'node:util';
import { taipeiTimestamp } from '../../../hardware/ports/clock.ts';
import { openUntouched } from '../../journal/openUntouched.ts';
import { headInLines, type SignedHead, signedHeadOf } from '../../journal/signedHead.ts';
import { sqliteReader } from '../../journal/sqliteReader.ts';
import { formatOf } from '../../journal/sqliteSchema.ts';

/**
 * How far the journal had come when it was signed last: for paper, and for whoever keeps it elsewhere.
 * @returns 0, or 1 when nothing was signed yet
 * @throws UnreadableJournal when the file is missing, empty or no kiosk journal (exit code 2)
 */
export function head(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new RangeError('usage: kiosk journal head FILE [--json]');
  const signed = newestIn(file);
  if (signed === null) {
    process.stderr.write('nothing was signed yet\n');
    return Promise.resolve(1);
  }
  const lines = [...headInLines(signed), `signed ${taipeiTimestamp(signed.atMs)}`, '', signed.note.trimEnd()];
  process.stdout.write(`${values.json ? JSON.stringify(signed) : lines.join('\n')}\n`);
  return Promise.resolve(0);
}

function newestIn(file: string): SignedHead | null {
  const { database, close } = openUntouched(file, 'beside');
  try {
    formatOf(database, file);
    return signedHeadOf(sqliteReader(database));
  } finally {
    close();
  }
}
