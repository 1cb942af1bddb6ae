import { expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import { technologyOf } from './atr.ts';

it.each([
  ['3b8f8001804f0ca000000306030001000000006a', 'mifare-classic-1k'],
  ['3b8f8001804f0ca0000003060300020000000069', 'mifare-classic-4k'],
  ['3b8f8001804f0ca0000003060300030000000068', 'mifare-ultralight'],
  ['3b8f8001804f0ca000000306030026000000004d', 'mifare-mini'],
  ['3b8f8001804f0ca0000003060300aa00000000c1', 'other-storage-card'],
  ['3b8f8001804f0ca0000003061100010000000078', 'other-storage-card'],
  ['3b8180018080', 'iso-14443-4'],
  ['3b8f8001804f0ca000000306030001000000006b', 'unknown'],
  ['3b8f8001804f0ca0000003060300010000', 'unknown'],
  ['', 'unknown'],
])('%s is %s', (atr, technology) => {
  expect(technologyOf(fromHex(atr))).toBe(technology);
});
