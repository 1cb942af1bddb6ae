import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { CardFacts, CardTransaction } from '../../hardware/ports/cardFacts.ts';
import { add, dollars } from '../../hardware/ports/dollars.ts';
import type { ActApproval, ActRefusal } from '../../machines/flows/cardAct.ts';
import type { HostFacts, HostView } from '../../machines/flows/hostFacts.ts';
import { limits } from '../../machines/flows/limits.ts';
import { failureScenes } from '../support/failureScenes.ts';
import { someCard, someHost, someLink, startInService, type TestVisit, TODAY_MS } from '../support/testVisit.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { type Picture, project } from '../../machines/view/project.ts';
import { helpTopics, type Service } from '../../machines/words.ts';

const TRANSACTION = transactionId('TPE-0042-000193-00087');

const MINUTE = 60_000;

const transactions: readonly CardTransaction[] = [
  { sequence: 41, atMs: TODAY_MS - 35 * MINUTE, kind: 'exit', amount: dollars(25), balanceAfter: dollars(60), place: 17, device: 3 },
  { sequence: 40, atMs: TODAY_MS - 58 * MINUTE, kind: 'entry', amount: dollars(0), balanceAfter: dollars(85), place: 9, device: 5 },
  { sequence: 39, atMs: TODAY_MS - 900 * MINUTE, kind: 'purchase', amount: dollars(125), balanceAfter: dollars(85), place: 4, device: 1 },
  { sequence: 38, atMs: TODAY_MS - 990 * MINUTE, kind: 'add-value', amount: dollars(200), balanceAfter: dollars(210), place: 9, device: 2 },
  { sequence: 37, atMs: TODAY_MS - 2400 * MINUTE, kind: 'entry', amount: dollars(15), balanceAfter: dollars(10), place: 9, device: 5 },
  { sequence: 36, atMs: TODAY_MS - 2500 * MINUTE, kind: 'other', amount: dollars(60), balanceAfter: dollars(25), place: 2, device: 7 },
];

function card(change: Partial<CardFacts>): CardFacts {
  return someCard({ number: new CardNumber('0000001234'), registered: true, transactions, ...change });
}

function known(change: Partial<HostFacts>): HostView {
  return { state: 'known', facts: someHost(change) };
}

const low = card({ balance: dollars(60), backupBalance: dollars(60) });
const due = card({ expiresOn: '2026-05-12' });
const student = { ...due, product: 'student' } as const;
const cobranded = card({ product: 'cobranded', balance: dollars(380), expiresOn: '2029-05-31' });

const linked = known({ link: someLink() });
const easyWallet = known({ link: someLink({ enabled: false }) });
const bankAccount = known({ link: someLink({ enabled: false, menu: 'bank-account' }) });
const creditCard = known({ link: someLink({ enabled: false, menu: 'cobranded', creditCardActivated: true }) });
const creditCardOpened = known({ link: someLink({ menu: 'cobranded', creditCardActivated: true }) });
const waiting = known({ link: someLink(), adjustments: [{ id: 'A-7', amount: dollars(35) }] });

const autoloaded: ActApproval = { act: 'autoload', amount: dollars(500) };
const collected: ActApproval = { act: 'collect', amount: dollars(35) };
const enabled: ActApproval = { act: 'enable-autoload', perTimeLimit: dollars(3_000), perDayLimit: dollars(3_000) };
const refunded: ActApproval = { act: 'refund', transfer: dollars(380), fee: dollars(0), days: 40 };
const extended = (concessionEnds: boolean): ActApproval => ({ act: 'extend', expiresOn: '2031-05-12', concessionEnds });

/** A card on the tray, read, with its issuer's word, and the note path open. */
function balance(facts: CardFacts, host: HostView): TestVisit {
  const visit = startInService();
  visit.present(facts);
  visit.say({ type: 'CASH.OPENED' });
  visit.hear(host);
  return visit;
}

function menu(facts: CardFacts, host: HostView): TestVisit {
  const visit = balance(facts, host);
  visit.press('more-services');
  visit.say({ type: 'CASH.CLOSED' });
  return visit;
}

function menuBeforeTheWord(host?: HostView): TestVisit {
  const visit = startInService();
  visit.present(low);
  visit.say({ type: 'CASH.OPENED' });
  visit.press('more-services');
  visit.say({ type: 'CASH.CLOSED' });
  if (host !== undefined) visit.hear(host);
  return visit;
}

function offered(facts: CardFacts, host: HostView, service: Service): TestVisit {
  const visit = menu(facts, host);
  visit.press('choose-service', service);
  return visit;
}

