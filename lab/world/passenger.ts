import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import type { Verb } from '../../machines/view/view.ts';
import type { Service } from '../../machines/words.ts';
import type { World } from './world.ts';

/** Longest that a passenger waits for the machine to move on, milliseconds. */
const PATIENCE_MS = 90_000;

/** How long a passenger looks at a balance: the issuer's word may still change the screen, milliseconds. */
const LOOK_MS = 2_000;

/** Touches by which anybody gets through a service, faults included. */
const MOST_TOUCHES = 12;

/** The period ticket that everybody wants: the first, from today on. */
const PASS = '1-0';

/** What a passenger does when asked for the same card. Whoever walks away comes back with it: at once, or the next day. */
export type WhenAsked = 'puts-it-back' | 'puts-another' | 'walks-away' | 'comes-another-day';

export const RESOLVES = ['agrees', 'declines', 'changes-mind', 'lifts-card', 'tries-again'] as const;

/** What a passenger wants of the issuer, and how sure of it. */
export interface ServiceWish {
  readonly service: Service;
  /** `changes-mind`: agrees once and takes it back where that can be done. `lifts-card`: takes the card while the issuer is asked. `tries-again`: once, when it was not done. */
  readonly resolve: (typeof RESOLVES)[number];
}

export interface VisitScript {
  readonly card: SimulatedCard;
  /** NT$ */
  readonly notes: readonly number[];
  readonly whenAsked: WhenAsked;
  /** Asked for before any note goes in. */
  readonly wish?: ServiceWish | undefined;
  /** The card of somebody else, for `puts-another`. */
  readonly otherCard: SimulatedCard;
  /** Wants a receipt of what was added. */
  readonly receipt?: boolean | undefined;
  /** Presses something now and then. */
  readonly fidgets?: boolean;
}

function screen(world: World): string | null {
  return world.view?.screen ?? null;
}

function shows(world: World, ...names: string[]): boolean {
  const name = screen(world);
  return name !== null && names.includes(name);
}

function walksAway({ whenAsked }: VisitScript): boolean {
  return whenAsked === 'walks-away' || whenAsked === 'comes-another-day';
}

/** Is anything of this visit still moving? */
function busy(world: World): boolean {
  return (
    world.view === null || shows(world, 'reading', 'note-seen', 'writing', 'asking-issuer') || world.view.sameCard?.phase === 'settling'
  );
}

/** Nothing moves in the note path; a note may be stuck in it. */
function atRest(world: World): boolean {
  const { phase } = world.validator;
  return phase === null || phase === 'jammed-safe' || phase === 'jammed-unsafe';
}

/** A passenger who wants to put notes onto a card, and copes with what the machine says. */
export class Passenger {
  readonly #world: World;
  readonly #script: VisitScript;
  #touches = 0;
  /** Notes that the machine took in and did not give back at once. */
  inserted = 0;

  constructor(world: World, script: VisitScript) {
    this.#world = world;
    this.#script = script;
  }

  get card(): SimulatedCard {
    return this.#script.card;
  }

