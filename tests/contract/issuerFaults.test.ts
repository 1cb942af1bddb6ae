import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EASYCARD_CLASSIC } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { hostCardOf } from '../../lab/devices/card/hostCard.ts';
import { ISSUER_EASYCARDS } from '../../lab/devices/card/issuerCards.ts';
import type { PreparedCard } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import type { View } from '../../machines/view/view.ts';
import type { Service } from '../../machines/words.ts';
import { actStandingOf, type IssuerAct } from '../../station/journal/actLedger.ts';
import { Ledger } from '../../station/journal/ledger.ts';
import { type FaultyDoor, openFaultyDoor } from '../../lab/world/faultyDoor.ts';
import { seedOf } from '../../lab/world/preparedIssuer.ts';
import type { WireFault } from '../../lab/world/wireFaults.ts';
import { type CardMarks, marksOf, purseOf } from '../../lab/world/worldCards.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { IssuerProcess } from '../support/issuerProcess.ts';
import { StationOnWire } from '../support/stationOnWire.ts';
import { untilReally } from '../support/untilReally.ts';

/** How long a machine waits for what a fault is to strike, and for everything else; milliseconds of the real clock. */
const STRUCK_MS = 200;
const DEADLINE_MS = 5_000;

/** When an answer comes that is too late. */
const LATE_MS = 2 * STRUCK_MS;

/** Longer than the longest pause between two tries to tell the issuer, virtual milliseconds. */
const HEARD_MS = 400_000;
const HOUR_MS = 3_600_000;

/** A service, the prepared card that gets it, and what it is in the issuer's protocol and books. */
interface Served {
  readonly service: Service;
  readonly card: string;
  readonly operation: string;
  /** NT$ that the account gives for it. */
  readonly drawn: number;
  readonly carried: (marks: CardMarks, added: number | null, booked: BookedCard) => boolean;
}

interface BookedCard {
  readonly status: unknown;
  readonly enabled: unknown;
  readonly expiresOn: unknown;
}

const SERVICES: readonly Served[] = [
  { service: 'autoload', card: 'autoload', operation: 'authorisation', drawn: 500, carried: (_, added) => added === 500 },
  {
    service: 'enable-easy-wallet',
    card: 'autoload-not-enabled',
    operation: 'activation',
    drawn: 0,
    carried: ({ autoload }, _, { enabled }) => autoload && enabled === 1,
  },
  {
    service: 'refund',
    card: 'cobranded',
    operation: 'refund',
    drawn: 0,
    carried: ({ refunded }, _, { status }) => refunded && status === 'refunded',
  },
  {
    service: 'period-pass',
    card: 'pass-short',
    operation: 'pass',
    drawn: 500,
    carried: ({ ticket }, added) => ticket !== null && added === -700,
  },
  {
    service: 'extend',
    card: 'near-expiry',
    operation: 'extension',
    drawn: 0,
    carried: ({ expiresOn }, _, booked) => expiresOn === booked.expiresOn,
  },
];

/** What a fault does to the service of a case: it may arm the wire, and hang on to requests of that operation. */
interface Trouble {
  readonly wire?: (door: FaultyDoor, operation: string) => void;
  /** @returns false: the request cannot leave the machine */
  readonly before?: (stage: Stage, operation: string) => Promise<void> | boolean | void;
  readonly meanwhile?: (stage: Stage, operation: string) => Promise<void> | void;
  /** When the passenger has gone. */
  readonly afterwards?: (stage: Stage) => Promise<void> | void;
  readonly ends: Ending;
}

/**
 * How the act must stand in the books in the end; `unheard`: the issuer never hears of it; `undone`: barred or reversed, by which of
 * two requests comes first.
 */
type Ending = 'settled' | 'reversed' | 'barred' | 'undone' | 'refused' | 'unheard';

interface Stage {
  readonly served: Served;
  readonly number: string;
  readonly station: StationOnWire;
  /** How often each operation was asked for. */
  readonly asked: Map<string, number>;
}

let issuer: IssuerProcess;
let door: FaultyDoor;
let stage: Stage | null = null;

/** What a machine asks whether or not a passenger is there. */
const errands: readonly string[] = ['upload', 'lock-list'];

const isFirst = ({ asked }: Stage, operation: string): boolean => asked.get(operation) === 1;
const always = (fault: WireFault) => (at: FaultyDoor, operation: string) => at.wire.failRepeatedly(fault, { on: operation });
const once = (fault: WireFault) => (at: FaultyDoor, operation: string) => at.wire.failNext(fault, { on: operation });
const often =
  (fault: WireFault, on: string, times: number) =>
  (at: FaultyDoor): void => {
    for (let time = 0; time < times; time += 1) at.wire.failNext(fault, { on });
  };

async function plug(plugged: boolean): Promise<void> {
  door.wire.setPlug(plugged);
  await door.moved();
}