/** Agreed to as often as it is asked; the issuer is being asked. */
function asked(facts: CardFacts, host: HostView, service: Service): TestVisit {
  const visit = offered(facts, host, service);
  while (visit.screen().screen === 'service') visit.press('confirm');
  return visit;
}

function approved(facts: CardFacts, host: HostView, service: Service, approval: ActApproval): TestVisit {
  const visit = asked(facts, host, service);
  visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: TRANSACTION, approval });
  return visit;
}

function writing(facts: CardFacts, host: HostView, service: Service, approval: ActApproval): TestVisit {
  const visit = approved(facts, host, service, approval);
  if (visit.screen().screen === 'service') visit.press('confirm');
  return visit;
}

function done(facts: CardFacts, host: HostView, service: Service, approval: ActApproval): TestVisit {
  const visit = writing(facts, host, service, approval);
  const put = approval.act === 'autoload' || approval.act === 'collect' ? approval.amount : 0;
  const after = approval.act === 'refund' ? dollars(0) : dollars(facts.balance + put);
  visit.say({ type: 'CARD.WRITTEN', transaction: TRANSACTION, before: facts.balance, after, found: false });
  return visit;
}

function refused(facts: CardFacts, host: HostView, service: Service, refusal: ActRefusal): TestVisit {
  const visit = asked(facts, host, service);
  visit.say({ type: 'ACT.REFUSED', ticket: 1, refusal });
  return visit;
}

function undecided(facts: CardFacts, host: HostView, service: Service, approval: ActApproval): TestVisit {
  const visit = writing(facts, host, service, approval);
  visit.say({ type: 'CARD.REMOVED' });
  visit.say({ type: 'CARD.UNDECIDED', transaction: TRANSACTION, otherCard: false });
  return visit;
}

/** The card came back, was used elsewhere meanwhile, and carries nothing of what was asked for. */
function undone(facts: CardFacts, host: HostView, service: Service, approval: ActApproval): TestVisit {
  const visit = undecided(facts, host, service, approval);
  visit.say({ type: 'CARD.PLACED' });
  visit.say({ type: 'CARD.UNTOUCHED', transaction: TRANSACTION, fault: 'contradictory' });
  visit.say({ type: 'CARD.READ', ticket: 2, facts, atMs: TODAY_MS, credit: null, open: [] });
  visit.say({ type: 'CASH.OPENED' });
  return visit;
}

function claimed(facts: CardFacts, host: HostView, service: Service, approval: ActApproval): TestVisit {
  const visit = undecided(facts, host, service, approval);
  visit.press('give-up-card');
  const code = 'K15-00087';
  const qr = `KIOSK1|TPE-0042|${TRANSACTION}|${code}||****1234|2026-05-12T10:00:00+08:00`;
  const claim = {
    transaction: TRANSACTION,
    code,
    amount: null,
    card: '****1234',
    atMs: TODAY_MS,
    cause: 'card-away',
    issuer: 'easycard',
    balance: null,
    qr,
  } as const;
  visit.say({ type: 'CLAIM.OPENED', claim });
  visit.say({ type: 'CLAIM.SLIP', transaction: TRANSACTION, printed: true });
  return visit;
}

function deadline(visit: TestVisit): TestVisit {
  visit.clock.increment(limits.idleMs);
  return visit;
}

/** Pages of special cards are turned to from these. */
const leadingTo: Readonly<Record<string, string>> = {
  'lost-cobranded': 'lost-card',
  registration: 'autoload',
  'ipass-concession': 'refund',
};

function help(topic: string): TestVisit {
  const visit = startInService();
  visit.press('help', 'contacts');
  for (const page of [leadingTo[topic], topic]) if (page !== undefined && page !== 'contacts') visit.press('help', page);
  return visit;
}

const PASS = '1-0';
const carried = { product: 1, area: 1, firstDay: '2026-04-18', lastDay: '2026-05-17', price: dollars(1_200) };

/** A period pass that is chosen before the card is laid down. */
function chosen(word = PASS): TestVisit {
  const visit = startInService();
  visit.press('choose-service', 'period-pass');
  visit.press('choose-pass', word);
  return visit;
}

function passOffered(facts: CardFacts, host: HostView, word = PASS): TestVisit {
  const visit = chosen(word);
  visit.present(facts);
  visit.hear(host);
  return visit;
}

/** The purse is filled for it with notes. */
function passFilled(facts: CardFacts): TestVisit {
  const visit = passOffered(facts, known({}));
  visit.press('add-cash');
  visit.say({ type: 'CASH.OPENED' });
  return visit;
}

