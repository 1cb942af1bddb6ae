import type { View } from '../../machines/view/view.ts';
import type { Ledger } from '../journal/ledger.ts';

/** Bytes that a View may have as JSON. */
const VIEW_LIMIT = 4096;

/** What a View says that the journal on the disk does not: a screen must never promise more than is durable. */
export function findBrokenPromises(view: View, ledger: Ledger): string[] {
  const broken: string[] = [];
  const { claim, money } = view;
  if (view.screen === 'added') {
    const onRecord = ledger.transactions.some((each) => each.write === 'written' && each.balanceAfter === money?.after);
    if (!onRecord) broken.push(`the screen says NT$${money?.after ?? '?'} is on the card, the journal does not`);
  }
  if (claim !== null && !ledger.transactions.some((each) => each.id === claim.transaction)) {
    broken.push(`the screen shows claim ${claim.code}, the journal knows no such transaction`);
  }
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_LIMIT) broken.push(`a View of ${view.screen} is larger than ${VIEW_LIMIT} bytes`);
  const offered = view.controls.map((control) => `${control.verb} ${control.arg ?? ''}`);
  if (new Set(offered).size !== offered.length) broken.push(`${view.screen} offers a control twice`);
  return broken;
}
