import { describe, expect, it } from 'vitest';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { SimulatedLine } from '../../lab/devices/validator/simulatedLine.ts';
import { SimulatedValidator } from '../../lab/devices/validator/simulatedValidator.ts';
import type { ValidatorChoice } from '../../lab/devices/validator/config.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { CashDesk, RESET_AGAIN_MS } from './cashDesk.ts';
import type { JournalBodies } from '../journal/records.ts';
import { effectBench } from '../../lab/world/effectBench.ts';

const MINUTE_MS = 60_000;

/** A cash desk on a line, and how often that line was opened and written to. */
function setUp(makeLine: (clock: Clock) => ByteTransport) {
  const count = { opened: 0, written: 0 };
  const bench = effectBench((clock) => {
    const line = makeLine(clock);
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
    return createSspAcceptor({ line: counted, clock });
  });
  const { deps, told } = bench;
  const desk = new CashDesk(deps);
  const units = () =>
    bench.store.rows.filter(({ kind }) => kind === 'cash-unit').map(({ body }) => JSON.parse(body) as JournalBodies['cash-unit']);
  const reasons = (): string[] => told.flatMap((event) => (event.type === 'CASH.OUT' ? [event.why] : []));
  return { clock: bench.cards.clock, desk, told, reasons, count, units };
}

function deaf(open: ByteTransport['open']): ByteTransport {
  return { open, write: () => undefined, onData: () => undefined, onLost: () => undefined, close: () => Promise.resolve() };
}

function unit(clock: Clock, config: ValidatorChoice = {}): SimulatedLine {
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
    ['away', 'cash-box-removed', (part: SimulatedValidator) => part.removeCashBox()],
    ['full', 'cash-box-full', (part: SimulatedValidator) => part.fillCashBox()],
  ] as const)('a cash box that is %s lets no notes in, however often the unit is reset, until it is replaced', async (_, why, spoil) => {
    const parts: SimulatedValidator[] = [];
    const { clock, desk, told, reasons } = setUp((at) => {
      const part = new SimulatedValidator({ clock: at, random: new SeededRandom(1) });
      parts.push(part);
      spoil(part);
      return new SimulatedLine(part, { clock: at });
    });
    await clock.resolve(desk.start());
    await clock.advanceAsync(MINUTE_MS);
    expect(new Set(reasons())).toEqual(new Set([why]));
    expect(told.map(({ type }) => type)).not.toContain('CASH.READY');
    parts[0]?.replaceCashBox();
    await clock.advanceAsync(MINUTE_MS);
    expect(told.at(-1)?.type).toBe('CASH.READY');
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

describe('the cash unit on record', () => {
  it('is written down when it is new, and when its cash box goes and comes, with its counts; not at every reset', async () => {
    const parts: SimulatedValidator[] = [];
    const { clock, desk, units } = setUp((at) => {
      const part = new SimulatedValidator({ clock: at, random: new SeededRandom(1) });
      parts.push(part);
      return new SimulatedLine(part, { clock: at });
    });
    await clock.resolve(desk.start());
    await clock.resolve(desk.start());
    expect(units()).toMatchObject([
      { serial: '4217043', capabilities: { escrowItems: 1, counts: true }, storage: [{ status: 'ok', in: 0 }] },
    ]);
    parts[0]?.removeCashBox();
    await clock.advanceAsync(MINUTE_MS);
    parts[0]?.replaceCashBox();
    await clock.advanceAsync(MINUTE_MS);
    expect(units().map(({ storage }) => storage[0]?.status)).toEqual(['ok', 'missing', 'ok']);
  });
});