function passNoteAdded(facts: CardFacts): TestVisit {
  const visit = passFilled(facts);
  visit.say({ type: 'NOTE.SEEN' });
  visit.say({ type: 'NOTE.ESCROWED', transaction: TRANSACTION, value: dollars(500) });
  visit.check(true);
  visit.say({ type: 'NOTE.KEPT', transaction: TRANSACTION, value: dollars(500), card: '****1234', earlier: false });
  visit.say({
    type: 'CARD.WRITTEN',
    transaction: TRANSACTION,
    before: facts.balance,
    after: add(facts.balance, dollars(500)),
    found: false,
  });
  visit.say({ type: 'CASH.OPENED' });
  return visit;
}

function passBought(facts: CardFacts, host: HostView): TestVisit {
  const visit = passOffered(facts, host);
  visit.press('confirm');
  const order = visit.effects.at(-1);
  if (order?.do !== 'ask-issuer' || order.order.details.act !== 'buy-pass') throw new Error('nobody asked for a pass');
  const { pass, autoload } = order.order.details;
  const approval: ActApproval = { act: 'buy-pass', lastDay: pass.lastDay, price: pass.price, autoload };
  visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: TRANSACTION, approval });
  const after = dollars(facts.balance + autoload - pass.price);
  visit.say({ type: 'CARD.WRITTEN', transaction: TRANSACTION, before: facts.balance, after, found: false });
  return visit;
}

