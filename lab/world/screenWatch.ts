import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { limits } from '../../machines/flows/limits.ts';
import type { Verb, View } from '../../machines/view/view.ts';
import type { Ledger, ReturnedNote } from '../../station/journal/ledger.ts';
import { findFalseWords, findUntold } from './noteInvariants.ts';
import { findBrokenPromises, ToldUndone } from './promises.ts';

/** What of a world the words on a screen are held against. */
export interface Truths {
  readonly ledger: Ledger;
  readonly records: readonly StoredRecord[];
  /** NT$ of every note that the unit gave back. */
  readonly gaveBack: readonly number[];
  /** A note that went back sticks out of the unit's mouth. */
  readonly heldInBezel: boolean;
  /** A record could not be confirmed in this life of the station. */
  readonly journalFailed: boolean;
  readonly monotonicMs: number;
}

/** A return may be told so much later than it was written down, milliseconds: by the next station, and when a claim was read first. */
const TOLD_LATE_MS = limits.returnedToldMs + limits.claimShownMs;

/** What may be pressed while a card is being read: nothing that is about the card. */
const NOT_ABOUT_CARDS: ReadonlySet<Verb> = new Set(['choose-language', 'call-staff']);

/** The balance of a card that is still being read offers nothing: whether the card is served, nobody knows yet. */
function findEarlyOffers({ screen, card, controls, cash, money, slip, service }: View): string[] {
  if (screen !== 'reading' || card === null) return [];
  const offers = controls.filter(({ verb }) => !NOT_ABOUT_CARDS.has(verb)).map(({ verb }) => verb);
  const faults = offers.map((verb) => `${verb} is offered for a card that is still being read`);
  return cash === null && money === null && slip !== 'offered' && service === null
    ? faults
    : [...faults, 'money is spoken of while its card is read'];
}

/** Everything that the screen says, against the journal and against what really is; and who was told what. */
export class ScreenWatch {
  readonly #undone = new ToldUndone();
  /** Transactions of which something was told on the screen. */
  readonly #told = new Set<string>();
  #screen: string | null = null;
  #bootId = '';
  #lastReturn: ReturnedNote | null = null;
  /** Since when that is on record. */
  #returnedAtMs = Number.NEGATIVE_INFINITY;

  /** What is wrong about this picture. */
  faults(view: View, truths: Truths): string[] {
    const { ledger, gaveBack, journalFailed } = truths;
    this.#undone.hear(view, ledger);
    this.look(truths);
    const faults = [
      ...findBrokenPromises(view, ledger),
      ...findFalseWords(view, ledger, gaveBack, journalFailed),
      ...this.#returned(view, truths),
      ...findEarlyOffers(view),
    ];
    this.#screen = view.screen;
    this.#bootId = view.bootId;
    this.#hear(view, ledger);
    if (view.screen !== 'attract') return faults;
    const begun = new Set(
      truths.records.filter(({ kind, bootId }) => kind === 'note-escrow' && bootId === view.bootId).map(({ txn }) => txn),
    );
    return [...faults, ...findUntold(ledger, ({ id }) => begun.has(id), { transactions: this.#told })];
  }

  /** What was written down that must not be, by what was told. */
  look({ ledger, monotonicMs }: Pick<Truths, 'ledger' | 'monotonicMs'>): string[] {
    if (ledger.lastReturn !== this.#lastReturn) {
      this.#lastReturn = ledger.lastReturn;
      this.#returnedAtMs = monotonicMs;
    }
    return this.#undone.findWritten(ledger);
  }

  /** A screen that begins to tell of a return has one behind it; and it does not leave a note that is still to be taken. */
  #returned(view: View, { heldInBezel, journalFailed, monotonicMs }: Truths): string[] {
    const before = this.#screen === 'note-returned' && this.#bootId === view.bootId;
    const now = view.screen === 'note-returned';
    if (now && !before && !journalFailed && monotonicMs - this.#returnedAtMs > TOLD_LATE_MS) {
      return ['the screen tells of a returned note, and none is on record since'];
    }
    const elsewhere = view.screen === 'attract' || view.screen === 'balance' || view.screen === 'added';
    return before && elsewhere && heldInBezel ? ['the screen leaves a returned note that is still to be taken'] : [];
  }

  #hear(view: View, ledger: Ledger): void {
    if (view.claim !== null) this.#told.add(view.claim.transaction);
    if (view.screen === 'note-returned' && ledger.lastReturn !== null && ledger.lastReturn.transaction !== null) {
      this.#told.add(ledger.lastReturn.transaction);
    }
    if (view.screen !== 'same-card') return;
    for (const one of ledger.transactions) if (one.note === 'kept' && one.write !== 'written') this.#told.add(one.id);
  }
}
