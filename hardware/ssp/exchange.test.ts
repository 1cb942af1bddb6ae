import { beforeEach, describe, expect, it } from 'vitest';
import type { ByteTransport, LineFault } from '../ports/byteTransport.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import { ok } from '../ports/result.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { command } from './commands.ts';
import { type ExchangeFault, SspExchange } from './exchange.ts';
import { encodeFrame, FrameDecoder, type SequenceBit } from './frame.ts';
import { SSP_LIMITS } from './limits.ts';

/** A line whose far end is the test. */
class HandLine implements ByteTransport {
  readonly sent: string[] = [];
  hear: (bytes: Uint8Array) => void = () => undefined;
  lose: (fault: LineFault) => void = () => undefined;
  open = () => Promise.resolve(ok());
  close = () => Promise.resolve();
  write(bytes: Uint8Array): void {
    for (const decoded of new FrameDecoder().push(bytes)) {
      if (decoded.kind === 'frame') this.sent.push(`${decoded.frame.sequence} ${toHex(decoded.frame.data)}`);
    }
  }
  onData(listener: (bytes: Uint8Array) => void): void {
    this.hear = listener;
  }
  onLost(listener: (fault: LineFault) => void): void {
    this.lose = listener;
  }
  reply(sequence: SequenceBit, hex: string, address = 0): void {
    this.hear(encodeFrame({ sequence, address, data: fromHex(hex) }));
  }
}

let clock: VirtualClock;
let line: HandLine;
let exchange: SspExchange;

beforeEach(() => {
  clock = new VirtualClock();
  line = new HandLine();
  exchange = new SspExchange({ line, clock, limits: SSP_LIMITS, address: 0 });
});

const openLine = async (): Promise<void> => {
  line.sent.length = 0;
  const opening = exchange.open();
  await clock.runUntil(() => line.sent.length === 1);
  line.reply(1, 'f0');
  await opening;
  line.sent.length = 0;
};

const faultOf = async (sent: ReturnType<SspExchange['send']>): Promise<ExchangeFault | null> => {
  const result = await clock.resolve(sent);
  return result.ok ? null : result.error;
};

describe('an exchange', () => {
  it('greets with SYNC and goes on with sequence bit 0, toggling with every new command', async () => {
    const opening = exchange.open();
    await clock.runUntil(() => line.sent.length === 1);
    expect(line.sent).toEqual(['1 11']);
    line.reply(1, 'f0');
    expect(await opening).toEqual({ ok: true });
    for (const sequence of [0, 1, 0] as const) {
      const sent = exchange.send(command('poll'), toHex);
      line.reply(sequence, 'f0');
      expect(await sent).toEqual({ ok: true, value: 'f0' });
    }
    expect(line.sent).toEqual(['1 11', '0 07', '1 07', '0 07']);
  });

  it('does not take a reply that an earlier host left behind for the answer to its greeting', async () => {
    const opening = exchange.open();
    await clock.runUntil(() => line.sent.length === 1);
    line.reply(1, 'f0ee01eb');
    let greeted = false;
    const marked = opening.then(() => {
      greeted = true;
    });
    await clock.advanceAsync(1);
    expect(greeted).toBe(false);
    line.reply(1, 'f0');
    await marked;
  });

  it('repeats the same bytes once a second, 20 times, and then holds the unit for dead', async () => {
    await openLine();
    const sent = exchange.send(command('poll'), toHex);
    await clock.advanceAsync(20_999);
    expect(line.sent).toEqual(Array.from({ length: 21 }, () => '0 07'));
    expect(await faultOf(sent)).toMatchObject({ kind: 'device-dead' });
    expect(clock.monotonicMs()).toBe(21_000);
    expect(await faultOf(exchange.send(command('poll'), toHex))).toMatchObject({ kind: 'device-dead' });
    expect(line.sent).toHaveLength(21);
  });

  it('ignores replies of another sequence bit, of another address, and damaged ones', async () => {
    await openLine();
    const sent = exchange.send(command('poll'), toHex);
    line.reply(1, 'f0aa');
    line.reply(0, 'f0ab', 0x10);
    line.hear(fromHex('7f0001f02381'));
    line.reply(0, 'f0');
    expect(await sent).toEqual({ ok: true, value: 'f0' });
  });

  it('sends one command at a time, the next one only when the reply of the last was digested', async () => {
    await openLine();
    const seen: string[] = [];
    const first = exchange.send(command('poll'), () => seen.push(`digested with ${line.sent.length} sent`));
    const second = exchange.send(command('hold'), () => seen.push(`then with ${line.sent.length} sent`));
    expect(line.sent).toEqual(['0 07']);
    line.reply(0, 'f0');
    expect(line.sent).toEqual(['0 07', '1 18']);
    line.reply(1, 'f0');
    await Promise.all([first, second]);
    expect(seen).toEqual(['digested with 1 sent', 'then with 2 sent']);
  });

  it('is silent once halted, from within a digest too, until it is opened again', async () => {
    await openLine();
    const first = exchange.send(command('poll'), () => exchange.halt('enough'));
    const second = exchange.send(command('hold'), toHex);
    line.reply(0, 'f0');
    expect(await faultOf(first)).toEqual({ kind: 'closed', detail: 'enough' });
    expect(await faultOf(second)).toEqual({ kind: 'closed', detail: 'enough' });
    await clock.advanceAsync(5_000);
    expect(line.sent).toEqual(['0 07']);
    await openLine();
    const third = exchange.send(command('hold'), toHex);
    line.reply(0, 'f0');
    expect((await third).ok).toBe(true);
  });

  it('gives up at once when the line is lost', async () => {
    await openLine();
    const sent = exchange.send(command('poll'), toHex);
    line.lose({ kind: 'line-lost', detail: 'unplugged' });
    line.lose({ kind: 'line-lost', detail: 'told twice' });
    expect(await faultOf(sent)).toEqual({ kind: 'line', detail: 'line-lost: unplugged' });
  });
});