/** Waits until the process has done the act, and ends it before anybody can hear of it. */
async function killAfterCommit({ number }: Stage, state: string): Promise<void> {
  await untilReally(() => issuer.read(`SELECT count(*) FROM act WHERE card = '${number}' AND state = '${state}'`) === 1);
  await issuer.end('SIGKILL');
}

async function revive(): Promise<void> {
  await issuer.startBehindSocket();
}

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'no fault at all': { ends: 'settled' },
  'the issuer refuses': {
    before: ({ served, number, asked }, operation) => {
      if (operation === served.operation && asked.get(operation) === 1) issuer.change(`DELETE FROM card WHERE number = '${number}'`);
    },
    ends: 'refused',
  },
  'time-out before its commit': { wire: always('request-lost'), ends: 'barred' },
  'time-out after its commit': { wire: always('late'), ends: 'reversed' },
  'one request is lost': { wire: once('request-lost'), ends: 'settled' },
  'one answer is lost': { wire: once('answer-lost'), ends: 'settled' },
  'one answer is late': { wire: once('late'), ends: 'settled' },
  'the request arrives twice': { wire: once('twice'), ends: 'settled' },
  'the reversal overtakes it': {
    wire: always('overtaken'),
    // An errand that got through would bring it along.
    before: ({ asked }, operation) => !errands.includes(operation) || asked.has('reversal'),
    ends: 'undone',
  },
  'status 503 once': { wire: once('server-error'), ends: 'settled' },
  'status 503 for ever': { wire: always('server-error'), ends: 'barred' },
  'garbage once': { wire: once('garbage'), ends: 'settled' },
  'a proxy switches protocols once': { wire: once('switched'), ends: 'settled' },
  'a proxy switches protocols for ever': { wire: always('switched'), ends: 'reversed' },
  'garbage for ever': { wire: always('garbage'), ends: 'reversed' },
  'killed between commit and answer, and back at once': {
    wire: once('answer-lost'),
    meanwhile: async (at, operation) => {
      if (operation !== at.served.operation || !isFirst(at, operation)) return;
      await killAfterCommit(at, 'held');
      await revive();
    },
    ends: 'settled',
  },
  'killed between commit and answer, and back when the passenger has gone': {
    wire: once('answer-lost'),
    meanwhile: async (at, operation) => {
      if (operation === at.served.operation && isFirst(at, operation)) await killAfterCommit(at, 'held');
    },
    afterwards: revive,
    ends: 'reversed',
  },
  'killed between the advice and its answer': {
    wire: often('answer-lost', 'advice', 1),
    meanwhile: async (at, operation) => {
      if (operation === 'advice' && isFirst(at, operation)) await killAfterCommit(at, 'settled');
    },
    afterwards: revive,
    ends: 'settled',
  },
  'offline for an hour, before it is asked': {
    before: async (at, operation) => {
      if (operation === at.served.operation && isFirst(at, operation)) await plug(false);
    },
    afterwards: backAfterAnHour,
    ends: 'unheard',
  },
  'offline for an hour, after its commit': {
    wire: once('answer-lost'),
    before: async (at, operation) => {
      if (operation === at.served.operation && !isFirst(at, operation)) await plug(false);
    },
    afterwards: backAfterAnHour,
    ends: 'reversed',
  },
  'offline for an hour, with the advice on its way': {
    before: async (at, operation) => {
      if (operation === 'advice' && isFirst(at, operation)) await plug(false);
    },
    afterwards: backAfterAnHour,
    ends: 'settled',
  },
  'the advice is lost again and again': { wire: often('request-lost', 'advice', 4), ends: 'settled' },
  'the advice is never confirmed': { wire: often('answer-lost', 'advice', 4), ends: 'settled' },
  'the reversal is never confirmed': {
    wire: (at, operation) => {
      always('answer-lost')(at, operation);
      often('answer-lost', 'reversal', 4)(at);
    },
    ends: 'reversed',
  },
};

async function backAfterAnHour({ station }: Stage): Promise<void> {
  await station.pass(HOUR_MS);
  await plug(true);
}

/** The prepared card of a service anew for each case: the case's place in the table makes its UID. */
function cardsOf({ card: id }: Served, nowMs: number): PreparedCard[] {
  const prepared = ISSUER_EASYCARDS.find((each) => each.id === id);
  if (prepared === undefined) throw new Error(`no card ${id}`);
  return Object.keys(TROUBLES).map((trouble, index) => {
    const description = { ...prepared.card, uid: `08a1${index.toString(16).padStart(4, '0')}`, nowMs };
    const host = hostCardOf(EASYCARD_CLASSIC, description, prepared.host ?? {});
    return { id: trouble, label: trouble, image: buildEasyCardImage(description), host };
  });
}

