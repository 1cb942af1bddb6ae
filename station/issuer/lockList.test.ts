import { beforeEach, describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { createSimulatedIssuer, type SimulatedIssuer } from '../../lab/world/simulatedIssuer.ts';
import type { ErrandEnd } from './errand.ts';
import { createIssuerLink } from './issuerLink.ts';
import { LockList } from './lockList.ts';
import { type LockListStore, memoryLockListStore, openLockListStore } from './lockListStore.ts';
import { listLock } from '../../lab/issuer/lockList.ts';

const LOST = '1111222233334444';
const OTHER = '5555666677778888';
const random = new SeededRandom('lock list');
const seal = createCardSeal(new Uint8Array(32).fill(7), random);
const find = (number: string): string => seal.cardHashOf(new CardNumber(number));

let clock: VirtualClock;
let issuer: SimulatedIssuer;
let store: LockListStore;
beforeEach(() => {
  clock = new VirtualClock();
  issuer = createSimulatedIssuer(clock, {});
});

function open(key = seal): LockList {
  return new LockList({ store, seal: key, machine: 'BL18-03', log: createLog(() => undefined, clock) });
}

/** Asks until there is nothing more, or no answer. */
async function fetchAll(list: LockList): Promise<ErrandEnd> {
  for (;;) {
    const end = await clock.resolve(list.fetchChanges(createIssuerLink({ transport: issuer.openTransport(), clock, random })));
    if (end !== 'more') return end;
  }
}

describe.each([
  ['a disk', () => openLockListStore(':memory:')],
  ['memory', memoryLockListStore],
])('the lock list of a machine with %s', (_kind, openStore) => {
  beforeEach(() => {
    store = openStore();
  });

  it('knows the listed cards by their hash alone, and forgets what was freed', async () => {
    listLock(issuer.books, LOST, true);
    listLock(issuer.books, OTHER, true);
    const list = open();
    expect(list.isListed(find(LOST))).toBe(false);
    expect(await fetchAll(list)).toBe('done');
    expect([list.isListed(find(LOST)), list.isListed(find(OTHER)), list.isListed(find('12345678'))]).toEqual([true, true, false]);
    listLock(issuer.books, OTHER, false);
    await fetchAll(list);
    expect(list.isListed(find(OTHER))).toBe(false);
    expect(JSON.stringify(store.read())).not.toContain(LOST);
  });

  it('comes whole, however long it is', async () => {
    const insert = issuer.books.transaction(() => {
      for (let card = 0; card < 2_500; card += 1) listLock(issuer.books, String(10_000_000 + card), true);
    });
    insert();
    const list = open();
    await fetchAll(list);
    expect([10_000_000, 10_001_000, 10_002_499].map((card) => list.isListed(find(String(card))))).toEqual([true, true, true]);
  });

  it('counts without a network, also after a restart, and catches up', async () => {
    listLock(issuer.books, LOST, true);
    await fetchAll(open());
    issuer.wire.setPlug(false);
    listLock(issuer.books, OTHER, true);
    const list = open();
    expect(await fetchAll(list)).toEqual({ failed: expect.stringContaining('unreachable') });
    expect([list.isListed(find(LOST)), list.isListed(find(OTHER))]).toEqual([true, false]);
    issuer.wire.setPlug(true);
    await fetchAll(list);
    expect(list.isListed(find(OTHER))).toBe(true);
  });

  it('does not believe half of what the disk did not take', async () => {
    listLock(issuer.books, LOST, true);
    const broken: LockListStore = {
      ...store,
      apply: () => {
        throw new Error('ENOSPC');
      },
    };
    const list = new LockList({ store: broken, seal, machine: 'BL18-03', log: createLog(() => undefined, clock) });
    await expect(clock.resolve(list.fetchChanges(createIssuerLink({ transport: issuer.openTransport(), clock, random })))).rejects.toThrow(
      'ENOSPC',
    );
    expect(list.isListed(find(LOST))).toBe(false);
    expect(store.read().upto).toBe(0);
  });

  it('begins anew with a new list of the issuer', async () => {
    listLock(issuer.books, LOST, true);
    listLock(issuer.books, OTHER, true);
    await fetchAll(open());
    issuer = createSimulatedIssuer(clock, {});
    listLock(issuer.books, '12345678', true);
    const list = open();
    await fetchAll(list);
    expect([LOST, OTHER, '12345678'].map((card) => list.isListed(find(card)))).toEqual([false, false, true]);
  });

  it('is fetched anew when the machine has another key: old hashes would find nobody', async () => {
    listLock(issuer.books, LOST, true);
    await fetchAll(open());
    const other = createCardSeal(new Uint8Array(32).fill(8), random);
    const list = open(other);
    expect(store.read().upto).toBe(0);
    await fetchAll(list);
    expect(list.isListed(other.cardHashOf(new CardNumber(LOST)))).toBe(true);
  });
});
