import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JournalBodies } from '../journal/records.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JournalHead } from '../../hardware/ports/anchor.ts';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { ok } from '../../hardware/ports/result.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { type CentreWord, signCentreWord } from '../journal/archive/centreWord.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import { Journal } from '../journal/journal.ts';
import { MemoryJournalStore } from '../journal/testing.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { createSimulatedIssuer, type SimulatedIssuer } from '../../lab/world/simulatedIssuer.ts';
import { WIRE_FAULTS } from '../../lab/world/wireFaults.ts';
import type { ErrandEnd } from './errand.ts';
import { createIssuerErrands } from './issuerErrands.ts';
import { createIssuerLink } from './issuerLink.ts';
import { JournalUpload } from './journalUpload.ts';
import { memoryLockListStore } from './lockListStore.ts';

const MACHINE = 'BL18-03';
const CARD = '1111222233334444';
const random = new SeededRandom('upload');
const seal = createCardSeal(new Uint8Array(32).fill(7), random);

let clock: VirtualClock;
let issuer: SimulatedIssuer;
let store: MemoryJournalStore;
let journal: Journal;
let forks: string[];
let centreKey: KeyObject | null;
/** What the centre's answer is made into on its way. */
let answered: (answer: unknown) => unknown;
let told: JournalHead[];

beforeEach(() => {
  clock = new VirtualClock();
  issuer = createSimulatedIssuer(clock, {});
  store = new MemoryJournalStore();
  journal = new Journal({ store, clock, bootId: 'boot-1' });
  forks = [];
  told = [];
  centreKey = null;
  answered = (answer) => answer;
});

const log = createLog(() => undefined, new VirtualClock());
const boot = (): void => journal.append('boot', null, { software: '1', station: '市政府', machine: MACHINE });
const boots = (count: number): void => {
  for (let record = 0; record < count; record += 1) boot();
};

function alteredWire(): IssuerTransport {
  const inner = issuer.openTransport();
  return {
    async exchange(...request) {
      const reply = await inner.exchange(...request);
      return reply.ok ? ok({ ...reply.value, body: answered(reply.value.body) }) : reply;
    },
  };
}

function upload(): JournalUpload {
  const link = createIssuerLink({ transport: alteredWire(), clock, random });
  return new JournalUpload({
    store,
    journal,
    link,
    machine: MACHINE,
    log,
    onFork: (detail) => forks.push(detail),
    onKept: (head) => told.push(head),
    centreKey,
  });
}

async function sendAll(one: JournalUpload): Promise<ErrandEnd> {
  for (;;) {
    const end = await clock.resolve(one.sendBatch());
    if (end !== 'more') return end;
  }
}

const kept = (): { seq: number; body: string; hash: string }[] =>
  issuer.books
    .prepare<[], { seq: number; body: string; hash: string }>('SELECT seq, body, hash FROM machine_record ORDER BY epoch, seq')
    .all();
const isWhole = (): boolean => JSON.stringify(kept().map(({ hash }) => hash)) === JSON.stringify(store.rows.map(({ hash }) => hash));

