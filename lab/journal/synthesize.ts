import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import { taipeiDate } from '../../hardware/ports/clock.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { toHex } from '../../hardware/ports/hex.ts';
import type { JournalStore } from '../../hardware/ports/journalStore.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { newAnchorFile } from '../../station/journal/anchorFile.ts';
import { type CardSeal, createCardSeal, JOURNAL_KEY_BYTES, sealKeyMark } from '../../station/journal/cardSeal.ts';
import { signerName } from '../../station/journal/checkpoint.ts';
import { Journal } from '../../station/journal/journal.ts';
import { journalPathsIn } from '../../station/journal/journalFiles.ts';
import { machineKeyOf, machineKeyPem } from '../../station/journal/machineKeyFile.ts';
import { signerMark, verifierKey } from '../../station/journal/signedNote.ts';
import { prepareSchema } from '../../station/journal/sqliteSchema.ts';
import { sqliteReader } from '../../station/journal/sqliteReader.ts';
import { SeededRandom } from '../devices/seededRandom.ts';

/** When every synthetic machine began: 2025-01-01, 6 o'clock in Taipei. */
const BEGAN_MS = Date.parse('2025-01-01T06:00:00+08:00');

/** One visit in this time, day and night: 600 a day. Milliseconds. */
const BETWEEN_VISITS_MS = (24 * 60 * 60 * 1_000) / 600;

/** Records in one transaction of the database: nothing of this is worth a sync of its own. */
const BATCH = 10_000;

const CHECKPOINT_EVERY = 1_024;

/** Out of so many visits, one leaves money open. */
const ONE_OPEN_IN = 4_000;

/** Different cards that come; each comes back now and then. */
const CARDS = 20_000;

const NOTES = [100, 100, 100, 200, 500, 500, 1_000] as const;

export interface SynthesizeOptions {
  readonly records: number;
  readonly seed: string;
  readonly out: string;
  readonly machine: string;
}

/**
 * Makes the data folder of a machine that has lived: a journal of exactly so many records, whole in every hash, seal and signature,
 * with its keys and its anchor. The same seed makes the same folder, but for how the database lays out its pages.
 * @throws RangeError when the folder has something in it
 */
export function synthesizeJournal({ records, seed, out, machine }: SynthesizeOptions): void {
  mkdirSync(out, { recursive: true, mode: 0o700 });
  if (readdirSync(out).length > 0) throw new RangeError(`${out} is not empty`);
  const random = new SeededRandom(seed);
  const sealKey = random.fork('journal key').bytes(JOURNAL_KEY_BYTES);
  const signerSeed = random.fork('machine key').bytes(32);
  const signer = machineKeyOf(signerSeed);
  const paths = journalPathsIn(out);
  writeFileSync(paths.sealKey, sealKey, { mode: 0o600 });
  writeFileSync(paths.machineKey, machineKeyPem(signerSeed), { mode: 0o600 });

  const database = new Database(paths.journal);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  prepareSchema(database, paths.journal);
  const epoch = Math.floor(BEGAN_MS / 1_000);
  const keys = { seal: sealKeyMark(sealKey), signer: signerMark(signer.publicKey) };
  const state = { machine, epoch, head: { seq: 0, hash: '0'.repeat(64) }, boots: 0, keys };
  const life = new SyntheticLife({ database, random: random.fork('life'), seal: createCardSeal(sealKey, random.fork('seal')), records });
  const journal = new Journal({
    store: life.store,
    clock: life.clock,
    bootId: toHex(random.fork('boot').bytes(8)),
    anchoring: { anchor: { read: () => ({ state: 'absent' }), write: () => undefined }, state, signer },
  });
  const verifier = { name: signerName(machine), publicKey: signer.publicKey };
  life.run(journal, machine, verifierKey(verifier));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  writeFileSync(paths.anchor, newAnchorFile({ ...state, head: journal.head, boots: 1 }), { mode: 0o600 });
}

interface LifeParts {
  readonly database: Database.Database;
  readonly random: SeededRandom;
  readonly seal: CardSeal;
  readonly records: number;
}

/** What happens to a machine: days, visits, and what passengers do. */
class SyntheticLife {
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly #parts: LifeParts;
  #nowMs = BEGAN_MS;
  #kept = 0;
  #visits = 0;
  #day = '';

  constructor(parts: LifeParts) {
    this.#parts = parts;
    const { database } = parts;
    const insert = database.prepare(
      'INSERT INTO record VALUES (@seq, @txn, @kind, @body, @bootId, @monotonicMs, @wallMs, @previousHash, @hash)',
    );
    this.store = { ...sqliteReader(database), append: (record) => void insert.run(record), backlogBytes: () => 0, close: () => undefined };
    this.clock = {
      wallMs: () => this.#nowMs,
      monotonicMs: () => this.#nowMs - BEGAN_MS,
      setTimeout: () => {
        throw new Error('a synthetic life waits for nothing');
      },
      clearTimeout: () => undefined,
    };
  }

