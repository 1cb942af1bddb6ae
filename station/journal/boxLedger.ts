import { add, type Dollars, dollars, subtract } from '../../hardware/ports/dollars.ts';
import type { NotesInDoubt } from '../../machines/flows/staff.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { JournalRecord } from './records.ts';

/** Notes that went into a box, as the journal tells it. */
export interface BoxContent {
  readonly notes: number;
  /** NT$ */
  readonly value: Dollars;
  /** Notes beyond these whose value nobody knows. */
  readonly unvalued: number;
  /** Notes in doubt since the box stands there: they may lie in it. */
  readonly inDoubt: readonly DoubtfulNote[];
}

/** A note of which nobody knows where it is. */
export interface DoubtfulNote {
  readonly transaction: TransactionId;
  /** NT$ */
  readonly value: Dollars;
}

/** What a count is compared with. */
export interface Expected extends Omit<BoxContent, 'inDoubt'> {
  readonly inDoubt: NotesInDoubt;
}

/** A box that was taken out. */
export interface TakenBox {
  /** Number of the exchange. */
  readonly exchange: number;
  readonly serial: string;
  readonly seal: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
  /** The records between which its notes are: up to the one that says that another box is in its place. */
  readonly from: number;
  readonly to: number;
  readonly person: string;
  readonly content: BoxContent;
  /** The box that came into its place; null: none yet. */
  readonly next: string | null;
  /** Statements of the exchange that were printed. */
  readonly prints: number;
}

/** A count, and what came of it. */
export interface BoxCount {
  readonly exchange: number;
  readonly serial: string;
  readonly expected: Expected;
  readonly counted: { readonly notes: number; readonly value: Dollars };
  readonly notes: readonly { readonly value: number; readonly count: number }[];
  /** NT$ counted less NT$ expected; null: it is not on record yet. */
  readonly difference: number | null;
  readonly prints: number;
}

export interface BoxState {
  /** Number of the last exchange. */
  readonly exchanges: number;
  /** What stands on the box in the machine; null: nobody ever said. */
  readonly serial: string | null;
  /** What went into it, from this record on. */
  readonly from: number;
  readonly content: BoxContent;
  /** An exchange that is not over. */
  readonly open: TakenBox | null;
  /** Boxes that wait for their count, oldest first. */
  readonly waiting: readonly TakenBox[];
  /** The newest count. */
  readonly last: BoxCount | null;
  /** Test slips that were printed. */
  readonly testPrints: number;
}

const EMPTY: BoxContent = { notes: 0, value: dollars(0), unvalued: 0, inDoubt: [] };

export const NO_BOX: BoxState = { exchanges: 0, serial: null, from: 1, content: EMPTY, open: null, waiting: [], last: null, testPrints: 0 };

/** The box of the machine, folded: what went in, and who took what out. Knows nothing that the journal does not say. */
export class BoxLedger {
  #state: BoxState;

  /** @param state where it continues */
  constructor(state: BoxState = NO_BOX) {
    this.#state = state;
  }

  get state(): BoxState {
    return this.#state;
  }

  /** A note turned out to lie in the box. @param value NT$ */
  put(value: Dollars): void {
    this.#put((content) => withOne(content, value));
  }

  /**
   * Staff says that a note in doubt lies in the box: in the one that it may lie in, also where that was taken out since.
   * @param value NT$
   */
  putDoubtful(transaction: TransactionId, value: Dollars): void {
    const { open, waiting } = this.#state;
    const taken = [...(open === null ? [] : [open]), ...waiting].find(({ content }) => mayHold(content, transaction));
    this.#doubtNoMore(transaction);
    const box = taken === undefined ? undefined : this.find(taken.exchange);
    if (box === undefined) this.put(value);
    else this.#change(box.exchange, { content: withOne(box.content, value) });
  }

  /**
   * That the newest note was kept only the counters had said, and they were contradicted. Where nothing went into the box in the machine,
   * it was said to be in the one that was taken out last.
   * @param value NT$
   */
  takeBack(value: Dollars): void {
    const { content, open, waiting } = this.#state;
    const taken = content.notes > 0 ? undefined : (open ?? waiting.at(-1));
    if (taken === undefined) this.#set({ content: without(content, value) });
    else this.#change(taken.exchange, { content: without(taken.content, value) });
  }

