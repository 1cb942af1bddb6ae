import { describe, expect, it } from 'vitest';
import type { SoakReport } from './cardSoak.ts';
import type { Burden } from './soakBurden.ts';
import { figuresOf, soakFaults } from './soakFaults.ts';

const PLAN = { seed: 'a', topUps: 2, removals: 1, looks: 2 };
const BURDEN: Burden = {
  stationFiles: 31,
  stationKb: 120_000,
  helpers: 1,
  helperFiles: 27,
  helperKb: 89_000,
  pcscdFiles: 14,
  pcscdThreads: 9,
  zombies: 0,
};
const SOUND: SoakReport = {
  cards: [{ start: 320, added: 600, purses: [920, 920], faults: [] }],
  books: { fault: null, transactions: 2, standings: { closed: 2 }, written: 600, claims: 0, interrupted: 1 },
  kept: 600,
  pulls: 1,
  helperRestarts: 0,
  burdens: [BURDEN, BURDEN],
  exitCode: 0,
  seconds: 2,
};

const faultsOf = (change: Partial<SoakReport>): string[] => soakFaults(PLAN, { ...SOUND, ...change });

describe('the judgement on a soak', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(faultsOf({})).toEqual([]);
    const untouched = { start: 123, added: 0, purses: [123, 218], faults: [] };
    expect(faultsOf({ cards: [...SOUND.cards, untouched] })).toEqual([]);
  });

  it.each<[string, Partial<SoakReport>]>([
    ['an add-value that is not on the card', { cards: [{ start: 320, added: 600, purses: [420, 420], faults: [] }] }],
    ['one that is on it twice', { cards: [{ start: 320, added: 600, purses: [1_420, 1_420], faults: [] }] }],
    ['a backup that lags behind', { cards: [{ start: 320, added: 600, purses: [920, 420], faults: [] }] }],
    ['a card that is unsound otherwise', { cards: [{ start: 320, added: 600, purses: [920, 920], faults: ['check byte'] }] }],
    ['a note that the journal does not know', { books: { ...SOUND.books, transactions: 1 } }],
    ['a transaction in doubt', { books: { ...SOUND.books, standings: { closed: 1, undecided: 1 } } }],
    ['a broken chain', { books: { ...SOUND.books, fault: 'a record was changed' } }],
    ['a claim', { books: { ...SOUND.books, claims: 1 } }],
    ['money in the box that nobody wrote', { kept: 1_100 }],
    ['a card that was never pulled away', { pulls: 0 }],
    ['a pull that nobody noticed', { books: { ...SOUND.books, interrupted: 0 } }],
    ['a station that ended badly', { exitCode: 70 }],
    ['open files that grow', { burdens: [BURDEN, { ...BURDEN, helperFiles: 28 }] }],
    ['contexts that stay in the service', { burdens: [BURDEN, { ...BURDEN, pcscdThreads: 10 }] }],
    ['a second reader process', { burdens: [BURDEN, { ...BURDEN, helpers: 2 }] }],
    [
      'a dead process that nobody collected',
      {
        burdens: [
          { ...BURDEN, zombies: 1 },
          { ...BURDEN, zombies: 1 },
        ],
      },
    ],
    ['memory that grows', { burdens: [BURDEN, { ...BURDEN, stationKb: 160_000 }] }],
    ['a soak that nobody looked at', { burdens: [] }],
  ])('finds %s', (_, change) => {
    expect(faultsOf(change)).toHaveLength(1);
  });

  it('says what was seen', () => {
    expect(figuresOf(PLAN, SOUND)).toContain('2 top-ups in 2 s, 1 with the card pulled away, 0 restarts of the reader process');
  });
});