  run(journal: Journal, machine: string, signer: string): void {
    const { database, records } = this.#parts;
    const left = (): number => records - journal.head.seq;
    const epoch = Math.floor(BEGAN_MS / 1_000);
    const reason = 'a synthetic machine';
    if (left() > 0) journal.append('commissioned', null, { machine, epoch, by: 'kiosk journal synthesize', reason, before: null, signer });
    if (left() > 0) journal.append('boot', null, { software: 'add-value-kiosk', station: '市政府', machine });
    while (left() > 0) {
      database.exec('BEGIN');
      for (const end = Math.max(0, left() - BATCH); left() > end; ) this.#visit(journal, left());
      database.exec('COMMIT');
    }
  }

  /** Writes at most `left` records. */
  #visit(journal: Journal, left: number): void {
    const { random } = this.#parts;
    this.#nowMs += BETWEEN_VISITS_MS;
    this.#visits += 1;
    const today = taipeiDate(this.#nowMs);
    if (journal.sinceCheckpoint >= CHECKPOINT_EVERY || (today !== this.#day && this.#day !== '')) {
      this.#day = today;
      journal.writeCheckpoint();
      return;
    }
    this.#day = today;
    const steps = random.integer(0, 19) === 0 ? this.#act(journal) : this.#topUp(journal);
    let written = 0;
    for (const step of steps) {
      if (written === left) return;
      this.#nowMs += random.integer(300, 900);
      step();
      written += 1;
    }
  }

  #transaction() {
    const { random, seal } = this.#parts;
    const id = transactionId(toHex(random.bytes(8)).slice(0, 10).toUpperCase());
    const number = 1_000_000_000 + random.integer(0, CARDS - 1);
    return { id, card: seal.sealCard(new CardNumber(String(number))), uid: seal.sealText(number.toString(16).padStart(8, '0')) };
  }

  #topUp(journal: Journal): (() => void)[] {
    const { random } = this.#parts;
    const { id, card, uid } = this.#transaction();
    const value = NOTES[random.integer(0, NOTES.length - 1)] ?? 100;
    const before = random.integer(0, 8_000);
    const block = (): string => toHex(random.bytes(16));
    const counters = (): { serial: string; notesKept: number } => ({ serial: 'SYNTHETIC', notesKept: this.#kept });
    const plan = { profile: 'easycard-classic', uid, amount: value, balanceBefore: before, balanceAfter: before + value };
    const steps = [
      () => journal.append('note-keep.intent', id, { card, value, currency: 'TWD', counters: counters() }),
      () => {
        this.#kept += 1;
        journal.append('note-keep.outcome', id, { end: 'kept', value, by: 'device', counters: counters(), detail: '' });
      },
      () =>
        journal.append('card-write.intent', id, {
          plan: { ...plan, sequenceBefore: random.integer(0, 255), recordBefore: block(), recordAfter: block() },
        }),
      () => journal.append('card-write.outcome', id, { verdict: 'written', balance: before + value, found: false, detail: '' }),
      ...(random.integer(0, 2) === 0 ? [() => journal.append('slip', id, { what: 'receipt', printed: true, detail: '' })] : []),
    ];
    if (this.#visits % ONE_OPEN_IN !== 0) return steps;
    // Walked away: the note is in the machine, the card is not written, and a slip says so.
    return [
      ...steps.slice(0, 2),
      () => journal.append('claim', id, { code: `K15-${id.slice(-5)}`, amount: value }),
      () => journal.append('slip', id, { what: 'claim', printed: true, detail: '' }),
    ];
  }

  #act(journal: Journal): (() => void)[] {
    const { random } = this.#parts;
    const { id, card, uid } = this.#transaction();
    const balance = random.integer(0, 500);
    const amount = dollars(500);
    const purse = { amount: 500, balanceBefore: balance, balanceAfter: balance + 500, sequenceBefore: 7 };
    const blocks = [9, 8, 10].map((block) => ({ block, before: toHex(random.bytes(16)), after: toHex(random.bytes(16)) }));
    return [
      () =>
        journal.append('act.intent', id, {
          card,
          order: { act: 'autoload', amount },
          balance,
          currency: 'TWD',
          sequence: 7,
          consent: { confirmations: 1, clauses: ['R-001-20'] },
          key: `kiosk-synthetic-${id}`,
        }),
      () => journal.append('act.answer', id, { outcome: 'approved', approval: { act: 'autoload', amount } }),
      () => journal.append('card-change.intent', id, { plan: { act: 'autoload', profile: 'easycard-classic', uid, blocks, purse } }),
      () => journal.append('card-change.outcome', id, { verdict: 'written', found: false, detail: '' }),
      () => journal.append('act.closed', id, { by: 'advice', end: 'settled', detail: 'settled' }),
    ];
  }
}
