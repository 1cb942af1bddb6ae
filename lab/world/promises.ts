import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { View } from '../../machines/view/view.ts';
import type { Ledger } from '../../station/journal/ledger.ts';

/** Bytes that a View may have as JSON. */
const VIEW_LIMIT = 4096;

/** What a View says that the journal on the disk does not: a screen must never promise more than is durable. */
export function findBrokenPromises(view: View, ledger: Ledger): string[] {
  const broken: string[] = [];
  const { claim, money, prompts } = view;
  if (view.screen === 'added' || view.screen === 'result') {
    const written = ledger.transactions.some((each) => each.write === 'written' && each.balanceAfter === money?.after);
    if (!written) broken.push(`the screen says NT$${money?.after ?? '?'} is on the card, the journal does not`);
  }
  if (view.screen === 'service-done' && !ledger.acts.asked.some((each) => each.write === 'written')) {
    broken.push('the screen says that the card carries it, the journal does not');
  }
  if (view.screen === 'service-refused' && ledger.acts.asked.at(-1)?.write === 'undecided') {
    broken.push('the screen says that nothing was done, the journal does not know');
  }
  const asked = ledger.acts.asked.at(-1);
  const mayBeHeld = asked !== undefined && asked.closed === null && (asked.answer === 'no-answer' || asked.answer === 'approved');
  if (prompts.some(({ id }) => id === 'service.nothing-taken') && mayBeHeld) {
    broken.push('the screen says that nothing was taken, and the issuer may hold it');
  }
  const onRecord = claim === null || [...ledger.transactions, ...ledger.acts.asked].some((each) => each.id === claim.transaction);
  if (!onRecord) {
    broken.push(`the screen shows claim ${claim.code}, the journal knows no such transaction`);
  }
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_LIMIT) broken.push(`a View of ${view.screen} is larger than ${VIEW_LIMIT} bytes`);
  const offered = view.controls.map((control) => `${control.verb} ${control.arg ?? ''}`);
  if (new Set(offered).size !== offered.length) broken.push(`${view.screen} offers a control twice`);
  return broken;
}

/** The acts whose passengers were told that they are undone: none of them may come onto a card any more. */
export class ToldUndone {
  readonly #acts = new Set<TransactionId>();

  hear({ screen, prompts }: View, ledger: Ledger): void {
    const told = screen === 'service-refused' && prompts.some(({ id }) => id === 'service.undone');
    const act = ledger.acts.asked.at(-1);
    if (told && act !== undefined) this.#acts.add(act.id);
  }

  findWritten({ acts }: Ledger): string[] {
    const written = [...this.#acts].filter((id) => (acts.findAsked(id)?.write ?? 'none') !== 'none');
    return written.map((id) => `act ${id} was written after its passenger had been told that it is undone`);
  }
}
