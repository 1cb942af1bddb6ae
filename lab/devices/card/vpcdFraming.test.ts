import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../hardware/ports/hex.ts';
import { VpcdFraming } from './vpcdFraming.ts';

const bytes = (hex: string): Uint8Array => fromHex(hex);

describe('the wire to the virtual reader', () => {
  it('tells commands from control bytes', () => {
    const { messages, hurry } = new VpcdFraming().receive(bytes('0001 01 0001 02 0001 04 0005 ffca000000 0001 00 0001 05'));
    expect(messages).toEqual([
      { type: 'power-on' },
      { type: 'reset' },
      { type: 'get-atr' },
      { type: 'apdu', command: bytes('ffca000000') },
      { type: 'power-off' },
      { type: 'apdu', command: bytes('05') },
    ]);
    expect(hurry).toHaveLength(0);
  });

  it('hurries a message whose length came alone, and owes one byte to the next reply', () => {
    const framing = new VpcdFraming();
    expect(toHex(framing.receive(bytes('0005')).hurry)).toBe('00');
    expect(framing.receive(bytes('ffca')).hurry).toHaveLength(0);
    expect(framing.receive(bytes('000000')).messages).toHaveLength(1);
    expect(toHex(framing.reply(bytes('9000')))).toBe('029000');
    expect(toHex(framing.reply(bytes('9000')))).toBe('00029000');
  });

  it('keeps the debt over messages that have no reply', () => {
    const framing = new VpcdFraming();
    framing.receive(bytes('0001'));
    framing.receive(bytes('00'));
    expect(framing.receive(bytes('0001')).hurry).toHaveLength(0);
    framing.receive(bytes('04'));
    expect(toHex(framing.reply(bytes('3b00')))).toBe('023b00');
  });

  it('never hangs up in the middle of a length', () => {
    const framing = new VpcdFraming();
    expect(framing.farewell()).toHaveLength(0);
    framing.receive(bytes('0005'));
    expect(toHex(framing.farewell())).toBe('00');
    expect(framing.farewell()).toHaveLength(0);
  });

  it('cannot announce more than 255 bytes', () => {
    expect(new VpcdFraming().reply(new Uint8Array(255))).toHaveLength(257);
    expect(() => new VpcdFraming().reply(new Uint8Array(256))).toThrow(RangeError);
  });

  it('says the same to the driver however the driver’s bytes were cut', () => {
    const message = fc.oneof(
      fc.uint8Array({ minLength: 2, maxLength: 40 }),
      fc.constantFrom(0, 1, 2, 4).map((control) => Uint8Array.of(control)),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (sent, cuts) => {
        const stream = sent.flatMap((body) => [body.length >> 8, body.length & 0xff, ...body]);
        const framing = new VpcdFraming();
        const received: string[] = [];
        const replies: number[] = [];
        for (let at = 0; at < stream.length; ) {
          const length = cuts.next().value ?? 1;
          const { messages, hurry } = framing.receive(Uint8Array.from(stream.slice(at, at + length)));
          at += length;
          replies.push(...hurry);
          for (const one of messages) {
            received.push(one.type === 'apdu' ? toHex(one.command) : one.type);
            if (one.type === 'apdu' || one.type === 'get-atr') replies.push(...framing.reply(bytes('3b00')));
          }
        }
        replies.push(...framing.farewell());
        const names = ['power-off', 'power-on', 'reset', '', 'get-atr'];
        expect(received).toEqual(sent.map((body) => (body.length === 1 ? names[body[0] ?? 0] : toHex(body))));
        // What the driver sees: whole replies, and at most one of length zero, the farewell.
        const seen = toHex(Uint8Array.from(replies));
        expect(seen).toMatch(/^(00023b00)*(0000)?$/);
      }),
    );
  });
});
