import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { type CentreWord, isCentreWord, signCentreWord } from './centreWord.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const word: CentreWord = { machine: 'BL18-03', epoch: 7, upto: { seq: 1_024, hash: 'ab'.repeat(32) } };
const signature = signCentreWord(word, privateKey);

it('is the centre’s as it signed it', () => {
  expect(isCentreWord(word, signature, publicKey)).toBe(true);
});

it.each<[string, CentreWord, string | null]>([
  ['of another machine', { ...word, machine: 'BL18-04' }, signature],
  ['of another life', { ...word, epoch: 8 }, signature],
  ['of more records', { ...word, upto: { ...word.upto, seq: 1_025 } }, signature],
  ['of another record', { ...word, upto: { ...word.upto, hash: 'cd'.repeat(32) } }, signature],
  ['without a signature', word, null],
  ['with an empty one', word, ''],
  ['with one of somebody else', word, signCentreWord(word, generateKeyPairSync('ed25519').privateKey)],
])('is nobody’s %s', (_, said, by) => {
  expect(isCentreWord(said, by, publicKey)).toBe(false);
});