  apply(record: JournalRecord): void {
    switch (record.kind) {
      case 'note-keep.outcome':
        if (record.body.end === 'kept') this.put(dollars(record.body.value));
        else if (record.body.end === 'unknown' && record.transaction !== null) this.#doubt(record.transaction, dollars(record.body.value));
        break;
      case 'note-found':
        this.#doubtNoMore(record.transaction);
        break;
      case 'money-found':
        // A note of another value is another one.
        this.#doubtNoMore(record.transaction, dollars(record.body.value));
        break;
      case 'case-settled': {
        // Who was paid at the counter may be so for a note that lies there all the same; one that is said to lie there is put in by its ledger.
        const { decision, reason } = record.body;
        const saysNothing = decision === 'paid-at-counter' || (decision === 'add-to-card' && reason === 'counters-agree');
        if (!saysNothing) this.#doubtNoMore(record.transaction);
        break;
      }
      case 'case':
        if (record.body.cause === 'unexplained-note') this.#put((content) => ({ ...content, unvalued: content.unvalued + 1 }));
        break;
      case 'box-out':
        this.#takeOut(record);
        break;
      case 'box-in':
        this.#set({ serial: record.body.serial, from: record.seq + 1 });
        this.#change(record.body.exchange, { next: record.body.serial, to: record.seq });
        break;
      case 'exchange-closed': {
        const { open, waiting } = this.#state;
        if (open !== null) this.#set({ open: null, waiting: [...waiting, open] });
        break;
      }
      case 'box-counted':
        this.#count(record);
        break;
      case 'box-variance': {
        const { last } = this.#state;
        if (last?.exchange === record.body.exchange) this.#set({ last: { ...last, difference: record.body.difference } });
        break;
      }
      case 'staff-slip':
        this.#printed(record);
        break;
      case 'carried-over': {
        const { standing, what } = record.body;
        // What became of it the other journal did not know.
        const isPending = record.transaction !== null && what.kind === 'cash' && standing === 'note-pending';
        if (isPending) this.#doubt(record.transaction, dollars(what.value));
        break;
      }
      case 'box-carried-over':
        this.#carriedOver(record);
        break;
      case 'boot':
      case 'cash-ready':
      case 'cash-unit':
      case 'note-escrow':
      case 'note-returned':
      case 'note-keep.intent':
      case 'note-under-way':
      case 'note-told':
      case 'card-write.intent':
      case 'card-write.outcome':
      case 'act.intent':
      case 'act.answer':
      case 'card-change.intent':
      case 'card-change.outcome':
      case 'card-evidence':
      case 'clock-confirmed':
      case 'act.released':
      case 'act.closed':
      case 'claim':
      case 'slip':
      case 'commissioned':
      case 'repaired':
      case 'staff-carried-over':
      case 'not-begun':
      case 'staff-roster':
      case 'staff-entry':
      case 'staff-left':
      case 'staff-refused':
      case 'staff-pin':
      case 'door':
      case 'case-signed':
      case 'case-withdrawn':
      case 'case-doubted':
      case 'checkpoint':
      case 'centre-keeps':
      case 'archive-pruned':
      case 'service-set':
      case 'day-statement':
        break;
    }
  }

  /** Another box than the one that somebody put in. @param serial as it stands on the box that is taken out */
  isOther(serial: string): boolean {
    return this.#state.serial !== null && this.#state.serial !== serial;
  }

  /** Of what was put in under the journal before this one, this journal says nothing but that: numbers of records there are none here. */
  #carriedOver({ seq, body }: Extract<JournalRecord, { kind: 'box-carried-over' }>): void {
    const here = (box: TakenBox): TakenBox => ({ ...box, from: seq, to: seq });
    // Notes whose end was open were carried over before.
    const content = { ...body.content, inDoubt: [...body.content.inDoubt, ...this.#state.content.inDoubt] };
    this.#set({ ...body, content, from: seq, open: body.open === null ? null : here(body.open), waiting: body.waiting.map(here) });
  }

  #doubt(transaction: TransactionId, value: Dollars): void {
    this.#put((content) => ({ ...content, inDoubt: [...content.inDoubt, { transaction, value }] }));
  }