describe('the upload of the journal', () => {
  it('brings every record to the centre, once and in order, and those that come later', async () => {
    boots(250);
    const one = upload();
    expect(await sendAll(one)).toBe('done');
    expect(isWhole()).toBe(true);
    boot();
    await sendAll(one);
    expect(kept()).toHaveLength(251);
    expect(isWhole()).toBe(true);
  });

  it('tells what the centre keeps, by the hash there, once for many records', async () => {
    boots(2_300);
    const one = upload();
    await sendAll(one);
    // It asks with one record - the centre has no other - then sends hundreds.
    expect(told.map(({ seq }) => seq)).toEqual([1, 1_101, 2_201]);
    for (const { seq, hash } of told) expect(store.get(seq)?.hash).toBe(hash);
    boots(10);
    await sendAll(one);
    expect(told).toHaveLength(3);
  });

  it('sees that the centre keeps another record than its own, though it is asked for older ones', async () => {
    boots(3);
    await sendAll(upload());
    issuer.books.prepare('UPDATE machine_record SET hash = ? WHERE seq = 3').run('ab'.repeat(32));
    expect(await sendAll(upload())).toBe('over');
    expect(forks).toEqual(['record 3 is another one at the centre']);
  });

  it('has nothing to do with an empty journal', async () => {
    expect(await sendAll(upload())).toBe('done');
  });

  it('takes no card number along', async () => {
    journal.append('note-keep.intent', null, { card: seal.sealCard(new CardNumber(CARD)), value: 100, currency: 'TWD', counters: null });
    await sendAll(upload());
    const [record] = kept();
    expect(record?.body).toContain('****4444');
    expect(record?.body).not.toContain(CARD);
  });

  it('goes on after a restart where the centre has got to', async () => {
    boots(120);
    await clock.resolve(upload().sendBatch());
    expect(kept()).toHaveLength(1);
    await sendAll(upload());
    expect(isWhole()).toBe(true);
  });

  it.each(WIRE_FAULTS)('loses and doubles nothing when a request suffers: %s', async (fault) => {
    boots(30);
    const one = upload();
    issuer.wire.failRepeatedly(fault, { on: 'upload', after: 1 });
    await sendAll(one);
    issuer.wire.clear();
    await sendAll(one);
    expect(isWhole()).toBe(true);
    expect(forks).toEqual([]);
  });

  it('sends again what the centre has lost', async () => {
    boots(5);
    const one = upload();
    await sendAll(one);
    issuer.books.exec('DELETE FROM machine_record WHERE seq > 2');
    boot();
    expect(await sendAll(one)).toEqual({ failed: expect.stringContaining('2') });
    await sendAll(one);
    expect(isWhole()).toBe(true);
  });

  it('takes its word back when the centre has lost what it said it keeps, whether the machine has heard of it since its start or not', async () => {
    boots(2_300);
    const one = upload();
    await sendAll(one);
    told.length = 0;
    issuer.books.exec('DELETE FROM machine_record WHERE seq > 700');
    boot();
    await sendAll(one);
    expect(told).toEqual([{ seq: 700, hash: store.get(700)?.hash }]);
    await sendAll(one);
    expect(told.map(({ seq }) => seq)).toEqual([700, 1_800]);

    issuer.books.exec('DELETE FROM machine_record WHERE seq > 40');
    told.length = 0;
    await clock.resolve(upload().sendBatch());
    expect(told.map(({ seq }) => seq)).toEqual([40]);
    issuer.books.exec('DELETE FROM machine_record');
    told.length = 0;
    boot();
    expect(await clock.resolve(one.sendBatch())).toMatchObject({ failed: expect.any(String) });
    expect(told).toEqual([{ seq: 0, hash: '0'.repeat(64) }]);
  });

  it('stops at a fork: the disk was put back, and other records were written since', async () => {
    boots(4);
    await sendAll(upload());
    store.rows.splice(2);
    journal = new Journal({ store, clock, bootId: 'boot-2' });
    boots(5);
    expect(await sendAll(upload())).toBe('over');
    expect(forks).toHaveLength(1);
    expect(kept()).toHaveLength(4);
  });

  it('stops when the centre knows records that this disk never had', async () => {
    boots(4);
    await sendAll(upload());
    store.rows.splice(2);
    journal = new Journal({ store, clock, bootId: 'boot-2' });
    expect(await sendAll(upload())).toBe('over');
    expect(forks).toEqual([expect.stringContaining('4 records')]);
  });

  describe('of which the centre signs what it keeps', () => {
    const centre = generateKeyPairSync('ed25519');
    const another = generateKeyPairSync('ed25519');
    const signs = (by: KeyObject, change: Partial<CentreWord> = {}): void => {
      answered = (answer) => {
        const { upto: seq, hash } = answer as { upto: number; hash: string };
        const word = { machine: MACHINE, epoch: journal.epoch, upto: { seq, hash }, ...change };
        return { ...(answer as object), signature: signCentreWord(word, by) };
      };
    };

    it('needs no signature to have less than it had', async () => {
      centreKey = centre.publicKey;
      signs(centre.privateKey);
      boots(1_100);
      const one = upload();
      await sendAll(one);
      told.length = 0;
      answered = (answer) => answer;
      issuer.books.exec('DELETE FROM machine_record WHERE seq > 12');
      boot();
      await sendAll(one);
      expect(told.map(({ seq }) => seq)).toEqual([12]);
    });

    it.each<[string, () => void, number]>([
      ['by its key: it is written down', () => signs(centre.privateKey), 1],
      ['by another key', () => signs(another.privateKey), 0],
      ['for another machine', () => signs(centre.privateKey, { machine: 'BL18-04' }), 0],
      ['for another life of this one', () => signs(centre.privateKey, { epoch: 99 }), 0],
      ['not at all', () => undefined, 0],
    ])('%s', async (_, prepare, words) => {
      centreKey = centre.publicKey;
      prepare();
      boots(1_100);
      expect(await sendAll(upload())).toBe('done');
      // That it had only the first is told, too.
      expect(told.filter(({ seq }) => seq > 1)).toHaveLength(words);
    });
  });

  describe('of another life of the machine', () => {
    const begin = (before: JournalBodies['commissioned']['before']): JournalUpload => {
      store = new MemoryJournalStore();
      journal = new Journal({ store, clock, bootId: 'boot-1' });
      journal.append('commissioned', null, { machine: MACHINE, epoch: 7, by: 'A. Chen', reason: 'new disk', before, signer: '' });
      boots(2);
      const link = createIssuerLink({ transport: issuer.openTransport(), clock, random });
      const inEpoch = { epoch: 7, head: journal.head };
      return new JournalUpload({
        store,
        journal: inEpoch,
        link,
        machine: MACHINE,
        log,
        onFork: (detail) => forks.push(detail),
        onKept: (head) => told.push(head),
        centreKey,
      });
    };

    beforeEach(async () => {
      boots(3);
      await sendAll(upload());
    });

    it('is kept when it names where the one before ended', async () => {
      const { seq, hash } = journal.head;
      expect(await sendAll(begin({ epoch: 0, seq, hash }))).toBe('done');
      expect(kept()).toHaveLength(6);
      expect(forks).toEqual([]);
    });

    it.each([
      ['it does not say so', null],
      ['it names an earlier record', { epoch: 0, seq: 2, hash: 'a'.repeat(64) }],
      ['it names another record', { epoch: 0, seq: 3, hash: 'a'.repeat(64) }],
      ['it names another life', { epoch: 5, seq: 3, hash: 'a'.repeat(64) }],
    ])('is a fork when %s', async (_, before) => {
      expect(await sendAll(begin(before))).toBe('over');
      expect(kept()).toHaveLength(3);
      expect(forks).toHaveLength(1);
    });
  });
});

