import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { type JournalRecord, parseRecord } from '../../station/journal/records.ts';
import type { Ledger } from '../../station/journal/ledger.ts';

/** What staff may never bring about, whatever fails meanwhile: by the records alone, as an auditor would look. */

type Of<Kind extends JournalRecord['kind']> = Extract<JournalRecord, { kind: Kind }>;

function ofKind<Kind extends JournalRecord['kind']>(records: readonly JournalRecord[], kind: Kind): Of<Kind>[] {
  return records.filter((each): each is Of<Kind> => each.kind === kind);
}

/** @returns what is wrong, in words; empty when nothing is */
export function findStaffFaults(stored: readonly StoredRecord[], ledger: Ledger): string[] {
  const records = stored.map(parseRecord);
  return [...findSoleDecisions(records), ...findPaidTwice(records), ...findExchangeFaults(records), ...findNotesInNoBox(ledger)];
}

/** No decision about money without two persons, who say the same. */
function findSoleDecisions(records: readonly JournalRecord[]): string[] {
  return ofKind(records, 'case-settled').flatMap(({ seq, body: { case: id, decision, reason, person, first } }) => {
    if (first === null || first.person === person) return [`case ${id} is decided by ${person} alone`];
    const last = records.findLast(
      (each) => each.seq < seq && (each.kind === 'case-signed' || each.kind === 'case-withdrawn') && each.body.case === id,
    );
    const same = last?.kind === 'case-signed' && last.body.person === first.person && last.body.decision === decision;
    return same && last.body.reason === reason ? [] : [`case ${id} is decided by ${person}, and ${first.person} signed something else`];
  });
}

/** A case ends once; and what was signed as paid at the counter comes onto no card. */
function findPaidTwice(records: readonly JournalRecord[]): string[] {
  const faults: string[] = [];
  const settled = ofKind(records, 'case-settled').map(({ body }) => body.case);
  for (const id of new Set(settled)) {
    const times = settled.filter((each) => each === id).length;
    if (times > 1) faults.push(`case ${id} is settled ${times} times`);
  }
  for (const { seq, transaction } of ofKind(records, 'card-write.intent')) {
    const said = records.flatMap((each) => {
      if (each.transaction !== transaction || each.seq > seq) return [];
      if (each.kind === 'case-withdrawn') return ['withdrawn' as const];
      return each.kind === 'case-signed' || each.kind === 'case-settled' ? [each.body.decision] : [];
    });
    const paid = said.at(-1) === 'paid-at-counter';
    if (paid) faults.push(`${transaction} was paid at the counter, and is written to its card`);
  }
  return faults;
}

/** Each exchange is taken out, put in and closed once, in this order; each box is counted once, and has one variance. */
function findExchangeFaults(records: readonly JournalRecord[]): string[] {
  const faults: string[] = [];
  const steps = records.flatMap((each) => {
    if (each.kind !== 'box-out' && each.kind !== 'box-in' && each.kind !== 'exchange-closed') return [];
    return [`${each.kind} ${each.body.exchange}`];
  });
  const whole = ofKind(records, 'box-out').flatMap((_, index) =>
    ['box-out', 'box-in', 'exchange-closed'].map((kind) => `${kind} ${index + 1}`),
  );
  if (steps.some((step, index) => step !== whole[index])) faults.push(`the exchanges are out of order: ${steps.join(', ')}`);
  for (const kind of ['box-counted', 'box-variance'] as const) {
    const counted = ofKind(records, kind).map(({ body }) => body.exchange);
    if (new Set(counted).size < counted.length) faults.push(`${kind} is there twice for a box`);
  }
  return faults;
}

/** Every note that went in is in one box: that in the machine, those that wait, those that were counted. */
function findNotesInNoBox({ box, days }: Ledger): string[] {
  const { content, open, waiting, last } = box.state;
  // One count at most is made in a world.
  const boxes = [
    content,
    ...(open === null ? [] : [open.content]),
    ...waiting.map((each) => each.content),
    ...(last === null ? [] : [last.expected]),
  ];
  const inBoxes = boxes.reduce((sum, each) => sum + each.notes, 0);
  const wentIn = days.state.sums.notes;
  return inBoxes === wentIn ? [] : [`${wentIn} notes went in, and ${inBoxes} are in boxes`];
}
