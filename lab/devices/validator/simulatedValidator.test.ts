import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../hardware/ports/hex.ts';
import { encodeFrame, FrameDecoder, type SequenceBit } from '../../../hardware/ssp/frame.ts';
import { SeededRandom } from '../seededRandom.ts';
import { VirtualClock } from '../virtualClock.ts';
import type { ValidatorChoice } from './config.ts';
import { SimulatedValidator } from './simulatedValidator.ts';

/** A host that says exactly what it is told to say. */
class PlainHost {
  readonly clock = new VirtualClock();
  readonly heard: string[] = [];
  readonly seen: string[] = [];
  readonly validator: SimulatedValidator;
  changes = 0;
  #sequence: SequenceBit = 0;
  #wire = '';

  constructor(config: ValidatorChoice = {}) {
    this.validator = new SimulatedValidator({
      clock: this.clock,
      random: new SeededRandom('plain'),
      config,
      onHostFrame: (data, phase) => this.seen.push(`${phase} ${toHex(data)}`),
      onChange: () => {
        this.changes += 1;
      },
    });
    this.listen(this.validator);
  }

  listen(validator: SimulatedValidator): void {
    validator.onSend((bytes) => {
      this.#wire = toHex(bytes);
      for (const decoded of new FrameDecoder().push(bytes)) {
        this.heard.push(decoded.kind === 'frame' ? toHex(decoded.frame.data) : decoded.reason);
      }
    });
  }

  /** Sends a new command; answers the DATA of the reply, or null when there is none. */
  say(hex: string): string | null {
    // SYNC carries bit 1, so that the command after it carries 0.
    this.#sequence = hex === '11' || this.#sequence === 0 ? 1 : 0;
    return this.repeat(hex);
  }

  /** Sends it with the same sequence bit as the last one. */
  repeat(hex: string): string | null {
    const before = this.heard.length;
    this.validator.receive(encodeFrame({ sequence: this.#sequence, address: 0, data: fromHex(hex) }));
    return this.heard[before] ?? null;
  }

  get wire(): string {
    return this.#wire;
  }

  /** SYNC, protocol 8, all channels open, enabled, start-up events heard. */
  open(): void {
    this.say('11');
    this.say('0608');
    this.say('02ffff');
    this.say('0a');
    this.say('07');
  }

  /** A note in escrow, told to the host. */
  escrow(value = 500): void {
    this.validator.insertNote(value);
    this.clock.advance(500);
    this.say('07');
  }
}

let host: PlainHost;

beforeEach(() => {
  host = new PlainHost();
});

describe('a simulated validator answers', () => {
  it('SYNC and POLL byte by byte as the manual prints them', () => {
    expect(host.say('11')).toBe('f0');
    expect(host.wire).toBe('7f8001f02380');
    expect(host.say('07')).toBe('f0f1e8');
  });

  it('what it is', () => {
    host.open();
    expect(host.say('0c')).toBe('f0004058d3');
    expect(host.say('05')).toMatch(/^f00030343135545744000000050000000000/);
    expect(host.say('20')).toMatch(/^f0/);
    expect(host.say('58')).toBe(`f005${'00'.repeat(20)}`);
  });

  it('a setup without 32-bit values before protocol 6 was agreed on', () => {
    host.say('11');
    expect(host.say('05')).toHaveLength(2 * 27);
    expect(host.say('0608')).toBe('f0');
    expect(host.say('05')).toHaveLength(2 * 62);
    expect(host.say('0609')).toBe('f8');
  });

  it('unknown commands, wrong parameters and other addresses like a real one', () => {
    host.say('11');
    expect(host.say('56')).toBe('f2');
    expect(host.say('0701')).toBe('f3');
    expect(host.say('0600')).toBe('f4');
    expect(host.say('08')).toBe('f5');
    expect(host.say('18')).toBe('f8');
    host.heard.length = 0;
    host.validator.receive(encodeFrame({ sequence: 1, address: 0x10, data: fromHex('07') }));
    expect(host.heard).toEqual([]);
  });

  it('a repeated command with the same bytes, without acting twice', () => {
    host.open();
    host.escrow();
    const accepted = host.say('07');
    expect(accepted).toBe('f0cc');
    host.clock.advance(700);
    expect(host.repeat('07')).toBe(accepted);
    expect(host.say('07')).toBe('f0ee03eb');
    expect(host.repeat('07')).toBe('f0ee03eb');
    expect(host.say('07')).toBe('f0');
  });

  it('nothing to bytes that are no packet', () => {
    host.validator.receive(fromHex('00ff7f7f80'));
    host.validator.receive(fromHex('7f8001071203'));
    expect(host.heard).toEqual([]);
  });

  it('never throws, whatever it hears', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 30 }), (data) => {
        host.validator.receive(encodeFrame({ sequence: 0, address: 0, data }));
        host.validator.receive(data);
        expect(host.validator.truth.kept).toEqual([]);
      }),
    );
  });
});

