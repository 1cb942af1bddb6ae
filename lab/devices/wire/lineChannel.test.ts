import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { settle } from '../virtualClock.ts';
import { lineChannel } from './lineChannel.ts';

/** A stream whose far side the test holds. */
class Wire extends Duplex {
  readonly sent: string[] = [];
  override _read(): void {
    // Bytes arrive when the test pushes them.
  }
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.sent.push(chunk.toString());
    done();
  }
}

function channelOver(wire: Wire): { channel: ReturnType<typeof lineChannel>; messages: unknown[]; closed: string[] } {
  const channel = lineChannel(wire);
  const messages: unknown[] = [];
  const closed: string[] = [];
  channel.onMessage((message) => messages.push(message));
  channel.onClose((reason) => closed.push(reason));
  return { channel, messages, closed };
}

describe('a channel of JSON lines', () => {
  it('sends a line for a message', () => {
    const wire = new Wire();
    channelOver(wire).channel.post({ id: 1, do: 'ping' });
    expect(wire.sent).toEqual(['{"id":1,"do":"ping"}\n']);
  });

  it('puts messages together however they were cut', async () => {
    const wire = new Wire();
    const { messages } = channelOver(wire);
    for (const byte of Buffer.from('{"text":"卡片"}\n{"n":2}\n')) {
      wire.push(Buffer.of(byte));
      await settle();
    }
    wire.push('{"n":3}\n{"n":4}\n{"n":');
    await settle();
    expect(messages).toEqual([{ text: '卡片' }, { n: 2 }, { n: 3 }, { n: 4 }]);
  });

  it.each(['nonsense\n', `${' '.repeat(5_000)}`, `"${'x'.repeat(5_000)}"\n`])(
    'ends when the other side sends something else',
    async (text) => {
      const wire = new Wire();
      const { messages, closed } = channelOver(wire);
      wire.push(`${text}{"n":1}\n`);
      await settle();
      expect(messages).toEqual([]);
      expect(closed).toHaveLength(1);
      expect(wire.destroyed).toBe(true);
    },
  );

  it('tells its end once and sends nothing afterwards', async () => {
    const wire = new Wire();
    const { channel, closed } = channelOver(wire);
    wire.destroy(new Error('broken pipe'));
    await settle();
    channel.close();
    channel.post({ n: 1 });
    expect(closed).toEqual(['broken pipe']);
    expect(wire.sent).toEqual([]);
  });
});