function bookedCard(number: string): BookedCard {
  const read = (column: string): unknown => issuer.read(`SELECT ${column} FROM card WHERE number = '${number}'`);
  return { status: read('status'), enabled: read('enabled'), expiresOn: read('expires_on') };
}

const funds = (): number => Number(issuer.read('SELECT sum(funds) FROM account'));

const endings: Readonly<Record<Ending, { readonly screen: View['screen']; readonly closed: IssuerAct['closed'] }>> = {
  settled: { screen: 'service-done', closed: 'settled' },
  reversed: { screen: 'service-refused', closed: 'reversed' },
  barred: { screen: 'service-refused', closed: 'reversed' },
  undone: { screen: 'service-refused', closed: 'reversed' },
  refused: { screen: 'service-refused', closed: null },
  unheard: { screen: 'service-refused', closed: null },
};

describe.each(SERVICES)('$service at a whole station', (served) => {
  let cards: PreparedCard[];

  beforeAll(async () => {
    const nowMs = systemClock.wallMs();
    cards = cardsOf(served, nowMs);
    issuer = new IssuerProcess(seedOf(cards, nowMs));
    door = await openFaultyDoor({ issuer: await issuer.startBehindSocket(), clock: systemClock, lateMs: LATE_MS });
  });

  afterEach(async () => {
    await stage?.station.stop();
    stage = null;
    door.wire.clear();
    await plug(true);
  });

  afterAll(async () => {
    await door.close();
    await issuer.dispose();
  });

  it.each(Object.entries(TROUBLES))('is done once or not at all: %s', async (name, trouble) => {
    const prepared = cards.find(({ id }) => id === name);
    if (prepared === undefined) throw new Error(`no card for ${name}`);
    const card = new SimulatedCard(prepared.image);
    const number = revealCardNumber(prepared.host.number);
    const before = { image: card.save(), funds: funds(), booked: bookedCard(number) };
    const isUntouched = (): boolean => card.image.every((byte, index) => byte === before.image[index]);
    const isHeld = (): boolean => issuer.read(`SELECT count(*) FROM act WHERE card = '${number}' AND state = 'held'`) !== 0;
    const told: View['screen'][] = [];
    const lies: string[] = [];

    const asked = new Map<string, number>();
    const station = new StationOnWire({
      machine: `SIM-${cards.indexOf(prepared)}`,
      door: door.door,
      deadlineMs: () => (door.wire.waiting > 0 ? STRUCK_MS : DEADLINE_MS),
      before: async (operation) => {
        asked.set(operation, (asked.get(operation) ?? 0) + 1);
        return stage === null || (await trouble.before?.(stage, operation)) !== false;
      },
      meanwhile: async (operation) => {
        if (stage !== null) await trouble.meanwhile?.(stage, operation);
      },
      onView: ({ screen, prompts }) => {
        if (prompts.some(({ id }) => id === 'service.nothing-taken') && isHeld()) lies.push('nothing was taken, and the issuer holds it');
        if (screen === 'service-done' && isUntouched()) lies.push('done, and the card does not carry it');
        if (screen === 'service-refused' && !isUntouched()) lies.push('not done, and the card is another one');
        if (screen.startsWith('service-') && told.at(-1) !== screen) told.push(screen);
      },
    });
    stage = { served, number, station, asked };
    await station.start();
    trouble.wire?.(door, served.operation);
    await station.visit(card, served.service);
    await trouble.afterwards?.(stage);
    await station.pass(HEARD_MS);

    const ledger = new Ledger();
    for (const record of station.records) ledger.apply(record);
    const [act, ...others] = ledger.acts.asked;
    const { screen, closed } = endings[trouble.ends];
    const done = trouble.ends === 'settled';
    const state = issuer.read(`SELECT state FROM act WHERE key = '${act?.key}'`);
    expect(lies).toEqual([]);
    expect({ told, others, closed: act?.closed }).toEqual({ told: [screen], others: [], closed });
    if (trouble.ends === 'undone') expect(['barred', 'reversed']).toContain(state);
    else expect(state).toBe(trouble.ends === 'unheard' ? undefined : trouble.ends);
    expect(act === undefined ? null : actStandingOf(act)).toBe('closed');
    expect(station.records.filter(({ kind }) => kind === 'act.closed')).toHaveLength(closed === null ? 0 : 1);
    expect(station.records.filter(({ kind }) => kind === 'case')).toEqual([]);
    expect(isHeld()).toBe(false);
    expect(funds()).toBe(before.funds - (done ? served.drawn : 0));
    expect(isUntouched()).toBe(!done);
    const added = (purseOf(card) ?? 0) - (purseOf(new SimulatedCard(before.image)) ?? 0);
    if (done) expect(served.carried(marksOf(card), added, bookedCard(number))).toBe(true);
    else if (trouble.ends !== 'refused') expect(bookedCard(number)).toEqual(before.booked);
  });
});