describe('a note in a simulated validator', () => {
  it('is read, held, stacked, credited, counted', () => {
    host.open();
    expect(host.validator.insertNote(500)).toBe('taken-in');
    expect(host.say('07')).toBe('f0ef00');
    expect(host.validator.insertNote(100)).toBe('refused-busy');
    host.clock.advance(500);
    expect(host.say('07')).toBe('f0ef03');
    expect(host.say('18')).toBe('f0');
    host.clock.advance(5_000);
    expect(host.validator.phase).toBe('escrow');
    expect(host.say('07')).toBe('f0cc');
    host.clock.advance(400);
    expect(host.validator.truth).toEqual({ kept: [500], returned: [], inPath: null });
    expect(host.say('07')).toBe('f0ee03cc');
    host.clock.advance(300);
    expect(host.say('07')).toBe('f0eb');
    expect(host.validator.counters).toMatchObject({ stacked: 1, rejected: 0 });
  });

  it('is accepted only by a poll after the host was told of it', () => {
    host.open();
    host.validator.insertNote(500);
    host.clock.advance(500);
    expect(host.say('58')).toMatch(/^f005/);
    expect(host.say('07')).toBe('f0ef03');
    expect(host.validator.phase).toBe('escrow');
  });

  it('goes back by the word of the host, with its reason', () => {
    host.open();
    host.escrow();
    expect(host.say('08')).toBe('f0');
    expect(host.say('07')).toBe('f0ed');
    host.clock.advance(400);
    expect(host.say('07')).toBe('f0ec');
    expect(host.say('17')).toBe('f008');
    expect(host.validator.truth.returned).toEqual([500]);
    expect(host.validator.counters.rejected).toBe(1);
  });

  it('goes back when nobody says anything for ten seconds, and the unit disables itself', () => {
    host.open();
    host.escrow();
    host.clock.advance(9_999);
    expect(host.validator.phase).toBe('escrow');
    host.clock.advance(2_000);
    expect(host.validator.truth.returned).toEqual([500]);
    expect(host.say('07')).toBe('f0ece8');
    expect(host.validator.insertNote(100)).toBe('refused-inhibited');
  });

  it('is not taken in by a unit that is closed, disabled or without a box', () => {
    host.say('11');
    expect(host.validator.insertNote(100)).toBe('refused-inhibited');
    host.say('0a');
    expect(host.validator.insertNote(100)).toBe('refused-inhibited');
    host.say('020100');
    host.validator.removeCashBox();
    expect(host.validator.insertNote(100)).toBe('refused-inhibited');
    host.validator.replaceCashBox();
    expect(host.validator.insertNote(100)).toBe('taken-in');
  });

  it('comes back when its channel is not open', () => {
    host.open();
    host.say('020100');
    expect(host.validator.insertNote(200)).toBe('taken-in');
    host.clock.advance(2_000);
    expect(host.validator.truth.returned).toEqual([200]);
    expect(host.say('17')).toBe('f006');
  });
});

