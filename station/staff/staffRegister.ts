import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { type Clock, taipeiDate } from '../../hardware/ports/clock.ts';
import type { Log } from '../../hardware/ports/log.ts';
import type { Random } from '../../hardware/ports/random.ts';
import type { StaffPerson } from '../../machines/flows/staff.ts';
import type { CardSeal } from '../journal/cardSeal.ts';
import type { Journal } from '../journal/journal.ts';
import { waitMsOf } from '../journal/lockOut.ts';
import { isPin, mayBePin, NOBODYS_PIN, type PinSecret, pinSecret, sealPin } from './pin.ts';
import { cardMarkOf, pinMarkOf, readRoster, type Roster, rosterHash, type RosterPerson } from './roster.ts';
import { type OfficeCount, readCount } from './countFile.ts';
import type { StaffSource } from './staffSource.ts';

export interface RegisterParts {
  readonly source: StaffSource;
  readonly journal: Journal;
  readonly seal: CardSeal;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export type Entry =
  | { readonly entered: true; readonly person: StaffPerson; readonly mustChoosePin: boolean }
  | { readonly entered: false; readonly waitMs: number };

/** Who of the staff is who: the roster that holds, the PINs that were chosen here, and who is locked out. */
export class StaffRegister {
  readonly #parts: RegisterParts;
  #roster: Roster | null = null;

  constructor(parts: RegisterParts) {
    this.#parts = parts;
    this.#roster = this.#valid(parts.source.kept(), 'the data folder');
  }

  /** 0: there is no roster. */
  get version(): number {
    return this.#roster?.version ?? 0;
  }

  get oneDecidesUpTo(): number {
    return this.#parts.source.oneDecidesUpTo;
  }

  /**
   * Takes over the newest roster that is offered, if it is newer than any that ever held here.
   * @throws Error when it cannot be kept, or not be recorded
   */
  takeOver(): void {
    const { source, journal, log } = this.#parts;
    const newest = source
      .offered()
      .flatMap(({ name, text }) => {
        const roster = this.#valid(text, name);
        return roster === null ? [] : [{ roster, text }];
      })
      .toSorted((one, other) => other.roster.version - one.roster.version)[0];
    const known = Math.max(this.version, journal.ledger.staff.state.rosterVersion);
    if (newest !== undefined && newest.roster.version > known) {
      source.keep(newest.text);
      this.#roster = newest.roster;
    }
    const roster = this.#roster;
    if (roster === null || roster.version <= journal.ledger.staff.state.rosterVersion) return;
    journal.append('staff-roster', null, { version: roster.version, persons: roster.persons.length, hash: rosterHash(roster) });
    log.write('staff.roster', { version: roster.version, persons: roster.persons.length });
  }

  get exports(): boolean {
    return this.#parts.source.export !== null;
  }

  /** @throws Error when it cannot be written, or something else is read back */
  export(name: string, text: string): void {
    if (this.#parts.source.export?.(name, text) !== text) throw new Error(`${name}: reading it back shows something else`);
  }

  /** What the office counted, as far as it is signed by who signs rosters. */
  officeCounts(): readonly { readonly from: string; readonly count: OfficeCount }[] {
    const { source, log } = this.#parts;
    return source.counts().flatMap(({ name, text }) => {
      const read = readCount(text, source.publicKey);
      if ('count' in read) return [{ from: name, count: read.count }];
      log.write('staff.count-refused', { from: name, why: read.fault });
      return [];
    });
  }

  /** Looks at a card and a PIN. Every try is on record; what was wrong about it is told to nobody. @throws Error when it cannot be recorded */
  enter(card: CardNumber, pin: string): Entry {
    const { journal, seal, clock } = this.#parts;
    const { staff } = journal.ledger;
    const cardHash = seal.cardHashOf(card);
    const known = this.#find(card);
    const about = { card: cardHash, person: known?.person ?? null, role: known?.role ?? null };
    const waitMs = waitMsOf(staff.failuresOf(cardHash), clock.wallMs());
    if (waitMs > 0) {
      journal.append('staff-entry', null, { end: 'locked-out', ...about });
      return { entered: false, waitMs };
    }
    const chosen = known === null ? null : this.#chosenPin(known);
    const right = isPin(pin, chosen ?? known?.pin ?? NOBODYS_PIN);
    if (known === null || !right || this.#isOver(known)) {
      journal.append('staff-entry', null, { end: 'refused', ...about });
      return { entered: false, waitMs: waitMsOf(staff.failuresOf(cardHash), clock.wallMs()) };
    }
    journal.append('staff-entry', null, { end: 'entered', ...about });
    const { person, role, oneTime } = known;
    return { entered: true, person: { person, role }, mustChoosePin: oneTime && chosen === null };
  }

  /** @returns whether the PIN is one that may be chosen. @throws Error when it cannot be recorded */
  choosePin({ person, role }: StaffPerson, pin: string): boolean {
    const { journal, random, seal } = this.#parts;
    const known = this.#roster?.persons.find((each) => each.person === person);
    if (known === undefined || !mayBePin(pin) || isPin(pin, this.#chosenPin(known) ?? known.pin)) return false;
    const secret = seal.sealText(JSON.stringify(sealPin(pin, random)));
    journal.append('staff-pin', null, { person, role, secret, over: pinMarkOf(known) });
    return true;
  }

  #chosenPin(known: RosterPerson): PinSecret | null {
    const { journal, seal } = this.#parts;
    const chosen = journal.ledger.staff.pinOf(known.person);
    return chosen?.over === pinMarkOf(known) ? pinSecret.parse(JSON.parse(seal.openText(chosen.secret))) : null;
  }

  #find(card: CardNumber): RosterPerson | null {
    const mark = cardMarkOf(this.#parts.source.cardKey, card);
    return this.#roster?.persons.find((each) => each.card === mark) ?? null;
  }

  #isOver({ until }: RosterPerson): boolean {
    return taipeiDate(this.#parts.clock.wallMs()) > until;
  }

  /** Older than one that held here already, or not signed: then it is none. */
  #valid(text: string | null, from: string): Roster | null {
    if (text === null) return null;
    const { source, journal, log } = this.#parts;
    const read = readRoster(text, source.publicKey);
    if ('fault' in read) {
      log.write('staff.roster-refused', { from, why: read.fault });
      return null;
    }
    const known = journal.ledger.staff.state.rosterVersion;
    if (read.roster.version < known) {
      log.write('staff.roster-refused', { from, why: `version ${read.roster.version}, and ${known} held here already` });
      return null;
    }
    return read.roster;
  }
}
