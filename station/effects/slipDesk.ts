import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import type { Effect } from '../../machines/flows/effects.ts';
import type { ClaimCause, ClaimFacts } from '../../machines/flows/events.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { Language } from '../../machines/messages/languages.ts';
import { actStandingOf, amountOf } from '../journal/actLedger.ts';
import { moneyStateOf } from '../journal/ledger.ts';
import type { JournalBodies } from '../journal/records.ts';
import { claimQr, claimSlip } from './claimSlip.ts';
import type { EffectDeps } from './deps.ts';
import { claimCode } from './identifiers.ts';
import { type ReceiptEntry, receiptSlip } from './receiptSlip.ts';
import { record } from './record.ts';
import { refusalSlip } from './refusalSlip.ts';
import { statementSlip } from './statementSlip.ts';

/** Why it cannot be finished now, by what the journal says. */
function causeOf(entry: ReceiptEntry): ClaimCause {
  if ('order' in entry) {
    if (actStandingOf(entry) === 'undecided') return 'card-away';
    return entry.order.act === 'buy-pass' ? 'pass-unfinished' : 'changed-elsewhere';
  }
  switch (moneyStateOf(entry)) {
    // A note that is in doubt may still turn out to be owed to the card.
    case 'note-pending':
      return 'note-in-doubt';
    case 'undecided':
      return 'card-away';
    case 'owed':
    case 'closed':
      return 'not-yet-added';
    case 'case':
      return entry.note === 'unknown' ? 'note-unknown' : 'changed-elsewhere';
  }
}

/** The printer's side of the effects: claims, receipts and statements. */
export class SlipDesk {
  readonly #deps: EffectDeps;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  /**
   * Opens the claim of a transaction: durable first, then on the screen, then on paper. The same transaction has the
   * same claim for ever; asking again prints it again.
   */
  async openClaim({ transaction: id, language, ...about }: Extract<Effect, { do: 'open-claim' }>): Promise<void> {
    const { dispatch, journal, site } = this.#deps;
    const entry = this.#find(id);
    if (entry === undefined) throw new Error(`no transaction ${id}`);
    const claim = this.#claimOf(entry, about);
    // Should that fail, the transaction itself is durable (its intent is): the code made from its id stays true.
    if (entry.claimCode === null) record(this.#deps, () => journal.append('claim', id, { code: claim.code, amount: claim.amount }));
    dispatch({ type: 'CLAIM.OPENED', claim });
    const purpose = 'order' in entry ? entry.order.act : 'top-up';
    const printed = await this.#print(claimSlip(claim, purpose, language, site), 'claim', id);
    dispatch({ type: 'CLAIM.SLIP', transaction: id, printed });
  }

  async printReceipt({ ticket, transactions, issuer, language }: Extract<Effect, { do: 'print-receipt' }>): Promise<void> {
    const entries = transactions.flatMap((id) => this.#find(id) ?? []);
    const [first] = entries;
    this.#tell(ticket, await this.#print(receiptSlip(entries, issuer, language, this.#deps.site), 'receipt', first?.id ?? null));
  }

  /** The screen's own words, for somebody to take along: without them there is nothing to print. */
  async printRefusal({ ticket, card }: Extract<Effect, { do: 'print-refusal' }>): Promise<void> {
    const { clock, picture } = this.#deps;
    this.#tell(ticket, await this.#print(refusalSlip(picture(), card, clock.wallMs()), 'refusal', null));
  }

  async printStatement(ticket: number, facts: CardFacts, places: boolean, language: Language): Promise<void> {
    const { clock, site } = this.#deps;
    this.#tell(ticket, await this.#print(statementSlip(facts, places, clock.wallMs(), language, site), 'statement', null));
  }

  #tell(ticket: number, printed: boolean): void {
    this.#deps.dispatch({ type: printed ? 'SLIP.PRINTED' : 'SLIP.FAILED', ticket });
  }

  #find(id: TransactionId): ReceiptEntry | undefined {
    const { ledger } = this.#deps.journal;
    return ledger.find(id) ?? ledger.acts.findAsked(id);
  }

  #claimOf(entry: ReceiptEntry, { issuer, balance }: Pick<ClaimFacts, 'issuer' | 'balance'>): ClaimFacts {
    const facts = {
      transaction: entry.id,
      code: claimCode(entry.id),
      amount: 'order' in entry ? amountOf(entry) : entry.value,
      card: entry.card.masked,
      atMs: entry.openedAtMs,
      cause: causeOf(entry),
      issuer,
      balance,
    };
    return { ...facts, qr: claimQr(facts, this.#deps.site) };
  }

  async #print(slip: Slip, what: JournalBodies['slip']['what'], transaction: TransactionId | null): Promise<boolean> {
    const { journal, log, printer } = this.#deps;
    const printed = await printer.print(slip);
    const detail = printed.ok ? '' : `${printed.error.kind}: ${printed.error.detail}`;
    if (!printed.ok) log.write('slip.failed', { slip: slip.id, detail });
    record(this.#deps, () => journal.append('slip', transaction, { what, printed: printed.ok, detail }));
    return printed.ok;
  }
}