describe('a power cut of a simulated validator', () => {
  it.each([
    ['reading', 'f0f1e100e8', [], [500]],
    ['escrow', 'f0f1e103e8', [], [500]],
    ['transport', 'f0f1e103e8', [], [500]],
    ['stowing', 'f0f1e203e8', [500], []],
  ] as const)('while %s', (phase, told, kept, returned) => {
    host.open();
    host.validator.insertNote(500);
    const step = (): void => {
      if (host.validator.phase === 'escrow') host.say('07');
      else host.clock.runNext();
    };
    while (host.validator.phase !== phase) step();
    const counted = kept.length;
    expect(host.validator.counters.stacked).toBe(counted);
    host.validator.powerOff();
    expect(host.say('07')).toBeNull();
    expect(host.validator.insertNote(100)).toBe('refused-off');
    host.clock.advance(60_000);
    host.validator.powerOn();
    expect(host.say('07')).toBeNull();
    host.clock.advance(2_000);
    expect(host.say('11')).toBe('f0');
    expect(host.say('07')).toBe(told);
    expect(host.validator.truth).toEqual({ kept, returned, inPath: null });
    expect(host.validator.counters.stacked).toBe(counted);
  });

  it('forgets what was not told yet, but not what was counted', () => {
    host.open();
    host.escrow();
    host.say('07');
    host.clock.advance(700);
    host.validator.powerOff();
    host.validator.powerOn();
    host.clock.advance(2_000);
    host.say('11');
    expect(host.say('07')).toBe('f0f1e8');
    expect(host.validator.counters.stacked).toBe(1);
  });

  it('within a command ends it there', () => {
    host.open();
    const before = host.seen.length;
    const cutting = new SimulatedValidator({
      clock: host.clock,
      random: new SeededRandom('cut'),
      onHostFrame: (_, phase) => {
        if (phase === 'after') cutting.powerOff();
      },
    });
    host.listen(cutting);
    host.heard.length = 0;
    cutting.receive(encodeFrame({ sequence: 1, address: 0, data: fromHex('11') }));
    expect(host.heard).toEqual([]);
    expect(cutting.powered).toBe(false);
    expect(host.seen).toHaveLength(before);
  });
});

