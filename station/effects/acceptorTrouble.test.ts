import { describe, expect, it } from 'vitest';
import type { Auxiliaries } from '../../hardware/ports/auxiliaries.ts';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import type { ReceiptPrinter } from '../../hardware/ports/receiptPrinter.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import { cardReaderBench } from '../../hardware/simulators/card/cardReaderBench.ts';
import { SeededRandom } from '../../hardware/simulators/seededRandom.ts';
import { SimulatedLine } from '../../hardware/simulators/validator/simulatedLine.ts';
import { SimulatedValidator } from '../../hardware/simulators/validator/simulatedValidator.ts';
import type { ValidatorChoice } from '../../hardware/simulators/validator/config.ts';
import { VirtualClock } from '../../hardware/simulators/virtualClock.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import type { VisitEvent } from '../../machines/flows/visit.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import { Journal } from '../journal/journal.ts';
import { MemoryJournalStore } from '../journal/testing.ts';
import { createLog } from '../log.ts';
import { CashDesk, RESET_AGAIN_MS } from './cashDesk.ts';

const MINUTE_MS = 60_000;

/** A cash desk on a line, and how often that line was opened and written to. */
function setUp(makeLine: (clock: VirtualClock) => ByteTransport) {
  const clock = new VirtualClock();
  const line = makeLine(clock);
  const count = { opened: 0, written: 0 };
  const counted: ByteTransport = {
    onData: (listener) => line.onData(listener),
    onLost: (listener) => line.onLost(listener),
    close: () => line.close(),
    open: () => {
      count.opened += 1;
      return line.open();
    },
    write: (bytes) => {
      count.written += 1;
      line.write(bytes);
    },
  };
  const random = new SeededRandom(1);
  const seal = createCardSeal(new Uint8Array(32), random);
  const told: VisitEvent[] = [];
  const offline = { kind: 'offline', detail: '' } as const;
  const printer: ReceiptPrinter = {
    getPaper: () => Promise.resolve(fail(offline)),
    print: () => Promise.resolve(fail(offline)),
  };
  const auxiliaries: Auxiliaries = { onOperatorSwitch: () => undefined, ringForStaff: () => undefined };
  const desk = new CashDesk({
    journal: new Journal({ store: new MemoryJournalStore(), clock, seal, bootId: 'boot' }),
    seal,
    reader: cardReaderBench().cardReader,
    acceptor: createSspAcceptor({ line: counted, clock }),
    printer,
    auxiliaries,
    clock,
    random,
    site: { station: '市政府', machine: 'BL18-03' },
    cardRecord: { place: 1, device: 1 },
    log: createLog(() => undefined, clock),
    dispatch: (event) => told.push(event),
  });
  const reasons = (): string[] => told.flatMap((event) => (event.type === 'CASH.OUT' ? [event.why] : []));
  return { clock, desk, told, reasons, count };
}

function deaf(open: ByteTransport['open']): ByteTransport {
  return { open, write: () => undefined, onData: () => undefined, onLost: () => undefined, close: () => Promise.resolve() };
}

function unit(clock: VirtualClock, config: ValidatorChoice = {}): SimulatedLine {
  return new SimulatedLine(new SimulatedValidator({ clock, random: new SeededRandom(1), config }), { clock });
}

describe('no notes, and why', () => {
  it('a line that is not there is tried again every few seconds, no faster', async () => {
    const { clock, desk, reasons, count } = setUp(() =>
      deaf(() => Promise.resolve(fail({ kind: 'line-absent', detail: 'No such file or directory' }))),
    );
    await clock.resolve(desk.start());
    await clock.advanceAsync(MINUTE_MS);
    expect(new Set(reasons())).toEqual(new Set(['acceptor-line-absent']));
    expect(count).toEqual({ opened: 1 + MINUTE_MS / RESET_AGAIN_MS, written: 0 });
  });

  it('a line on which nobody answers is asked about once a second', async () => {
    const { clock, desk, reasons, count } = setUp(() => deaf(() => Promise.resolve(ok())));
    await clock.resolve(desk.start());
    await clock.advanceAsync(MINUTE_MS);
    expect(new Set(reasons())).toEqual(new Set(['acceptor-silent']));
    expect(count.opened).toBeGreaterThan(3);
    expect(count.written).toBeLessThanOrEqual(MINUTE_MS / 1_000);
  });

  it('a unit for another country is refused', async () => {
    const { clock, desk, reasons } = setUp((at) => unit(at, { currency: 'EUR' }));
    await clock.resolve(desk.start());
    expect(reasons().at(-1)).toBe('acceptor-refused');
  });

  it.each([
    ['tells that it goes', false, 'acceptor-line-absent'],
    ['is suddenly silent', true, 'acceptor-silent'],
  ])('a line that %s closes the note path, and opens it when it is back', async (_, silent, why) => {
    const lines: SimulatedLine[] = [];
    const { clock, desk, told, reasons } = setUp((at) => {
      const line = unit(at);
      lines.push(line);
      return line;
    });
    await clock.resolve(desk.start());
    expect(told.at(-1)?.type).toBe('CASH.READY');
    lines[0]?.cut({ silent });
    await clock.advanceAsync(MINUTE_MS);
    expect(reasons()[0]).toBe(why);
    lines[0]?.restore();
    await clock.advanceAsync(MINUTE_MS);
    expect(told.at(-1)?.type).toBe('CASH.READY');
  });
});
