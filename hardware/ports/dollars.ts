declare const brand: unique symbol;

/** An amount of money in whole New Taiwan dollars (NT$). May be negative: a purse can hold an advance (R-003-20). */
export type Dollars = number & { readonly [brand]: 'NT$' };

/**
 * Names a whole number as NT$.
 * @throws RangeError when `amount` is not a safe integer: money is never a fraction (R-003-24, C-34).
 */
export function dollars(amount: number): Dollars {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole amount of NT$: ${amount}`);
  return amount as Dollars;
}

export function add(a: Dollars, b: Dollars): Dollars {
  return dollars(a + b);
}

export function subtract(a: Dollars, b: Dollars): Dollars {
  return dollars(a - b);
}

export function sum(amounts: Iterable<Dollars>): Dollars {
  let total = 0;
  for (const amount of amounts) total += amount;
  return dollars(total);
}
