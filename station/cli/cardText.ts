import type { CardFacts, CardTransaction } from '../../hardware/ports/cardFacts.ts';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';

/**
 * A record in the card's own, unsigned numbers: an advance of NT$18 stands in it as 65,518. The type of a pass's record is this
 * project's own, so that programs are told what any other reader of the card would tell them: `other`.
 */
function transactionFields(transaction: CardTransaction): object {
  const { sequence, atMs, kind, amount, balanceAfter, place, device } = transaction;
  return {
    sequence,
    at: taipeiTimestamp(atMs),
    kind: kind === 'pass' ? 'other' : kind,
    amount,
    balanceAfter: balanceAfter & 0xffff,
    place,
    device,
  };
}

/** What is on a card, for programs. The card number is not in it. */
export function cardAsFields(facts: CardFacts): object {
  const { profile, balance, backupBalance, issuedOn, expiresOn, lastAddValue, transactions } = facts;
  return {
    profile,
    balance,
    backupBalance,
    issuedOn,
    expiresOn,
    lastAddValue: lastAddValue === null ? null : transactionFields(lastAddValue),
    transactions: transactions.map(transactionFields),
    ...(facts.unread !== undefined && { unread: facts.unread }),
  };
}

/** What is on a card, for people: a line, and one for each record. */
export function cardInWords(facts: CardFacts): string {
  const rows = facts.transactions.map(
    ({ sequence, atMs, kind, amount, balanceAfter, place }) =>
      `  ${String(sequence).padStart(3)}  ${taipeiTimestamp(atMs)}  ${kind.padEnd(9)}  ${String(amount).padStart(6)} → ${String(balanceAfter).padStart(6)}  place ${place}`,
  );
  const pass = facts.pass === null ? [] : [`  period pass ${facts.pass.product}, valid ${facts.pass.firstDay} to ${facts.pass.lastDay}`];
  const unknownPass = facts.unknownPass === undefined ? [] : ['  period pass of a layout that is not known here'];
  const unread = facts.unread === undefined ? [] : [`  not opened by these keys, and so not read: ${facts.unread.join(', ')}`];
  const validity = `issued ${facts.issuedOn ?? '?'}, expires ${facts.expiresOn ?? '?'}`;
  return [
    `${facts.profile}, NT$${facts.balance} (backup ${facts.backupBalance ?? 'none'}), ${facts.status}, ${validity}`,
    ...pass,
    ...unknownPass,
    ...rows,
    ...unread,
  ].join('\n');
}