describe('the errands of a station', () => {
  const errands = (transport: ReturnType<typeof issuer.openTransport> | null = issuer.openTransport()) =>
    createIssuerErrands({
      transport,
      lockListStore: memoryLockListStore(),
      journalStore: store,
      journal,
      seal,
      clock,
      random,
      machine: MACHINE,
      log,
      centreKey: null,
    });

  it('catch up after hours without a network, while the machine goes on', async () => {
    boots(3);
    issuer.wire.setPlug(false);
    const station = errands();
    station.start();
    for (let hour = 0; hour < 5; hour += 1) {
      await clock.advanceAsync(3_600_000);
      boots(60);
    }
    expect(kept()).toEqual([]);
    issuer.wire.setPlug(true);
    await clock.advanceAsync(180_000);
    expect(kept()).toHaveLength(303);
    expect(isWhole()).toBe(true);
    station.stop();
    await clock.runUntilIdle();
    expect(clock.pending).toBe(0);
  });

  it('are none on a machine without an issuer', async () => {
    const station = errands(null);
    station.start();
    expect(clock.pending).toBe(0);
    station.stop();
  });

  it('write a case when the journal was forked, and leave the lock list working', async () => {
    boots(4);
    await sendAll(upload());
    store.rows.splice(2);
    journal = new Journal({ store, clock, bootId: 'boot-2' });
    const station = errands();
    station.start();
    await clock.advanceAsync(3_600_000);
    expect(store.rows.filter(({ kind }) => kind === 'case').map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { cause: 'journal-forked', detail: expect.any(String) },
    ]);
    expect(clock.pending).toBe(1);
    station.stop();
  });
});