describe('a planned fault', () => {
  it('strikes the operation it is meant for, as often as planned', () => {
    host.open();
    host.validator.faults.failNext('hold', 'lost-reply');
    host.validator.faults.failRepeatedly('any', 'lost-command', 2);
    expect(host.say('18')).toBeNull();
    expect(host.repeat('18')).toBeNull();
    expect(host.repeat('18')).toBeNull();
    expect(host.repeat('18')).toBe('f8');
  });

  it('of a garbled reply leaves the true one for the repeat', () => {
    host.open();
    host.validator.faults.failNext('poll', 'garbled-reply');
    expect(host.say('07')).toBe('checksum');
    expect(host.repeat('07')).toBe('f0');
  });

  it('lasts until it is cleared', () => {
    host.open();
    host.validator.faults.failRepeatedly('getCounters', 'counters-unsupported');
    expect([host.say('58'), host.say('58')]).toEqual(['f2', 'f2']);
    host.validator.faults.clear();
    expect(host.say('58')).toMatch(/^f005/);
  });

  it.each([
    ['jam-safe', 'f0ea', 0, 500],
    ['jam-unsafe', 'f0e9', 0, 500],
    ['credit-unreported', 'f0cc', 1, null],
    ['credit-reported-twice', 'f0ee03cc', 1, null],
  ] as const)('in the note path does what it says: %s', (fault, told, stacked, inPath) => {
    host.open();
    host.escrow();
    host.validator.faults.failNext('stack', fault);
    host.say('07');
    host.clock.advance(400);
    expect(host.say('07')).toBe(told);
    expect(host.validator.counters.stacked).toBe(stacked);
    expect(host.validator.truth.inPath).toBe(inPath);
    host.clock.advance(300);
    const rest = [host.say('07'), host.say('07')].join();
    expect(rest.includes('ee03')).toBe(fault === 'credit-reported-twice');
  });

  it.each([
    ['early', 1, 1, 1],
    ['on-the-way', 0, 1, 1],
    ['at-credit', 0, 0, 1],
    ['late', 0, 0, 0],
  ] as const)('a unit that counts %s counts before, half-way to, or after the point of no return', (counting, accepted, halfWay, kept) => {
    host = new PlainHost({ counting });
    host.open();
    host.escrow();
    host.say('07');
    const counted = [host.validator.counters.stacked];
    host.clock.advance(200);
    counted.push(host.validator.counters.stacked);
    expect(host.validator.truth).toEqual({ kept: [], returned: [], inPath: 500 });
    host.clock.advance(200);
    expect([...counted, host.validator.counters.stacked]).toEqual([accepted, halfWay, kept]);
    expect(host.validator.truth.kept).toEqual([500]);
  });

  it('a note that was counted on the way may still come back', () => {
    host = new PlainHost({ counting: 'on-the-way' });
    host.open();
    host.escrow();
    host.say('07');
    host.clock.advance(300);
    host.validator.powerOff();
    host.validator.powerOn();
    host.clock.advance(2_000);
    expect(host.validator.counters.stacked).toBe(1);
    expect(host.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
  });

  it('of a jam is cleared by staff or by the start-up of the unit', () => {
    for (const [kind, kept] of [
      ['safe', [500]],
      ['unsafe', []],
    ] as const) {
      host = new PlainHost();
      host.open();
      host.escrow();
      expect(host.validator.jam(kind)).toBe(true);
      host.validator.powerOff();
      host.validator.powerOn();
      host.clock.advance(2_000);
      expect(host.validator.truth.kept).toEqual(kept);
      expect(host.validator.truth.inPath).toBeNull();
    }
    host.open();
    host.escrow();
    host.validator.jam('safe');
    host.validator.clearJam();
    expect(host.validator.truth).toEqual({ kept: [], returned: [500, 500], inPath: null });
    expect(host.validator.jam('safe')).toBe(false);
  });
});

describe('the state of a simulated validator', () => {
  it('goes on from where it was saved, in another process', () => {
    for (let moment = 0; moment < 2_000; moment += 50) {
      host = new PlainHost();
      host.open();
      host.validator.insertNote(500);
      let polled = 0;
      const live = (validator: SimulatedValidator, until: number): void => {
        for (; polled < until; polled += 50) {
          host.clock.advance(50);
          if (polled % 200 === 0) validator.receive(encodeFrame({ sequence: polled % 400 === 0 ? 0 : 1, address: 0, data: fromHex('07') }));
        }
      };
      live(host.validator, moment);
      const saved = JSON.parse(JSON.stringify(host.validator.save())) as ReturnType<SimulatedValidator['save']>;
      host.validator.powerOff();
      const next = new SimulatedValidator({ clock: host.clock, random: new SeededRandom('next') });
      host.listen(next);
      next.restore(saved);
      expect(next.save()).toEqual(saved);
      live(next, 4_000);
      expect(next.truth).toEqual({ kept: [500], returned: [], inPath: null });
      expect(host.heard.join().split('ee03')).toHaveLength(2);
    }
  });

  it('is told to have changed before the reply leaves', () => {
    host.open();
    let changesAtReply = 0;
    host.validator.onSend(() => {
      changesAtReply = host.changes;
    });
    const before = host.changes;
    host.say('07');
    expect(changesAtReply).toBeGreaterThan(before);
  });

  it('is the same for the same seed, and varies by it', () => {
    const readingTime = (seed: string): number => {
      const clock = new VirtualClock();
      const config = { timing: { jitter: 0.5 } };
      const validator = new SimulatedValidator({ clock, random: new SeededRandom(seed), config });
      validator.restore({ ...validator.save(), disabled: false, open: [1] });
      validator.insertNote(100);
      clock.runNext();
      return clock.monotonicMs();
    };
    expect(readingTime('a')).toBe(readingTime('a'));
    expect(readingTime('a')).not.toBe(readingTime('b'));
  });
});
