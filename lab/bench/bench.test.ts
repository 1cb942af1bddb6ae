import { describe, expect, it } from 'vitest';
import { SimulatedAuxiliaries } from '../devices/auxiliaries/simulatedAuxiliaries.ts';
import { SimulatedPrinter } from '../devices/printer/simulatedPrinter.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import { dockCommandSchema, type DockState } from '../../link/dock.ts';
import { WIRE_FAULTS } from '../world/wireFaults.ts';
import { Bench, type BenchAcceptor, type BenchCards, LOOK_MS } from './bench.ts';
import { ACTS } from '../../station/issuer/protocol/operations.ts';
import { companionMessageSchema, MAINS_OFF_MS } from '../../link/companionLink.ts';

/** Acceptor and cards that only write down what hands do to them. */
function setUp() {
  const clock = new VirtualClock();
  const done: string[] = [];
  const note = (what: string) => (): void => {
    done.push(what);
  };
  let notesKept = 0;
  const acceptor: BenchAcceptor & { keepsNote(): void } = {
    insertNote: (value) => done.push(`insert ${value}`),
    jamNextNote: note('jam'),
    clearJam: note('clear'),
    powerOff: note('acceptor off'),
    powerOn: note('acceptor on'),
    state: () => ({ power: 'on', accepts: [100], jammed: false, notesKept }),
    keepsNote: () => {
      notesKept += 1;
    },
  };
  const cards: BenchCards = {
    place: (id) => done.push(`place ${id}`),
    layBeside: note('lay beside'),
    remove: note('remove'),
    pullWhileWriting: (block, when) => done.push(`pull ${when} ${block}`),
    powerOff: note('reader off'),
    powerOn: note('reader on'),
    state: () => [{ id: 'a', label: 'An EasyCard', group: 'sound', balance: 120, placed: false }],
  };
  const network = {
    plugged: true,
    setPlug: (plugged: boolean) => {
      network.plugged = plugged;
    },
    failNext: (fault: string, { on }: { on?: string | readonly string[] }) => done.push(`${fault} ${String(on)}`),
  };
  const printer = new SimulatedPrinter(clock);
  const auxiliaries = new SimulatedAuxiliaries();
  const states: DockState[] = [];
  const bench = new Bench({ acceptor, cards, printer, auxiliaries, network, clock, onState: (state) => states.push(state) });
  return { bench, clock, done, states, printer, auxiliaries, acceptor };
}

describe('a bench', () => {
  it.each(WIRE_FAULTS)('lets the wire do to the next act what a wire can do: %s', (fault) => {
    const { bench, done } = setUp();
    bench.carryOut(dockCommandSchema.parse({ do: 'fail-next-act', fault }));
    expect(done).toEqual([`${fault} ${String(ACTS)}`]);
  });

  it('does to the parts what it is told', () => {
    const { bench, done, printer, auxiliaries } = setUp();
    bench.carryOut({ do: 'place-card', card: 'a' });
    bench.carryOut({ do: 'lay-beside' });
    bench.carryOut({ do: 'pull-card-while-writing', block: 2, when: 'after' });
    bench.carryOut({ do: 'remove-card' });
    bench.carryOut({ do: 'insert-note', value: 500 });
    bench.carryOut({ do: 'jam-next-note' });
    bench.carryOut({ do: 'clear-jam' });
    bench.carryOut({ do: 'note-unit', power: 'off' });
    bench.carryOut({ do: 'note-unit', power: 'on' });
    bench.carryOut({ do: 'paper', paper: 'out' });
    bench.carryOut({ do: 'operator-switch', position: 'maintenance' });
    bench.carryOut({ do: 'fail-next-act', fault: 'answer-lost' });
    expect(done).toEqual([
      'place a',
      'lay beside',
      'pull after 2',
      'remove',
      'insert 500',
      'jam',
      'clear',
      'acceptor off',
      'acceptor on',
      expect.stringMatching(/^answer-lost activation,.*pass$/),
    ]);
    bench.carryOut({ do: 'network', network: 'cut' });
    expect(bench.state().network).toBe('cut');
    bench.carryOut({ do: 'network', network: 'up' });
    expect(bench.state().network).toBe('up');
    expect([printer.paper, auxiliaries.operatorSwitch]).toEqual(['out', 'maintenance']);
  });

  it('takes the power of every part that has a plug, and gives it back', async () => {
    const { bench, clock, done, printer } = setUp();
    bench.carryOut({ do: 'cut-power' });
    expect(done).toEqual(['acceptor off', 'reader off']);
    expect(await printer.getPaper()).toMatchObject({ ok: false });
    clock.advance(MAINS_OFF_MS - 1);
    expect(done).toHaveLength(2);
    clock.advance(1);
    expect(done.slice(2)).toEqual(['acceptor on', 'reader on']);
    expect(await printer.getPaper()).toMatchObject({ ok: true });
  });

  it('begins the time anew when the power is cut again', () => {
    const { bench, clock, done } = setUp();
    bench.carryOut({ do: 'cut-power' });
    clock.advance(MAINS_OFF_MS - 1);
    bench.carryOut({ do: 'cut-power' });
    clock.advance(MAINS_OFF_MS - 1);
    expect(done.filter((what) => what.endsWith(' on'))).toEqual([]);
    clock.advance(1);
    expect(done.filter((what) => what.endsWith(' on'))).toEqual(['acceptor on', 'reader on']);
  });

  it('tells its state at once, and then only when something has changed, also by itself', () => {
    const { bench, clock, states, acceptor } = setUp();
    bench.start();
    expect(states).toEqual([
      {
        cards: [{ id: 'a', label: 'An EasyCard', group: 'sound', balance: 120, placed: false }],
        acceptor: { power: 'on', accepts: [100], jammed: false, notesKept: 0 },
        paper: 'full',
        operatorSwitch: 'run',
        door: 'closed',
        network: 'up',
        slips: [],
      },
    ]);
    clock.advance(10 * LOOK_MS);
    expect(states).toHaveLength(1);
    acceptor.keepsNote();
    clock.advance(LOOK_MS);
    expect(states.map((state) => state.acceptor.notesKept)).toEqual([0, 1]);
    bench.carryOut({ do: 'paper', paper: 'out' });
    expect(states.at(-1)?.paper).toBe('out');
    bench.stop();
    expect(clock.pending).toBe(0);
  });

  it('shows the newest three slips, each once, in a form that the shell lets through', async () => {
    const { bench, clock, printer } = setUp();
    for (const id of ['a', 'b', 'c', 'd', 'c']) {
      await clock.resolve(
        printer.print({
          id,
          font: 'noto-sans-tc',
          lines: [{ kind: 'title', text: id }, { kind: 'rule' }, { kind: 'pair', label: 'Added', value: '100' }],
        }),
      );
    }
    const state = bench.state();
    expect(state.slips.map(({ id }) => id)).toEqual(['c', 'd', 'b']);
    expect(companionMessageSchema.safeParse({ type: 'state', state }).success).toBe(true);
  });
});
