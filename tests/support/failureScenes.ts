import type { CardFacts, Issuer } from '../../hardware/ports/cardFacts.ts';
import type { CardFault } from '../../hardware/ports/cardReader.ts';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { ClaimCause } from '../../machines/flows/events.ts';
import type { VisitEvent } from '../../machines/flows/visit/visit.ts';
import { DECIDED, keepingNote, someAttributes, someCard, startInService, T1, type TestVisit, TODAY_MS } from './testVisit.ts';

/** Every ending, beside those of services, that leaves a passenger without the value: on each screen the same four things are said. */

const shown = (change: Partial<CardFacts>): CardFacts =>
  someCard({ number: new CardNumber('0000001234'), product: change.issuer === 'ipass' ? 'general' : 'ordinary', ...change });

function presented(change: Partial<CardFacts>): TestVisit {
  const visit = startInService();
  visit.present(shown(change));
  return visit;
}

function unreadable(fault: CardFault['kind']): TestVisit {
  const visit = startInService();
  visit.say({ type: 'CARD.PLACED' });
  visit.say({ type: 'CARD.UNREADABLE', ticket: 1, fault });
  return visit;
}

function withoutNotes(change: Partial<CardFacts> = {}): TestVisit {
  const visit = startInService();
  visit.say({ type: 'CASH.OUT', why: 'acceptor-silent' });
  visit.present(shown(change));
  return visit;
}

function closedBy(event: VisitEvent): TestVisit {
  const visit = startInService();
  visit.say(event);
  return visit;
}

/** A note was kept for the card that lies there, and cannot be added now. */
export function claimedFor(cause: ClaimCause, issuer: Issuer = 'easycard', printed = true): TestVisit {
  const visit = keepingNote(500, shown({ issuer }));
  visit.say({ type: 'NOTE.IN-DOUBT', transaction: T1, value: dollars(500), ...DECIDED });
  const facts = { transaction: T1, amount: dollars(500), card: '****1234', atMs: TODAY_MS, issuer, balance: dollars(320) } as const;
  visit.say({ type: 'CLAIM.OPENED', claim: { ...facts, cause, code: 'K15-T1', qr: 'CLAIM K15-T1 T1 BL18-03' } });
  visit.say({ type: 'CLAIM.SLIP', transaction: T1, printed });
  return visit;
}

export const failureScenes = {
  'balance-cash-closed': () => withoutNotes(),
  'balance-cash-closed-ipass': () => withoutNotes({ issuer: 'ipass' }),
  'balance-expired': () => presented({ expiresOn: '2025-12-31' }),
  'balance-expired-cobranded': () =>
    presented({ expiresOn: '2025-12-31', product: 'cobranded', attributes: someAttributes({ bankCode: 7 }) }),
  'balance-full': () => presented({ balance: dollars(10_000) }),
  'balance-closed-sector': () => presented({ unread: ['issuer-data'] }),
  'refused-K02': () => presented({ status: 'refunded' }),
  'refused-K02-ipass': () => presented({ status: 'refunded', issuer: 'ipass' }),
  'refused-K03': () => presented({ status: 'locked' }),
  'refused-K10': () => unreadable('several'),
  'refused-K11': () => unreadable('unreadable'),
  'refused-K12': () => unreadable('unsupported'),
  'refused-K16': () => unreadable('contradictory'),
  'refused-not-activated': () => presented({ status: 'not-activated' }),
  'refused-slip-printed': () => {
    const visit = presented({ status: 'refunded' });
    visit.press('print-slip');
    visit.say({ type: 'SLIP.PRINTED', ticket: 1 });
    return visit;
  },
  'refused-slip-failed': () => {
    const visit = presented({ status: 'refunded' });
    visit.press('print-slip');
    visit.say({ type: 'SLIP.FAILED', ticket: 1 });
    return visit;
  },
  'out-of-service-journal': () => closedBy({ type: 'JOURNAL.FAILED' }),
  'out-of-service-journal-missing': () => closedBy({ type: 'JOURNAL.FAILED', why: 'journal-missing' }),
  'out-of-service-software': () => closedBy({ type: 'STATION.FAULTY' }),
  'claim-not-yet-added': () => claimedFor('not-yet-added'),
  'claim-note-in-doubt': () => claimedFor('note-in-doubt'),
  'claim-note-unknown': () => claimedFor('note-unknown', 'ipass'),
  'claim-changed-elsewhere': () => claimedFor('changed-elsewhere', 'easycard', false),
  'claim-pass-unfinished': () => claimedFor('pass-unfinished', 'easycard', false),
} as const satisfies Readonly<Record<string, () => TestVisit>>;
