/**
 * Tags a test as one for the long run (`npm run test:long`), unless its case is among those that are tried with every change: one
 * language out of all, a few of the places where a card can be torn.
 */
export function onlySometimes<Case>(one: Case, ...always: readonly Case[]): { readonly tag?: '@long' } {
  return always.includes(one) ? {} : { tag: '@long' };
}
