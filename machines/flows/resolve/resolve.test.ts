import { initialTransition } from 'xstate';
import { describe, expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { T1, TODAY_MS } from '../../../tests/support/testVisit.ts';
import { transitionTable } from '../../../tests/support/transitionTable.ts';
import { limits } from '../limits.ts';
import { transactionId } from '../transactionId.ts';
import { createResolveMachine, type ResolveContext, type ResolveEvent } from './resolve.ts';

const machine = createResolveMachine(() => undefined);
const INPUT = {
  transaction: T1,
  purpose: 'top-up',
  amount: dollars(500),
  card: '****6789',
  issuer: 'easycard',
  balance: dollars(320),
  begin: 'ask',
  language: 'zh-Hant',
} as const;
const [begun] = initialTransition(machine, INPUT);
const at = (value: Parameters<typeof machine.resolveState>[0]['value'], change: Partial<ResolveContext> = {}) =>
  machine.resolveState({ value, context: { ...begun.context, ...change } });

const places = {
  asking: at({ asking: 'waiting' }),
  'asking, another card': at({ asking: 'otherCard' }),
  settling: at('settling'),
  'settling, laid again': at('settling', { laidAgain: true }),
  'settling, last try': at('settling', { tries: limits.sameCardTries, laidAgain: true }),
  'settling, broken': at('settling', { broken: true, laidAgain: true }),
  claiming: at('claiming'),
  'claiming, laid again': at('claiming', { outcome: { outcome: 'claimed', cardReturned: true } }),
  claimed: at('claimed'),
};

const claim = {
  transaction: T1,
  code: 'K15-00087',
  amount: dollars(500),
  card: '****6789',
  atMs: TODAY_MS,
  cause: 'card-away',
  issuer: 'easycard',
  balance: null,
  qr: '',
} as const;

const events = {
  'CARD.PLACED': { type: 'CARD.PLACED' },
  'CARD.REMOVED': { type: 'CARD.REMOVED' },
  'CARD.WRITTEN': { type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false },
  'CARD.UNDECIDED': { type: 'CARD.UNDECIDED', transaction: T1, otherCard: false },
  'CARD.UNTOUCHED': { type: 'CARD.UNTOUCHED', transaction: T1, fault: 'contradictory' },
  'CARD.CONFLICT': { type: 'CARD.CONFLICT', transaction: T1 },
  'CLAIM.OPENED': { type: 'CLAIM.OPENED', claim },
  'CLAIM.SLIP': { type: 'CLAIM.SLIP', transaction: T1, printed: true },
  'MORE-TIME': { type: 'MORE-TIME' },
  'GIVE-UP-CARD': { type: 'GIVE-UP-CARD' },
  'CLAIM-SEEN': { type: 'CLAIM-SEEN' },
  LANGUAGE: { type: 'LANGUAGE', language: 'en' },
  'MACHINE.BROKEN': { type: 'MACHINE.BROKEN' },
} satisfies Record<ResolveEvent['type'], ResolveEvent>;

const variants = {
  'CARD.UNDECIDED, another card': { type: 'CARD.UNDECIDED', transaction: T1, otherCard: true },
  'CLAIM.SLIP, an earlier claim': { type: 'CLAIM.SLIP', transaction: transactionId('T0'), printed: true },
  'CLAIM.SLIP, not printed': { type: 'CLAIM.SLIP', transaction: T1, printed: false },
} satisfies Record<string, ResolveEvent>;

describe('what is undecided', () => {
  it('answers every event as this table says, wherever it stands', () => {
    expect(transitionTable(machine, places, { ...events, ...variants })).toMatchInlineSnapshot(`
      "asking: CARD.PLACED -> settling, tries, write-card, time-out
      asking: CARD.REMOVED -> -
      asking: CLAIM.SLIP -> -
      asking: MORE-TIME -> waiting, extensions, time-out
      asking: GIVE-UP-CARD -> claiming, open-claim, time-out
      asking: LANGUAGE -> waiting, language
      asking: MACHINE.BROKEN -> claiming, broken, open-claim, time-out
      asking: CLAIM.SLIP, an earlier claim -> -
      asking: CLAIM.SLIP, not printed -> -
      asking, another card: CARD.PLACED -> settling, tries, write-card, time-out
      asking, another card: CARD.REMOVED -> waiting
      asking, another card: CLAIM.SLIP -> -
      asking, another card: MORE-TIME -> waiting, extensions, time-out
      asking, another card: GIVE-UP-CARD -> claiming, open-claim, time-out
      asking, another card: LANGUAGE -> otherCard, language
      asking, another card: MACHINE.BROKEN -> claiming, broken, open-claim, time-out
      asking, another card: CLAIM.SLIP, an earlier claim -> -
      asking, another card: CLAIM.SLIP, not printed -> -
      settling: CARD.PLACED -> settling, laidAgain
      settling: CARD.REMOVED -> settling
      settling: CARD.WRITTEN -> ended, outcome
      settling: CARD.UNDECIDED -> waiting
      settling: CARD.UNTOUCHED -> ended, outcome
      settling: CARD.CONFLICT -> claiming, open-claim
      settling: CLAIM.SLIP -> -
      settling: LANGUAGE -> settling, language
      settling: MACHINE.BROKEN -> settling, broken
      settling: CARD.UNDECIDED, another card -> otherCard
      settling: CLAIM.SLIP, an earlier claim -> -
      settling: CLAIM.SLIP, not printed -> -
      settling, laid again: CARD.PLACED -> settling
      settling, laid again: CARD.REMOVED -> settling, laidAgain
      settling, laid again: CARD.WRITTEN -> ended, outcome
      settling, laid again: CARD.UNDECIDED -> settling, tries, laidAgain, write-card
      settling, laid again: CARD.UNTOUCHED -> ended, outcome
      settling, laid again: CARD.CONFLICT -> claiming, open-claim
      settling, laid again: CLAIM.SLIP -> -
      settling, laid again: LANGUAGE -> settling, language
      settling, laid again: MACHINE.BROKEN -> settling, broken
      settling, laid again: CARD.UNDECIDED, another card -> otherCard
      settling, laid again: CLAIM.SLIP, an earlier claim -> -
      settling, laid again: CLAIM.SLIP, not printed -> -
      settling, last try: CARD.PLACED -> settling
      settling, last try: CARD.REMOVED -> settling, laidAgain
      settling, last try: CARD.WRITTEN -> ended, outcome
      settling, last try: CARD.UNDECIDED -> claiming, open-claim
      settling, last try: CARD.UNTOUCHED -> ended, outcome
      settling, last try: CARD.CONFLICT -> claiming, open-claim
      settling, last try: CLAIM.SLIP -> -
      settling, last try: LANGUAGE -> settling, language
      settling, last try: MACHINE.BROKEN -> settling, broken
      settling, last try: CARD.UNDECIDED, another card -> otherCard, tries
      settling, last try: CLAIM.SLIP, an earlier claim -> -
      settling, last try: CLAIM.SLIP, not printed -> -
      settling, broken: CARD.PLACED -> settling
      settling, broken: CARD.REMOVED -> settling, laidAgain
      settling, broken: CARD.WRITTEN -> ended, outcome
      settling, broken: CARD.UNDECIDED -> claiming, open-claim, time-out
      settling, broken: CARD.UNTOUCHED -> ended, outcome
      settling, broken: CARD.CONFLICT -> claiming, open-claim
      settling, broken: CLAIM.SLIP -> -
      settling, broken: LANGUAGE -> settling, language
      settling, broken: MACHINE.BROKEN -> settling
      settling, broken: CARD.UNDECIDED, another card -> claiming, open-claim, time-out
      settling, broken: CLAIM.SLIP, an earlier claim -> -
      settling, broken: CLAIM.SLIP, not printed -> -
      claiming: CARD.PLACED -> claiming, outcome
      claiming: CARD.REMOVED -> claiming
      claiming: CLAIM.OPENED -> claimed, claim
      claiming: CLAIM.SLIP -> ended
      claiming: LANGUAGE -> claiming, language
      claiming: MACHINE.BROKEN -> claiming, broken
      claiming: CLAIM.SLIP, an earlier claim -> -
      claiming: CLAIM.SLIP, not printed -> ended
      claiming, laid again: CARD.PLACED -> claiming
      claiming, laid again: CARD.REMOVED -> claiming, outcome
      claiming, laid again: CLAIM.OPENED -> ended, claim, time-out
      claiming, laid again: CLAIM.SLIP -> ended
      claiming, laid again: LANGUAGE -> claiming, language
      claiming, laid again: MACHINE.BROKEN -> claiming, broken
      claiming, laid again: CLAIM.SLIP, an earlier claim -> -
      claiming, laid again: CLAIM.SLIP, not printed -> ended
      claimed: CARD.PLACED -> ended, outcome, time-out
      claimed: CARD.REMOVED -> -
      claimed: CLAIM.SLIP -> claimed, slip
      claimed: CLAIM-SEEN -> ended, time-out
      claimed: LANGUAGE -> claimed, language
      claimed: MACHINE.BROKEN -> claimed, broken
      claimed: CLAIM.SLIP, an earlier claim -> -
      claimed: CLAIM.SLIP, not printed -> claimed, slip, time-out"
    `);
  });
});

it.each([
  ['settle', 'settling'],
  ['ask', { asking: 'waiting' }],
  ['claim', 'claiming'],
] as const)('begins as it is asked to: %s', (begin, place) => {
  const [first] = initialTransition(machine, { ...INPUT, begin });
  expect(first.value).toEqual(place);
});
