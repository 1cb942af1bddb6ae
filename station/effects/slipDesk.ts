import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import type { ClaimFacts } from '../../machines/flows/events.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { Language } from '../../machines/view/view.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import type { EffectDeps } from './deps.ts';
import { claimCode } from './identifiers.ts';
import { claimQr, claimSlip, receiptSlip } from './slips.ts';

/** The printer's side of the effects: claims and receipts. */
export class SlipDesk {
  readonly #deps: EffectDeps;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  /**
   * Opens the claim of a transaction: durable first, then on the screen, then on paper. The same transaction has the
   * same claim for ever; asking again prints it again.
   */
  async openClaim(id: TransactionId, language: Language): Promise<void> {
    const { dispatch, journal, log, site } = this.#deps;
    const transaction = journal.ledger.find(id);
    if (transaction === undefined) throw new Error(`no transaction ${id}`);
    const claim = this.#claimOf(transaction);
    if (transaction.claimCode === null) {
      try {
        journal.append('claim', id, { code: claim.code, amount: transaction.value });
      } catch (cause) {
        // The transaction itself is durable (its intent is): the code made from its id stays true.
        log.error('the journal cannot be written', { cause: String(cause) });
        dispatch({ type: 'JOURNAL.FAILED' });
      }
    }
    dispatch({ type: 'CLAIM.OPENED', claim });
    const printed = await this.#print(claimSlip(claim, language, site), 'claim', id);
    dispatch({ type: 'CLAIM.SLIP', printed });
  }

  async printReceipt(ids: readonly TransactionId[], language: Language): Promise<void> {
    const { dispatch, journal, site } = this.#deps;
    const transactions = ids.flatMap((id) => journal.ledger.find(id) ?? []);
    const [first] = transactions;
    const printed = await this.#print(receiptSlip(transactions, language, site), 'receipt', first?.id ?? null);
    dispatch(printed ? { type: 'SLIP.PRINTED' } : { type: 'SLIP.FAILED' });
  }

  #claimOf(transaction: LedgerTransaction): ClaimFacts {
    const facts = {
      transaction: transaction.id,
      code: claimCode(transaction.id),
      amount: transaction.value,
      card: transaction.card.masked,
      atMs: transaction.openedAtMs,
    };
    return { ...facts, qr: claimQr(facts, this.#deps.site) };
  }

  async #print(slip: Slip, what: 'claim' | 'receipt', transaction: TransactionId | null): Promise<boolean> {
    const { dispatch, journal, log, printer } = this.#deps;
    const printed = await printer.print(slip);
    const detail = printed.ok ? '' : `${printed.error.kind}: ${printed.error.detail}`;
    if (!printed.ok) log.warn('a slip could not be printed', { slip: slip.id, detail });
    try {
      journal.append('slip', transaction, { what, printed: printed.ok, detail });
    } catch (cause) {
      log.error('the journal cannot be written', { cause: String(cause) });
      dispatch({ type: 'JOURNAL.FAILED' });
    }
    return printed.ok;
  }
}