  async visit(): Promise<void> {
    const { card, notes, wish } = this.#script;
    this.#place(card);
    if (wish !== undefined) await this.#ask(wish);
    for (const note of notes) {
      if (!(await this.#bring(note))) break;
      await this.#cope();
    }
    await this.#cope();
    this.#take();
    if (this.#script.receipt === true) await this.#askForReceipt();
  }

  async #askForReceipt(): Promise<void> {
    const offered = (): boolean => this.#offers('print-slip');
    if (!(await this.#world.until(offered, LOOK_MS))) return;
    this.touch('print-slip');
    await this.#world.until(() => !offered(), PATIENCE_MS);
  }

  /** Comes back with the card, only to see what is on it. */
  async comeBack(): Promise<void> {
    this.#place(this.#script.card);
    await this.#world.until(() => shows(this.#world, 'balance', 'card-refused', 'claim', 'added'), PATIENCE_MS);
    if (this.#world.issuer !== null) await this.#world.pass(LOOK_MS);
    await this.#cope();
    await this.#world.until(() => !busy(this.#world), PATIENCE_MS);
    this.#take();
  }

  /** Touches something that is on the screen. */
  touch(verb: Verb, arg?: string): void {
    const { station, view } = this.#world;
    if (station === null || view === null) return;
    this.#touches += 1;
    station.intent({
      verb,
      ...(arg === undefined ? {} : { arg }),
      bootId: view.bootId,
      seqSeen: view.seq,
      nonce: `touch ${this.#touches}`,
    });
  }

  /** Goes through a service as far as the wish does, and leaves its screens. */
  async #ask({ service, resolve }: ServiceWish): Promise<void> {
    const world = this.#world;
    let agreed = 0;
    let tries = resolve === 'tries-again' ? 2 : 1;
    for (let touches = 0; touches < MOST_TOUCHES; touches += 1) {
      await world.pass(LOOK_MS);
      await world.until(() => !busy(world), PATIENCE_MS);
      if (shows(world, 'same-card', 'claim')) return;
      if (shows(world, 'service-refused') && tries > 1) {
        tries -= 1;
        agreed = 0;
        this.touch('cancel');
        continue;
      }
      if (shows(world, 'service-done', 'service-refused')) return this.touch('finish');
      if (this.#offers('confirm')) {
        if (resolve === 'declines' || (resolve === 'changes-mind' && agreed > 0)) return this.touch('cancel');
        this.touch('confirm');
        agreed += 1;
        if (resolve === 'lifts-card') return this.#liftWhileAsked();
      } else if (agreed > 0 || shows(world, 'card-refused')) return;
      else if (this.#offers('choose-pass', PASS)) this.touch('choose-pass', PASS);
      else if (this.#offers('choose-service', service)) this.touch('choose-service', service);
      else if (this.#offers('more-services')) this.touch('more-services');
      else if (shows(world, 'menu', 'service')) return this.touch('finish');
      else this.#place(this.#script.card);
    }
  }

  async #liftWhileAsked(): Promise<void> {
    await this.#world.until(() => shows(this.#world, 'asking-issuer'), 1_000);
    this.#take();
    await this.#world.pass(LOOK_MS);
  }

  #offers(verb: Verb, arg?: string): boolean {
    return this.#world.view?.controls.some((control) => control.verb === verb && control.arg === arg) ?? false;
  }

  async #bring(value: number): Promise<boolean> {
    const world = this.#world;
    const ready = (): boolean => shows(world, 'balance', 'added') && world.view?.cash?.accepts.includes(value) === true;
    await world.until(() => ready() || shows(world, 'same-card', 'claim', 'card-refused', 'out-of-service'), PATIENCE_MS);
    if (shows(world, 'same-card', 'claim')) await this.#cope();
    if (!(await world.until(ready, PATIENCE_MS))) return false;
    if (this.#script.fidgets === true) this.#fidget();
    world.log.write(world.clock.monotonicMs(), `note ${value}`);
    if (world.validator.insertNote(value) !== 'taken-in') return false;
    this.inserted += value;
    await world.until(() => busy(world) || atRest(world), PATIENCE_MS);
    await world.until(() => !busy(world) && atRest(world), PATIENCE_MS);
    return true;
  }

  /** Does what the screen asks for until it asks for nothing more. */
  async #cope(): Promise<void> {
    const world = this.#world;
    for (let round = 0; round < 6; round += 1) {
      await world.until(() => !busy(world), PATIENCE_MS);
      if (shows(world, 'same-card')) {
        if (!(await this.#answerSameCard())) return;
      } else if (shows(world, 'claim')) {
        this.touch('claim-seen');
        await world.until(() => !shows(world, 'claim'), PATIENCE_MS);
        return;
      } else if (!walksAway(this.#script) && world.reader.card === null && !shows(world, 'out-of-service')) {
        // Lifted by a fault: laid down again.
        this.#place(this.#script.card);
        await world.until(() => busy(world), 2_000);
      } else {
        return;
      }
    }
  }

  async #answerSameCard(): Promise<boolean> {
    const world = this.#world;
    const { whenAsked, otherCard, card } = this.#script;
    this.#take();
    await world.pass(1_000);
    if (walksAway(this.#script)) {
      this.touch('give-up-card');
      await world.until(() => shows(world, 'claim', 'attract', 'out-of-service'), PATIENCE_MS);
      this.touch('claim-seen');
      return false;
    }
    if (whenAsked === 'puts-another') {
      this.#place(otherCard);
      await world.pass(3_000);
      this.#take();
      await world.pass(1_000);
    }
    this.#place(card);
    await world.until(() => busy(world) || !shows(world, 'same-card'), 5_000);
    return true;
  }

  #fidget(): void {
    const controls = this.#world.view?.controls ?? [];
    const control = controls[this.#world.random.integer(0, Math.max(0, controls.length - 1))];
    if (control !== undefined && control.verb !== 'finish') this.touch(control.verb, control.arg);
  }

  #place(card: SimulatedCard): void {
    if (this.#world.reader.card !== null) return;
    this.#world.log.write(this.#world.clock.monotonicMs(), 'card placed');
    this.#world.reader.place(card);
  }

  #take(): void {
    if (this.#world.reader.card === null) return;
    this.#world.log.write(this.#world.clock.monotonicMs(), 'card taken');
    this.#world.reader.remove();
  }
}