  /** @param value NT$ of what turned out not to lie there; left out: whatever its value is */
  #doubtNoMore(transaction: TransactionId | null, value?: Dollars): void {
    const { content, open, waiting } = this.#state;
    const known = ({ inDoubt, ...rest }: BoxContent): BoxContent => ({
      ...rest,
      inDoubt: inDoubt.filter((each) => each.transaction !== transaction || (value !== undefined && each.value !== value)),
    });
    const box = (taken: TakenBox): TakenBox => ({ ...taken, content: known(taken.content) });
    this.#set({ content: known(content), open: open === null ? null : box(open), waiting: waiting.map(box) });
  }

  /** Where no box is in the machine nothing can have gone in since: what is told then lies in the one that was taken out. */
  #put(one: (content: BoxContent) => BoxContent): void {
    const { content, open } = this.#state;
    if (open?.next === null) this.#change(open.exchange, { content: one(open.content) });
    else this.#set({ content: one(content) });
  }

  #takeOut({ seq, wallMs, body }: Extract<JournalRecord, { kind: 'box-out' }>): void {
    const { content, from } = this.#state;
    const { exchange, serial, seal, person } = body;
    const open = { exchange, serial, seal, atMs: wallMs, from, to: seq, person, content, next: null, prints: 0 };
    this.#set({ exchanges: exchange, serial: null, content: EMPTY, open });
  }

  #count({ body: { exchange, notes } }: Extract<JournalRecord, { kind: 'box-counted' }>): void {
    const box = this.#state.waiting.find((each) => each.exchange === exchange);
    if (box === undefined) return;
    const counted = notes.reduce((sum, { value, count }) => ({ notes: sum.notes + count, value: dollars(sum.value + value * count) }), {
      notes: 0,
      value: dollars(0),
    });
    const { serial, content } = box;
    const { inDoubt, ...rest } = content;
    const value = inDoubt.reduce((sum, each) => add(sum, each.value), dollars(0));
    const expected: Expected = { ...rest, inDoubt: { notes: inDoubt.length, value } };
    this.#set({
      waiting: this.#state.waiting.filter((each) => each !== box),
      last: { exchange, serial, expected, counted, notes, difference: null, prints: 0 },
    });
  }

  #printed({ body: { what, number, printed } }: Extract<JournalRecord, { kind: 'staff-slip' }>): void {
    if (what === 'test') {
      this.#set({ testPrints: number });
      return;
    }
    if (!printed || what === 'day') return;
    const { last } = this.#state;
    if (what === 'count') {
      if (last?.exchange === number) this.#set({ last: { ...last, prints: last.prints + 1 } });
      return;
    }
    const box = this.find(number);
    if (box !== undefined) this.#change(number, { prints: box.prints + 1 });
  }

  /** A box that was taken out and is not counted yet. */
  find(exchange: number): TakenBox | undefined {
    const { open, waiting } = this.#state;
    return [...(open === null ? [] : [open]), ...waiting].find((each) => each.exchange === exchange);
  }

  #change(exchange: number, change: Partial<TakenBox>): void {
    const { open, waiting } = this.#state;
    const changed = (each: TakenBox): TakenBox => (each.exchange === exchange ? { ...each, ...change } : each);
    this.#set({ open: open === null ? null : changed(open), waiting: waiting.map(changed) });
  }

  #set(change: Partial<BoxState>): void {
    this.#state = { ...this.#state, ...change };
  }
}

function mayHold({ inDoubt }: BoxContent, note: TransactionId): boolean {
  return inDoubt.some(({ transaction }) => transaction === note);
}

/** @param value NT$ of one note */
function withOne(content: BoxContent, value: Dollars): BoxContent {
  return { ...content, notes: content.notes + 1, value: add(content.value, value) };
}

/** @param value NT$ of one note */
function without(content: BoxContent, value: Dollars): BoxContent {
  return { ...content, notes: Math.max(0, content.notes - 1), value: dollars(Math.max(0, content.value - value)) };
}

/** NT$ counted less NT$ expected. */
export function differenceOf({ expected, counted }: Pick<BoxCount, 'expected' | 'counted'>): number {
  return subtract(counted.value, expected.value);
}
