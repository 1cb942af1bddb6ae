import type { Auxiliaries } from '../../hardware/ports/auxiliaries.ts';
import type { CashAcceptor } from '../../hardware/ports/cashAcceptor.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { ReceiptPrinter } from '../../hardware/ports/receiptPrinter.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import { type CardReaderBench, cardReaderBench, type CardReaderBenchParts } from '../devices/card/cardReaderBench.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import type { VisitEvent } from '../../machines/flows/visit/visit.ts';

import { createCardSeal } from '../../station/journal/cardSeal.ts';
import { Journal } from '../../station/journal/journal.ts';
import { MemoryJournalStore } from '../../station/journal/testing.ts';
import { createLog } from '../../hardware/ports/log.ts';
import type { EffectDeps } from '../../station/effects/deps.ts';

const offline = { kind: 'offline', detail: '' } as const;

const noPrinter: ReceiptPrinter = {
  getPaper: () => Promise.resolve(fail(offline)),
  print: () => Promise.resolve(fail(offline)),
};

const noAuxiliaries: Auxiliaries = {
  onOperatorSwitch: () => undefined,
  onDoor: () => undefined,
  onFault: () => undefined,
  light: () => undefined,
  ringForStaff: () => undefined,
};

/** A line on which nobody answers. */
export const silentLine = {
  open: () => Promise.resolve(ok()),
  close: () => Promise.resolve(),
  write: () => undefined,
  onData: () => undefined,
  onLost: () => undefined,
};

/** What the effects work with, on a virtual clock: a real card driver on a simulated reader, a journal in memory. */
export interface EffectBench {
  readonly deps: EffectDeps;
  readonly cards: CardReaderBench;
  readonly store: MemoryJournalStore;
  /** What the machines were told, in order. */
  readonly told: VisitEvent[];
}

export function effectBench(acceptor: (clock: Clock) => CashAcceptor, parts: CardReaderBenchParts = {}): EffectBench {
  const cards = cardReaderBench(parts);
  const { clock } = cards;
  const random = new SeededRandom(1);
  const seal = createCardSeal(new Uint8Array(32), random);
  const store = new MemoryJournalStore();
  const told: VisitEvent[] = [];
  const deps: EffectDeps = {
    journal: new Journal({ store, clock, bootId: 'boot' }),
    seal,
    reader: cards.cardReader,
    acceptor: acceptor(clock),
    printer: noPrinter,
    auxiliaries: noAuxiliaries,
    issuer: null,
    lockList: { isListed: () => false },
    clock,
    clockWatch: { judge: () => 'right', bestMs: () => clock.wallMs() },
    random,
    site: { station: '市政府', machine: 'BL18-03' },
    cardRecord: { place: 1, device: 1 },
    picture: () => {
      throw new Error('nobody looks at this bench');
    },
    staff: null,
    software: 'test',
    log: createLog(() => undefined, clock),
    dispatch: (event) => told.push(event),
  };
  return { deps, cards, store, told };
}
