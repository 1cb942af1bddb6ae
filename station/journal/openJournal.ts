import type { AnchorState } from '../../hardware/ports/anchor.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { Archiving, JournalDisk } from '../../hardware/ports/journalDisk.ts';
import { type JournalReading, NO_RECORD } from './readJournal.ts';
import { Journal } from './journal.ts';
import { epochOf, type Judgement, type JournalRefusal, judgeJournal } from './judgeJournal.ts';
import type { JournalStore } from '../../hardware/ports/journalStore.ts';
import { signerName } from './checkpoint.ts';
import { verifierKey } from './signedNote.ts';

export interface OpenJournalParts {
  readonly disk: JournalDisk;
  readonly machine: string;
  readonly clock: Clock;
  readonly bootId: string;
  /** Where there is no journal at all, one may begin by itself: the machine serves nobody's money. */
  readonly mayBegin: boolean;
}

export type JournalOpening =
  | { readonly refused: JournalRefusal }
  | {
      readonly refused: null;
      readonly journal: Journal;
      readonly store: JournalStore;
      readonly sealKey: Uint8Array;
      readonly anchor: AnchorState;
      readonly archiving: Archiving;
    };

/**
 * Looks at a machine's journal, and opens it if it is the one that belongs here. A refusal has changed nothing on the disk.
 * @throws Error when the disk cannot be written: another start may find it mended
 */
export function openJournal(parts: OpenJournalParts): JournalOpening {
  const { disk, machine, mayBegin, clock } = parts;
  let judgement = judge(disk, machine);
  if (judgement.do === 'begin') {
    if (!mayBegin) return { refused: { cause: 'journal-missing', detail: 'this machine has no journal: `kiosk commission` begins one' } };
    disk.begin({ machine, epoch: epochOf(clock.wallMs()), head: NO_RECORD, boots: 0 });
    judgement = judge(disk, machine);
  }
  if (judgement.do === 'take-over') {
    disk.takeOver(judgement.anchor);
    judgement = judge(disk, machine);
  }
  switch (judgement.do) {
    case 'serve':
      return serve(parts, judgement);
    case 'refuse':
      return { refused: { cause: judgement.cause, detail: judgement.detail } };
    case 'begin':
    case 'take-over':
      throw new Error('the journal that was made a moment ago is gone');
  }
}

function judge(disk: JournalDisk, machine: string): Judgement {
  const findings = disk.inspect();
  try {
    return judgeJournal(findings, machine);
  } finally {
    findings.close();
  }
}

function serve(
  { disk, clock, bootId }: OpenJournalParts,
  { anchor: known, reading, certain }: Extract<Judgement, { do: 'serve' }>,
): JournalOpening {
  const { store, anchor, sealKey, signer, archiving } = disk.open();
  const last = store.last();
  if ((last?.seq ?? 0) !== reading.head.seq || (last?.hash ?? NO_RECORD.hash) !== reading.head.hash) {
    store.close();
    throw new Error('the journal changed while it was looked at');
  }
  const state = { ...known, boots: known.boots + 1 };
  const journal = new Journal({ store, clock, bootId, anchoring: { anchor, state, signer }, reading });
  // Before the anchor names them: were the power to fail now, the next start would find the same.
  const unbegun = certain ? unbegunIntent(reading, known.head.seq) : null;
  if (unbegun !== null) journal.append('not-begun', unbegun.transaction, { intent: unbegun.kind });
  anchor.write({ ...state, head: journal.head });
  if (journal.head.seq === 0) {
    const { machine, epoch } = state;
    const verifier = { name: signerName(machine), publicKey: signer.publicKey };
    journal.append('commissioned', null, {
      machine,
      epoch,
      by: 'the machine',
      reason: 'first start',
      before: null,
      signer: verifierKey(verifier),
    });
  }
  return { refused: null, journal, store, sealKey, anchor: state, archiving };
}

/**
 * The newest record, if it is an intent whose act was never begun: the anchor would name it. One that is more than that record behind
 * is a copy of earlier days, and says nothing.
 */
function unbegunIntent({ recent }: JournalReading, anchored: number) {
  const newest = recent.at(-1);
  if (newest === undefined || newest.seq !== anchored + 1) return null;
  const { kind } = newest;
  const isIntent = kind === 'note-keep.intent' || kind === 'card-write.intent' || kind === 'card-change.intent' || kind === 'act.intent';
  return isIntent ? { kind, transaction: newest.transaction } : null;
}
