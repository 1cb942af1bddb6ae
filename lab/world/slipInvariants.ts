import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import { type Language, languageTable, textIn } from '../../machines/messages/languages.ts';
import type { MessageId } from '../../machines/messages/messages.ts';
import { actStandingOf, amountOf, type IssuerAct } from '../../station/journal/actLedger.ts';
import { type Ledger, type LedgerTransaction, moneyStateOf } from '../../station/journal/ledger.ts';

type Entry = LedgerTransaction | IssuerAct;

/** What a claim slip says happened to cash, and whether the journal says so. */
const HAPPENED: Partial<Record<MessageId, (transaction: LedgerTransaction) => boolean>> = {
  'claim.happened.note-in-doubt': ({ note }) => note === 'pending',
  'claim.happened.note-unknown': ({ note }) => note === 'unknown',
  'claim.happened.card-away': ({ note, write }) => note === 'kept' && write === 'undecided',
  'claim.happened.not-yet-added': ({ note, write }) => note === 'kept' && write === 'none',
};

/** A slip as somebody reads it who knows the words of the machine: labels with values, in order, and lines of text. */
class ReadSlip {
  readonly #slip: Slip;
  readonly #language: Language;

  constructor(slip: Slip) {
    this.#slip = slip;
    // Every slip about money has this label.
    const languages = Object.keys(languageTable) as Language[];
    const read = languages.find((language) =>
      slip.lines.some((line) => line.kind === 'pair' && line.label === formatMessage(language, 'printed.transaction')),
    );
    this.#language = read ?? 'zh-Hant';
  }

  /** Values under this label, in order. */
  values(id: MessageId): string[] {
    const label = textIn(this.#language, id);
    return this.#slip.lines.flatMap((line) => (line.kind === 'pair' && line.label === label ? [line.value] : []));
  }

  /** NT$ under this label, in order; NaN for what is no amount. */
  amounts(id: MessageId): number[] {
    return this.values(id).map((value) => {
      const digits = value.replaceAll(/\D/g, '');
      // A purse may be overdrawn; each language has its own sign for that.
      return digits === '' ? Number.NaN : Number(digits) * (/[-\u2212]/.test(value) ? -1 : 1);
    });
  }

  says(id: MessageId): boolean {
    const text = textIn(this.#language, id);
    return text !== undefined && this.#slip.lines.some((line) => line.kind === 'text' && line.text.includes(text));
  }

  get qr(): string {
    const code = this.#slip.lines.find((line) => line.kind === 'qr');
    return code?.kind === 'qr' ? code.text : '';
  }
}

function find(ledger: Ledger, id: string): Entry | undefined {
  return ledger.transactions.find((each) => each.id === id) ?? ledger.acts.asked.find((each) => each.id === id);
}

/**
 * What a slip says that the journal on the disk does not: which transaction, how much, what happened to it. A statement says
 * nothing of the machine's money.
 * @param journalFailed a record may be missing that the station could not write, and had to say so
 */
export function findFalseSlip(slip: Slip, ledger: Ledger, journalFailed: boolean): string[] {
  const read = new ReadSlip(slip);
  if (slip.id.startsWith('claim-')) return falseClaim(read, ledger, journalFailed);
  return slip.id.startsWith('receipt-') ? falseReceipt(read, ledger) : [];
}

function falseClaim(slip: ReadSlip, ledger: Ledger, journalFailed: boolean): string[] {
  const faults: string[] = [];
  const [id = ''] = slip.values('printed.transaction');
  const entry = find(ledger, id);
  if (entry === undefined) return [`a claim slip is about ${id}, of which the journal knows nothing`];
  const [code = ''] = slip.values('printed.code');
  if (!journalFailed && entry.claimCode !== code) faults.push(`a claim slip says ${code}, the journal ${entry.claimCode ?? 'nothing'}`);
  const value = 'order' in entry ? amountOf(entry) : entry.value;
  const [amount] = slip.amounts('printed.amount');
  if (value !== null && amount !== value) faults.push(`a claim slip is over NT$${amount ?? '?'}, the journal says NT$${value}`);
  if (slip.values('printed.card').join() !== entry.card.masked) faults.push('a claim slip names another card than the journal');
  if (!slip.qr.startsWith(`CLAIM ${code} ${id} `) || !slip.qr.endsWith(value === null ? ' -' : ` TWD${value}`)) {
    faults.push(`the code on a claim slip says something else than its words: ${slip.qr}`);
  }
  if (journalFailed) return faults;
  const settled = 'order' in entry ? actStandingOf(entry) === 'closed' : moneyStateOf(entry) === 'closed';
  if (settled) faults.push(`a claim slip is printed for ${id}, which is settled`);
  if ('order' in entry) return faults;
  for (const [words, isSo] of Object.entries(HAPPENED) as [MessageId, (transaction: LedgerTransaction) => boolean][]) {
    if (slip.says(words) && !isSo(entry)) faults.push(`a claim slip says ${words}, the journal ${entry.note} and ${entry.write}`);
  }
  return faults;
}

function falseReceipt(slip: ReadSlip, ledger: Ledger): string[] {
  const faults: string[] = [];
  const entries = slip.values('printed.transaction').map((id) => ({ id, entry: find(ledger, id) }));
  for (const { id, entry } of entries) {
    if (entry?.write !== 'written') faults.push(`a receipt is printed for ${id}, which the journal does not call written`);
  }
  const cash = entries.flatMap(({ entry }) => (entry === undefined || 'order' in entry ? [] : [entry]));
  // Acts of the issuer have lines of their own.
  if (cash.length !== entries.length) return faults;
  const [before, added, after] = [slip.amounts('printed.before'), slip.amounts('printed.added'), slip.amounts('printed.after')];
  for (const [index, { id, value, balanceAfter }] of cash.entries()) {
    const figures = [before[index], added[index], after[index]].join();
    const wanted = balanceAfter === null ? figures : [balanceAfter - value, value, balanceAfter].join();
    if (figures !== wanted) faults.push(`a receipt says ${figures} of ${id}, the journal ${wanted}`);
  }
  const total = slip.amounts('printed.total')[0];
  const sum = cash.reduce((all, { value }) => all + value, 0);
  if (total !== undefined && total !== sum) faults.push(`a receipt adds up to NT$${total}, its parts to NT$${sum}`);
  return faults;
}
