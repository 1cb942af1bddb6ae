import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkEasyCardImage } from '../../lab/devices/card/checkEasyCardImage.ts';
import type { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';
import { VirtualCard } from '../../lab/devices/card/virtualCard.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import type { View } from '../../machines/view/view.ts';
import { machineWithout } from '../../lab/speed/machineWithout.ts';
import { startPcscd } from '../../lab/speed/pcscd.ts';
import { inTemporaryFolder } from '../../lab/speed/temporaryFolder.ts';
import type { StationConfig } from '../../station/config.ts';
import { makeCard, pursesOf } from '../../lab/world/worldCards.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { StationProcess } from '../support/stationProcess.ts';
import { ValidatorOnPty } from '../support/validatorOnPty.ts';
import { type CardPull, PullingHand, pullOf } from './cardPull.ts';
import { readBooks, type SoakBooks } from './soakBooks.ts';
import { type Burden, burdenAtRest } from './soakBurden.ts';

export interface SoakPlan {
  /** Decides everything: cards, notes, which card is pulled away, when, and when it is put back. */
  readonly seed: string;
  readonly topUps: number;
  /** How many of them lose their card in the middle of the write. */
  readonly removals: number;
  /** At how many moments, evenly, the burden on the machine is looked at; the first is after the first visits. */
  readonly looks: number;
}

/** A card of the soak and what must be on it. */
export interface SoakCard {
  /** NT$ */
  readonly start: number;
  readonly added: number;
  /** NT$ in purse and backup by the card's own memory; null where one is torn. */
  readonly purses: readonly (number | null)[];
  /** What is wrong with its image otherwise. */
  readonly faults: readonly string[];
}

export interface SoakReport {
  readonly cards: readonly SoakCard[];
  readonly books: SoakBooks;
  /** Notes that the validator really keeps. NT$. */
  readonly kept: number;
  readonly pulls: number;
  /** Reader processes that were begun after the first. */
  readonly helperRestarts: number;
  readonly burdens: readonly Burden[];
  readonly exitCode: number | null;
  readonly seconds: number;
}

/** A note's way is not what is proven here. */
const QUICK_NOTES = { readingMs: 10, transportMs: 10, stowingMs: 10, rejectingMs: 10, startUpMs: 50 };
const NOTES = [100, 200, 500, 1_000] as const;
/** The purse holds NT$10,000; this much room is left for the largest note. */
const FULL = 9_000;
/** Passengers whose cards come again and again. */
const HANDS = 5;

/** Real pcscd, virtual reader, nfc-pcsc in its process, station with its journal, serial line: one top-up after the other. */
export function runCardSoak(plan: SoakPlan): Promise<SoakReport> {
  return inTemporaryFolder(async (folder) => {
    const began = systemClock.monotonicMs();
    const pcscd = await startPcscd();
    const validator = await ValidatorOnPty.start(QUICK_NOTES);
    const hand = new PullingHand();
    const reader: SimulatedReader = new SimulatedReader({
      clock: systemClock,
      onApdu: (command, phase) => {
        if (phase === 'before') hand.meet(command, reader);
      },
    });
    const virtualCard = new VirtualCard({ reader, clock: systemClock });
    const config = join(folder, 'kiosk.json');
    const data = join(folder, 'data');
    const machine: StationConfig = {
      ...machineWithout({ reader: 'Virtual PCD 00 00' }),
      acceptor: { kind: 'ssp', path: validator.path },
    };
    writeFileSync(config, JSON.stringify(machine));
    const station = new StationProcess(config, data);
    try {
      const soak = new CardSoak({ plan, reader, validator, hand, station });
      const burdens = await soak.run(() => burdenAtRest({ station: station.pid, pcscd: pcscd.pid }));
      const exitCode = await station.stop();
      const { truth } = validator.unit;
      return {
        cards: soak.cards(),
        books: await readBooks(data),
        kept: truth.kept.reduce((sum, note) => sum + note, 0),
        pulls: soak.pulls,
        helperRestarts: station.log().split('the card reader is there').length - 2,
        burdens,
        exitCode,
        seconds: (systemClock.monotonicMs() - began) / 1_000,
      };
    } finally {
      virtualCard.stop();
      await station.stop();
      await validator.end();
      await pcscd.stop();
    }
  });
}

interface SoakParts {
  readonly plan: SoakPlan;
  readonly reader: SimulatedReader;
  readonly validator: ValidatorOnPty;
  readonly hand: PullingHand;
  readonly station: StationProcess;
}

interface Account {
  readonly card: SimulatedCard;
  readonly start: number;
  added: number;
}

/** The passengers: lay a card down, insert a note, lose the card or not, take it. */
class CardSoak {
  readonly #parts: SoakParts;
  readonly #random: SeededRandom;
  readonly #pulled: readonly boolean[];
  readonly #accounts: Account[] = [];
  #inHand: Account[] = [];
  #done = 0;
  pulls = 0;

  constructor(parts: SoakParts) {
    this.#parts = parts;
    const { seed, topUps, removals } = parts.plan;
    this.#random = new SeededRandom(seed);
    this.#pulled = this.#random.shuffle(Array.from({ length: topUps }, (_, index) => index < removals));
    this.#inHand = Array.from({ length: HANDS }, () => this.#newAccount());
  }

  async run(look: () => Promise<Burden>): Promise<Burden[]> {
    const { plan, station } = this.#parts;
    const burdens: Burden[] = [];
    const every = plan.topUps / plan.looks;
    await station.until('ready for the first passenger', ({ screen }) => screen === 'attract');
    while (this.#done < plan.topUps) {
      try {
        await this.#visit();
      } catch (cause) {
        throw new Error(`soak of seed ${plan.seed}, top-up ${this.#done + 1}`, { cause });
      }
      if (this.#done >= (burdens.length + 1) * every) burdens.push(await look());
    }
    return burdens;
  }

  cards(): SoakCard[] {
    const later = systemClock.wallMs() + 1_000;
    return this.#accounts.map(({ card, start, added }) => ({
      start,
      added,
      purses: pursesOf(card),
      faults: checkEasyCardImage(card.image, later),
    }));
  }

  /** One passenger: one card, one to three notes. */
  async #visit(): Promise<void> {
    const { plan, reader, station } = this.#parts;
    const account = this.#takeAccount();
    const notes = Math.min(this.#random.integer(1, 3), plan.topUps - this.#done);
    reader.place(account.card);
    for (let note = 0; note < notes && account.start + account.added <= FULL; note += 1) await this.#topUp(account);
    reader.remove();
    await station.until('the card is taken', ({ screen }) => screen === 'attract' || screen === 'result');
  }

  async #topUp(account: Account): Promise<void> {
    const { hand, reader, station, validator } = this.#parts;
    const note = this.#random.pick(NOTES);
    const pull = this.#pulled[this.#done] === true ? pullOf(this.#random) : null;
    await station.until(`a note of ${note} is taken`, (view) => takes(view, note));
    if (pull !== null) hand.prepare(pull);
    const putBack = pull === null ? Promise.resolve() : this.#putBack(account.card, pull);
    if (validator.unit.insertNote(note) !== 'taken-in') throw new Error('the note was not taken in');
    account.added += note;
    this.#done += 1;
    await putBack;
    const expected = account.start + account.added;
    await station.until(`NT$${expected} on the card`, (view) => isAdded(view, expected));
    if (!hand.done || reader.faults.waiting > 0) throw new Error('the card was not pulled away');
    if (pull !== null) this.pulls += 1;
  }

  /** Waits for the card to be torn away, then puts it back as the pull says. */
  #putBack(card: SimulatedCard, pull: CardPull): Promise<void> {
    const { reader, station } = this.#parts;
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const unwatch = reader.watch((now) => {
      if (now === null) resolve();
    });
    return gone.then(async () => {
      unwatch();
      if (pull.back === 'when-asked') await station.until('the same card is asked for', ({ sameCard }) => sameCard?.phase === 'waiting');
      reader.place(card);
    });
  }

  #newAccount(): Account {
    const kind = this.#random.pick(['ordinary', 'new', 'after-debit'] as const);
    const card = makeCard(kind, systemClock.wallMs(), this.#accounts.length);
    const account = { card, start: { ordinary: 320, new: 0, 'after-debit': 123 }[kind], added: 0 };
    this.#accounts.push(account);
    return account;
  }

  #takeAccount(): Account {
    const at = this.#random.integer(0, HANDS - 1);
    const held = this.#inHand[at];
    if (held !== undefined && held.start + held.added <= FULL) return held;
    const fresh = this.#newAccount();
    this.#inHand = this.#inHand.with(at, fresh);
    return fresh;
  }
}

/** The card was read, and the note path is open. */
function takes({ screen, cash }: View, note: number): boolean {
  return (screen === 'balance' || screen === 'added') && cash?.accepts.includes(note) === true;
}

/** The passenger is told that all of it is on the card: after the write, or when the card that came back was finished. */
function isAdded({ screen, money, card }: View, expected: number): boolean {
  return (screen === 'added' && money?.after === expected) || (screen === 'balance' && card?.balance === expected);
}
