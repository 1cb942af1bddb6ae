import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { settle, VirtualClock } from '../../lab/devices/virtualClock.ts';
import { createHttpTransport } from '../../station/issuer/httpTransport.ts';
import type { IssuerDoor } from '../../station/issuer/issuerDoor.ts';
import { createIssuerErrands } from '../../station/issuer/issuerErrands.ts';
import { createIssuerLink, type IssuerLink } from '../../station/issuer/issuerLink.ts';
import { memoryLockListStore } from '../../station/issuer/lockListStore.ts';
import { createCardSeal } from '../../station/journal/cardSeal.ts';
import { Journal } from '../../station/journal/journal.ts';
import { MemoryJournalStore } from '../../station/journal/testing.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { type FaultyDoor, openFaultyDoor } from '../../lab/world/faultyDoor.ts';
import { WIRE_FAULTS, type WireFault } from '../../lab/world/wireFaults.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { IssuerProcess } from '../support/issuerProcess.ts';

/** How long a request of these tests may take, and when an answer comes that is too late; milliseconds of the real clock. */
const DEADLINE_MS = 400;
const LATE_MS = 800;

const CARD = '1111222233334444';
const KEY = 'one-and-only-key';
const about = { machine: 'BL18-03', at: '2026-11-20T12:00:00+08:00', key: KEY };
const draw = { ...about, card: CARD, amount: 500, balance: 80, sequence: 7 };

let issuer: IssuerProcess;
let door: FaultyDoor;
let clock: VirtualClock;
let random: SeededRandom;
const inFlight = new Set<Promise<unknown>>();

beforeEach(async () => {
  issuer = new IssuerProcess({
    accounts: [{ id: 'anna', funds: 10_000 }],
    cards: [{ number: CARD, product: 'ordinary', registered: true, link: { account: 'anna', enabled: true } }],
  });
  clock = new VirtualClock();
  random = new SeededRandom('wire');
  door = await openFaultyDoor({ issuer: await issuer.startBehindSocket(), clock: systemClock, lateMs: LATE_MS });
});

afterEach(async () => {
  await door.close();
  await issuer.dispose();
});

/** The real wire to a real process, which the virtual clock waits for. */
function transportTo(to: IssuerDoor): IssuerTransport {
  const wire = createHttpTransport(() => to, systemClock);
  return {
    exchange: (operation, body) => {
      const exchanged = wire.exchange(operation, body, DEADLINE_MS);
      inFlight.add(exchanged);
      return exchanged.finally(() => inFlight.delete(exchanged));
    },
  };
}

/** Lets virtual time go on, and everything real that it sets going come to its end in between, while `condition` holds. */
async function goOn(condition: () => boolean): Promise<void> {
  for (;;) {
    await Promise.all(inFlight);
    await settle();
    if (inFlight.size > 0) continue;
    if (!condition()) return;
    if (!clock.runNext()) throw new Error('nothing is left to happen');
  }
}

async function resolve<Value>(work: Promise<Value>): Promise<Value> {
  let waiting = true;
  const done = work.finally(() => {
    waiting = false;
  });
  await goOn(() => waiting);
  return done;
}

async function pass(ms: number): Promise<void> {
  const end = clock.monotonicMs() + ms;
  await goOn(() => (clock.untilNext() ?? Infinity) <= end - clock.monotonicMs());
}

const linkTo = (to: IssuerDoor): IssuerLink => createIssuerLink({ transport: transportTo(to), clock, random });

/** What a machine does: it asks; what was approved it settles, what it does not know it reverses. */
async function drawOnce(link: IssuerLink): Promise<unknown> {
  const answer = await resolve(link.ask('authorisation', draw));
  if (answer.ok) return resolve(link.ask('advice', { ...about, balance: 580, sequence: 8 }));
  return resolve(link.ask('reversal', { ...about, reason: 'no-answer' }));
}

