import type { DockJournalRecord } from '../link/dock.ts';
import type { JournalBodies, JournalRecord } from './journal/records.ts';

/** One line about a record, for people who watch the journal. Card numbers stay masked. */
export function summarise(record: JournalRecord): string {
  switch (record.kind) {
    case 'boot':
      return `${record.body.station} ${record.body.machine}, software ${record.body.software}`;
    case 'cash-ready':
      return record.body.counters === null
        ? 'acceptor ready, no counters'
        : `acceptor ready, ${record.body.counters.notesKept} notes kept in its life`;
    case 'cash-unit':
      return `cash unit ${record.body.serial}: ${record.body.storage.map(({ id, status }) => `${id} ${status}`).join(', ')}`;
    case 'note-escrow':
      return `NT$${record.body.value} in escrow for card ${record.body.card.masked}`;
    case 'note-returned':
      return `${record.body.value === null ? 'a note' : `NT$${record.body.value}`} went back (${record.body.reason})`;
    case 'note-found':
      return `the note lies in the machine: ${record.body.credited ? 'owed to its card' : 'evidence for its case'}`;
    case 'note-keep.intent':
      return `keep NT$${record.body.value} for card ${record.body.card.masked}`;
    case 'note-under-way':
      return `on its way in, ${record.body.counters.notesKept} notes kept in the unit's life`;
    case 'note-told':
      return `the unit says of ${record.body.value === null ? 'some note' : `NT$${record.body.value}`}: ${record.body.where}`;
    case 'note-keep.outcome':
      return `NT$${record.body.value} ${record.body.end} (said by ${record.body.by})`;
    case 'card-write.intent':
      return `write NT$${record.body.plan.balanceBefore} → NT$${record.body.plan.balanceAfter}`;
    case 'card-write.outcome':
      return record.body.verdict === 'written'
        ? `written, NT$${record.body.balance ?? '?'} read back${record.body.found ? ' (was there already)' : ''}`
        : `${record.body.verdict}: ${record.body.detail}`;
    case 'act.intent':
      return `${record.body.order.act}${'amount' in record.body.order ? ` NT$${record.body.order.amount}` : ''} for card ${record.body.card.masked}`;
    case 'act.answer':
      return `issuer: ${answerInWords(record.body)}`;
    case 'card-change.intent':
      return `change: ${record.body.plan.act}, ${record.body.plan.blocks.length} blocks`;
    case 'card-change.outcome':
      return record.body.verdict === 'written'
        ? `changed${record.body.found ? ' (was so already)' : ''}`
        : `${record.body.verdict}: ${record.body.detail}`;
    case 'card-evidence':
      return `the card's blocks kept: ${record.body.reading}`;
    case 'clock-confirmed':
      return `the clock is right, says the ${record.body.by}`;
    case 'act.released':
      return `not on the card (${record.body.reason})${record.body.detail === '' ? '' : `: ${record.body.detail}`}`;
    case 'act.closed':
      return `issuer knows by ${record.body.by}: ${record.body.end}${record.body.detail === '' ? '' : ` (${record.body.detail})`}`;
    case 'claim':
      return `claim ${record.body.code}${record.body.amount === null ? '' : ` over NT$${record.body.amount}`}`;
    case 'case':
      return `case: ${record.body.cause}`;
    case 'staff-roster':
      return `roster ${record.body.version}, ${record.body.persons} persons`;
    case 'staff-entry':
      return `${record.body.person ?? 'a card that is on no roster'}: ${record.body.end}`;
    case 'staff-left':
      return `${record.body.person} is out (${record.body.why})`;
    case 'staff-refused':
      return `${record.body.person} (${record.body.role}) may not: ${record.body.act}`;
    case 'service-set':
      return `${record.body.person}: notes ${record.body.notes}, ${record.body.work === null ? 'no work planned' : `work on ${record.body.work}`}`;
    case 'staff-pin':
      return `${record.body.person} has a PIN of their own`;
    case 'door':
      return record.body.door === 'alarm' ? 'the door stands open and nobody came in' : `the door was ${record.body.door}`;
    case 'case-signed':
      return `${record.body.person} signs ${record.body.case}: ${record.body.decision} (${record.body.reason}), a second person decides`;
    case 'case-withdrawn':
      return `${record.body.person} does not agree: ${record.body.case} is open again`;
    case 'case-doubted':
      return `${record.body.person} says that ${record.body.case} was not paid: it holds until the other one says so too`;
    case 'case-settled':
      return `${record.body.case} is settled: ${record.body.decision} (${record.body.reason}), by ${[record.body.first?.person, record.body.person].filter((each) => each !== undefined).join(' and ')}`;
    case 'money-found':
      return `${record.body.person} found NT$${record.body.value}${record.body.case === null ? '' : ` of ${record.body.case}`}`;
    case 'box-out':
      return `${record.body.person} takes out box ${record.body.serial} with seal ${record.body.seal}: exchange ${record.body.exchange}`;
    case 'box-in':
      return `${record.body.person} puts in box ${record.body.serial}`;
    case 'exchange-closed':
      return `exchange ${record.body.exchange} is over, says ${record.body.person}`;
    case 'box-counted':
      return `${record.body.by.person} (${record.body.by.at}) counted the box of exchange ${record.body.exchange}`;
    case 'box-variance':
      return `exchange ${record.body.exchange}: NT$${record.body.counted.value} counted, NT$${record.body.expected.value} expected`;
    case 'staff-slip':
      return `${record.body.what} slip ${record.body.number}, print ${record.body.print}${record.body.printed ? '' : ` not printed (${record.body.detail})`}`;
    case 'day-statement':
      return `statement ${record.body.number} (${record.body.what}), records ${record.body.from} to ${record.body.to.seq}, by ${record.body.person}`;
    case 'box-carried-over':
      return `box ${record.body.serial ?? 'without a name'}, ${record.body.waiting.length} to be counted, from before`;
    case 'commissioned':
      return `${record.body.reason} (${record.body.by}): ${record.body.machine}, epoch ${record.body.epoch}`;
    case 'repaired':
      return `repaired: records from ${record.body.missing.from} to ${record.body.missing.to ?? 'the end'} are missing`;
    case 'carried-over':
      return `was ${record.body.standing} before: ${carriedInWords(record.body)}`;
    case 'staff-carried-over':
      return `roster ${record.body.rosterVersion}, ${record.body.notes.length + record.body.loose.length} words of the staff, from before`;
    case 'not-begun':
      return `the intent was never acted on`;
    case 'checkpoint':
      return `${record.body.state.transactions.length + record.body.state.acts.length} open`;
    case 'centre-keeps':
      return `the centre keeps everything up to record ${record.body.upto.seq}`;
    case 'archive-pruned':
      return `removed from the archive up to record ${record.body.upto.seq} (${record.body.by}): ${record.body.reason}`;
    case 'slip':
      return `${record.body.what} slip ${record.body.printed ? 'printed' : `not printed (${record.body.detail})`}`;
  }
}

function carriedInWords({ card, what }: JournalBodies['carried-over']): string {
  return `${what.kind === 'cash' ? `NT$${what.value}` : what.order.act} for card ${card.masked}`;
}

function answerInWords(answer: JournalBodies['act.answer']): string {
  switch (answer.outcome) {
    case 'approved':
      return 'approved';
    case 'refused':
      return `refused (${answer.refusal})`;
    case 'no-answer':
    case 'unreachable':
    case 'rejected':
      return `${answer.outcome}: ${answer.detail}`;
  }
}

export function dockRecord(record: JournalRecord): DockJournalRecord {
  return { seq: record.seq, txn: record.transaction, kind: record.kind, summary: summarise(record) };
}