/** A visit for every screen of the issuer's services and for every failure, in every state in which it looks different. */
export const scenes: Readonly<Record<string, () => TestVisit>> = {
  ...failureScenes,
  'balance-autoload-on': () => balance(card({}), linked),
  'balance-autoload-linked': () => balance(card({}), easyWallet),
  'balance-autoload-now': () => balance(low, linked),
  'balance-pending': () => balance(card({}), waiting),
  'balance-autoload-now-pending': () => balance(low, waiting),
  'balance-autoload-now-deadline': () => deadline(balance(low, waiting)),
  'balance-earlier-undone': () => undone(low, linked, 'autoload', autoloaded),
  'menu-linked': () => menu(low, linked),
  'menu-easy-wallet': () => menu(card({}), easyWallet),
  'menu-bank-account': () => menu(low, bankAccount),
  'menu-cobranded': () => menu(cobranded, creditCard),
  'menu-everything-offered': () => menu(low, waiting),
  'menu-not-registered': () => menu(card({ registered: false }), known({ registered: false })),
  'menu-asking': () => menuBeforeTheWord(),
  'menu-unreachable': () => menuBeforeTheWord({ state: 'unreachable' }),
  'menu-deadline': () => deadline(menu(low, waiting)),
  'service-autoload': () => offered(low, linked, 'autoload'),
  'service-autoload-credit': () => offered({ ...cobranded, balance: dollars(60) }, creditCardOpened, 'autoload'),
  'service-collect': () => offered(card({}), waiting, 'collect'),
  'service-easy-wallet': () => offered(card({}), easyWallet, 'enable-easy-wallet'),
  'service-bank-account': () => offered(card({}), bankAccount, 'enable-bank-account'),
  'service-cobranded': () => offered(cobranded, creditCard, 'enable-cobranded'),
  'service-cobranded-again': () => {
    const visit = offered(cobranded, creditCard, 'enable-cobranded');
    visit.press('confirm');
    return visit;
  },
  'service-extend': () => offered(due, linked, 'extend'),
  'service-extend-weigh': () => approved(student, linked, 'extend', extended(true)),
  'service-extend-weigh-deadline': () => deadline(approved(student, linked, 'extend', extended(true))),
  'service-extend-elsewhere': () => offered(cobranded, creditCard, 'extend'),
  'service-refund': () => offered(cobranded, creditCard, 'refund'),
  'service-refund-weigh': () => approved(cobranded, creditCard, 'refund', refunded),
  'service-refund-weigh-deadline': () => deadline(approved(cobranded, creditCard, 'refund', refunded)),
  'service-refund-counted': () => offered(card({}), linked, 'refund'),
  'service-not-linked': () => offered(card({}), known({}), 'enable-easy-wallet'),
  'service-not-registered': () => offered(card({ registered: false }), known({ registered: false }), 'enable-easy-wallet'),
  'asking-issuer': () => asked(low, linked, 'autoload'),
  'asking-issuer-refund': () => asked(cobranded, creditCard, 'refund'),
  'writing-autoload': () => writing(low, linked, 'autoload', autoloaded),
  'writing-enabled': () => writing(card({}), easyWallet, 'enable-easy-wallet', enabled),
  'service-done-autoload': () => done(low, linked, 'autoload', autoloaded),
  'service-done-autoload-deadline': () => deadline(done(low, linked, 'autoload', autoloaded)),
  'service-done-collect': () => done(card({}), waiting, 'collect', collected),
  'service-done-enabled': () => done(card({}), easyWallet, 'enable-easy-wallet', enabled),
  'service-done-opened': () => done(cobranded, creditCard, 'enable-cobranded', enabled),
  'service-done-extended': () => done(due, linked, 'extend', extended(false)),
  'service-done-refunded': () => done(cobranded, creditCard, 'refund', refunded),
  'service-refused-source': () => refused(low, linked, 'autoload', 'K08'),
  'service-refused-limit': () => refused(low, linked, 'autoload', 'K07'),
  'service-refused-no-answer': () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: false });
    return visit;
  },
  'service-refused-unknown-card': () => refused(card({}), easyWallet, 'enable-easy-wallet', 'unknown-card'),
  'service-refused-day-over': () => {
    const visit = passOffered(card({ balance: dollars(1_500) }), known({}));
    visit.press('confirm');
    visit.say({ type: 'ACT.REFUSED', ticket: 1, refusal: 'day-over' });
    return visit;
  },
  'service-refused-mismatch': () => refused(cobranded, creditCard, 'refund', 'mismatch'),
  'service-refused-unreadable': () => {
    const visit = approved(low, linked, 'autoload', autoloaded);
    visit.say({ type: 'CARD.UNTOUCHED', transaction: TRANSACTION, fault: 'unreadable' });
    return visit;
  },
  'same-card-change': () => undecided(card({}), easyWallet, 'enable-easy-wallet', enabled),
  'claim-change': () => claimed(card({}), easyWallet, 'enable-easy-wallet', enabled),
  'attract-passes': () => startInService(),
  passes: () => {
    const visit = startInService();
    visit.press('choose-service', 'period-pass');
    return visit;
  },
  'passes-chosen': () => chosen(),
  'passes-chosen-deadline': () => deadline(chosen()),
  'passes-card': () => offered(card({ balance: dollars(1_500) }), linked, 'period-pass'),
  'passes-renewal': () => offered(card({ balance: dollars(1_500), pass: carried }), linked, 'period-pass'),
  'passes-none-now': () => offered(card({ balance: dollars(1_500), pass: { ...carried, lastDay: '2026-06-01' } }), linked, 'period-pass'),
  'passes-asking': () => {
    const visit = chosen();
    visit.present(card({ balance: dollars(1_500) }));
    return visit;
  },
  'service-pass': () => passOffered(card({ balance: dollars(1_500) }), known({})),
  'service-pass-autoload': () => passOffered(low, linked),
  'service-pass-renewal': () => passOffered(card({ balance: dollars(1_500), pass: carried }), known({})),
  'service-pass-short': () => passOffered(card({}), known({})),
  'service-pass-limited': () => passOffered(low, known({ link: someLink({ usedToday: dollars(2_000) }) })),
  'service-pass-other-runs': () => passOffered(card({ balance: dollars(1_500), pass: carried }), known({}), '2-0'),
  'service-pass-too-early': () => passOffered(card({ balance: dollars(1_500), pass: { ...carried, lastDay: '2026-06-01' } }), known({})),
  'service-pass-card-ends-first': () => passOffered(card({ balance: dollars(1_500), expiresOn: '2026-05-31' }), known({})),
  'balance-pass-missing': () => passFilled(card({})),
  'balance-pass-runs': () => balance(card({ pass: carried }), linked),
  'added-pass-missing': () => passNoteAdded(card({})),
  'service-done-pass': () => passBought(card({ balance: dollars(1_500) }), known({})),
  'service-done-pass-autoload': () => passBought(low, linked),
  'service-refund-pass-runs': () => offered({ ...cobranded, pass: carried }, creditCard, 'refund'),
  'help-from-menu': () => {
    const visit = menu(low, linked);
    visit.press('help', 'contacts');
    return visit;
  },
  ...Object.fromEntries(helpTopics.map((topic) => [`help-${topic}`, () => help(topic)])),
};

/** What the passenger's screen is sent in each scene, but for what only the sender knows. */
export function servicePictures(): Readonly<Record<string, Picture>> {
  const site = { station: '臺北車站', machine: 'TPE-0042' };
  return Object.fromEntries(
    Object.entries(scenes).map(([name, scene]) => [name, project(scene().actor.getSnapshot(), site, '2026-05-12')]),
  );
}
