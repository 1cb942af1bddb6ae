import { createActor, transition } from 'xstate';
import { expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { notes, someCard } from '../../../tests/support/testVisit.ts';
import { createVisitMachine, type VisitSnapshot } from './visit.ts';
import type { VisitContext } from './visitContext.ts';

const machine = createVisitMachine(() => undefined);
const begun = createActor(machine, { input: { language: 'zh-Hant', hasIssuer: true } }).getSnapshot();
const facts = { ...begun.context.facts, reader: 'online', cash: 'ready', denominations: notes } as const;
const offline = { facts: { ...facts, reader: 'offline' } } as const;
const card = someCard();
const added = { added: { note: dollars(100), before: dollars(220), after: dollars(320) } } as const;

type Service = VisitSnapshot['value']['service'];

/** Where a visit stands a moment after it came to a state that it passes through. */
function after(service: Service, cardRegion: 'present' | 'absent', change: Partial<VisitContext>): Service {
  const value = { service, card: cardRegion, operator: 'none', attention: 'counting', notes: 'silent' } as const;
  const context = { ...begun.context, facts, card, balance: card.balance, ticket: 1, ...change };
  const [next] = transition(machine, machine.resolveState({ value, context }), { type: 'LANGUAGE', language: 'en' });
  return next.value.service;
}

const cases: readonly (readonly [Service, 'present' | 'absent', string, Partial<VisitContext>, Service])[] = [
  ['settled', 'present', 'in service', {}, 'reading'],
  ['settled', 'present', 'without a reader', offline, 'takeCard'],
  ['settled', 'absent', 'in service', {}, 'attract'],
  ['claimed', 'present', 'in service', {}, 'takeCard'],
  ['claimed', 'absent', 'in service', {}, 'attract'],
  ['leaving', 'present', 'the card was lifted, and lies there again', { cardLifted: true }, 'reading'],
  ['leaving', 'present', 'the card lay there all the time', {}, 'takeCard'],
  ['leaving', 'absent', 'something was added', added, 'result'],
  ['leaving', 'absent', 'nothing was added', {}, 'attract'],
  ['onward', 'present', 'the card was lifted since: it may be another', { cardLifted: true, next: { to: 'menu' } }, 'reading'],
  ['onward', 'absent', 'the card is gone', { next: { to: 'menu' } }, 'attract'],
  ['onward', 'present', 'to the menu', { next: { to: 'menu' } }, 'menu'],
  ['onward', 'present', 'the card is to be locked', { next: { to: 'locking' } }, 'locking'],
  ['onward', 'present', 'the card is refused', { next: { to: 'refused', refusal: 'K03' } }, 'refused'],
  ['passes', 'absent', 'the machine cannot serve', offline, 'outOfService'],
  ['passes', 'present', 'the machine cannot serve', offline, 'takeCard'],
  [
    'passes',
    'present',
    'a pass is chosen, and the issuer is heard',
    { wantedPass: { choice: { product: 1, startsAfterDays: 0 }, price: null }, host: { state: 'none' } },
    'cardAct',
  ],
  ['onward', 'present', 'nowhere', { next: null }, 'takeCard'],
];

it.each(cases)('nobody stays in %s with the card %s (%s)', (service, region, _, change, place) => {
  expect(after(service, region, change)).toBe(place);
});
