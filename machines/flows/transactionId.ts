declare const brand: unique symbol;

/** Names one transaction (one note and what became of it) for ever: on slips, in the journal, at the counter. */
export type TransactionId = string & { readonly [brand]: 'transaction' };

export function transactionId(text: string): TransactionId {
  return text as TransactionId;
}
