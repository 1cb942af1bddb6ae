import { readFileSync } from 'node:fs';
import { cardLayouts } from '../../../hardware/card-profiles/cardLayouts.ts';
import { describeBlocks } from '../../../hardware/card-profiles/describeBlocks.ts';
import { fromHex } from '../../../hardware/ports/hex.ts';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import { systemRandom } from '../../../hardware/system/systemRandom.ts';
import { createCardSeal } from '../../journal/cardSeal.ts';
import { journalPathsIn } from '../../journal/journalFiles.ts';
import { recordsOfTransaction } from '../../journal/queryJournal.ts';
import { parseRecord } from '../../journal/records.ts';

interface KeptBlock {
  readonly block: number;
  readonly content: string;
}

/**
 * What the card of a transaction said by itself, block by block, for whoever decides its case. May be asked beside a running
 * station. Whoever has the journal's key may read it.
 * @returns 0, or 1 when nothing of that card was kept
 */
export function cardEvidence(folder: string, transaction: string): number {
  const paths = journalPathsIn(folder);
  const seal = createCardSeal(readFileSync(paths.sealKey), systemRandom);
  let found = 0;
  const look = (stored: StoredRecord): void => {
    if (stored.kind !== 'card-evidence') return;
    const record = parseRecord(stored);
    if (record.kind !== 'card-evidence') return;
    found += 1;
    const { profile, reading } = record.body;
    // What this software has sealed itself.
    const blocks = JSON.parse(seal.openText(record.body.blocks)) as readonly KeptBlock[];
    const layout = cardLayouts.find((each) => each.profile === profile);
    const contents = new Map(blocks.map(({ block, content }) => [block, fromHex(content)]));
    const lines = layout === undefined ? blocks.map(({ block, content }) => `${block}  ${content}`) : describeBlocks(layout, contents);
    process.stdout.write([`record ${record.seq}, ${profile}: ${reading}`, ...lines, ''].join('\n'));
  };
  for (const stored of recordsOfTransaction({ path: paths.journal, archive: paths.archive }, transaction)) look(stored);
  if (found === 0) process.stderr.write(`nothing of a card is kept with ${transaction}\n`);
  return found === 0 ? 1 : 0;
}