const books = () => [
  issuer.read('SELECT funds FROM account'),
  issuer.read('SELECT state FROM act'),
  issuer.read('SELECT count(*) FROM act'),
];

describe('an act over a real wire', () => {
  it.each([null, ...WIRE_FAULTS])('is done once, though a request suffers: %s', async (fault) => {
    if (fault !== null) door.wire.failNext(fault);
    expect(await drawOnce(linkTo(door.door))).toEqual({ ok: true, value: { outcome: 'settled' } });
    expect(books()).toEqual([9_500, 'settled', 1]);
  });

  it.each(['request-lost', 'answer-lost', 'overtaken', 'garbage', 'switched'] satisfies WireFault[])(
    'is not done when it never gets through: %s, again and again',
    async (fault) => {
      door.wire.failRepeatedly(fault, { on: 'authorisation' });
      expect(await drawOnce(linkTo(door.door))).toMatchObject({ ok: true });
      const [funds, state, count] = books();
      expect([funds, count]).toEqual([10_000, 1]);
      expect(state).toBe(fault === 'request-lost' || fault === 'overtaken' ? 'barred' : 'reversed');
    },
  );

  it('is settled after its advice was repeated, also by an issuer that was killed and came back in between', async () => {
    const link = linkTo(door.door);
    expect(await resolve(link.ask('authorisation', draw))).toMatchObject({ ok: true });
    const advice = { ...about, balance: 580, sequence: 8 };
    door.wire.failRepeatedly('answer-lost', { on: 'advice' });
    expect(await resolve(link.ask('advice', advice))).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
    await issuer.end('SIGKILL');
    expect(await resolve(link.ask('advice', advice))).toMatchObject({ ok: false });
    door.wire.clear();
    await issuer.startBehindSocket();
    expect(await resolve(link.ask('advice', advice))).toEqual({ ok: true, value: { outcome: 'settled' } });
    expect(books()).toEqual([9_500, 'settled', 1]);
  });

  it('has surely not begun while the plug is out, and begins when it is in again', async () => {
    const link = linkTo(door.door);
    door.wire.setPlug(false);
    await door.moved();
    expect(await resolve(link.ask('authorisation', draw))).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    expect(issuer.read('SELECT count(*) FROM act')).toBe(0);
    door.wire.setPlug(true);
    await door.moved();
    expect(await resolve(link.ask('authorisation', draw))).toMatchObject({ ok: true, value: { outcome: 'approved' } });
  });
});

describe('the errands of a station over a real wire', () => {
  it('wait for an issuer that is away for an hour, and then bring every record and fetch the list', async () => {
    const seal = createCardSeal(new Uint8Array(32).fill(7), random);
    const store = new MemoryJournalStore();
    const journal = new Journal({ store, clock, bootId: 'boot-1' });
    const boots = (): void => {
      for (let record = 0; record < 40; record += 1) journal.append('boot', null, { software: '1', station: 's', machine: 'm' });
    };
    boots();
    const errands = createIssuerErrands({
      transport: transportTo(door.door),
      lockListStore: memoryLockListStore(),
      journalStore: store,
      journal,
      seal,
      clock,
      random,
      machine: 'BL18-03',
      log: createLog(() => undefined, clock),
      centreKey: null,
    });
    errands.start();
    await pass(120_000);
    expect(issuer.read('SELECT max(seq) FROM machine_record')).toBe(40);

    await issuer.end('SIGKILL');
    boots();
    await pass(3_600_000);
    boots();
    await issuer.startBehindSocket();
    door.wire.failNext('answer-lost', { on: 'upload' });
    door.wire.failNext('twice', { on: 'upload', after: 1 });
    await pass(300_000);
    expect(issuer.read('SELECT count(*) FROM machine_record')).toBe(120);
    expect(issuer.read('SELECT hash FROM machine_record WHERE seq = 120')).toBe(store.rows.at(-1)?.hash);
    errands.stop();
  });
});
