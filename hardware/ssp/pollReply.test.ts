import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import { EVENT_TABLE } from './eventTable.ts';
import { decodePollReply, type PollReplyContext } from './pollReply.ts';

const decode = (hex: string, context?: PollReplyContext) => decodePollReply(fromHex(hex), context);
const errorOf = (hex: string, context?: PollReplyContext): string | null => {
  const decoded = decode(hex, context);
  return decoded.ok ? null : decoded.error.kind;
};

const SIZES = { none: 0, channel: 1, error: 1, value: 7, amounts: 15, requests: 23, 'amounts-error': 16 } as const;

describe('the event table', () => {
  it('has 79 events, each code and each name once', () => {
    expect(EVENT_TABLE).toHaveLength(79);
    expect(new Set(EVENT_TABLE.map(([code]) => code)).size).toBe(79);
    expect(new Set(EVENT_TABLE.map(([, name]) => name)).size).toBe(79);
  });

  it.each(EVENT_TABLE)('event %i %s takes exactly its bytes', (code, name, layout) => {
    const counted = layout === 'amounts' || layout === 'requests' || layout === 'amounts-error';
    const payload = Array.from({ length: SIZES[layout] }, (_, index) => (index === 0 ? (counted ? 2 : 1) : 0x41));
    const whole = decodePollReply(Uint8Array.of(0xf0, code, ...payload, 0xeb));
    expect(whole.ok && whole.value.map(({ event }) => event)).toEqual([name, 'stacked']);
    const short = decodePollReply(Uint8Array.of(0xf0, code, ...payload.slice(0, -1)));
    expect(short.ok).toBe(layout === 'none');
  });
});

describe('a poll reply', () => {
  it.each([
    [
      'dispensing in two currencies',
      'f0da02fc080000455552b0040000474250',
      {
        event: 'dispensing',
        amounts: [
          { value: 2300, currency: 'EUR' },
          { value: 1200, currency: 'GBP' },
        ],
      },
    ],
    [
      '23.00 of 50.00 EUR paid',
      'f0dc01fc08000088130000455552',
      { event: 'incomplete-payout', amounts: [{ paid: 2300, requested: 5000, currency: 'EUR' }] },
    ],
    [
      'a jam during a payout',
      'f0b1028813000047 4250d007000045555201',
      {
        event: 'error-during-payout',
        amounts: [
          { value: 5000, currency: 'GBP' },
          { value: 2000, currency: 'EUR' },
        ],
        error: 1,
      },
    ],
    ['a value above 2³¹', 'f0cafffffffF545744', { event: 'note-into-stacker-at-reset', value: 4294967295, currency: 'TWD' }],
  ])('holds the fields of its events: %s', (_, hex, event) => {
    expect(decode(hex)).toEqual({ ok: true, value: [event] });
  });

  it('says nothing at all when a single event of it is unknown', () => {
    expect(decode('f0ee0199ebee02')).toEqual({ ok: false, error: { kind: 'unknown-event', code: 0x99, offset: 3 } });
  });

  it('never reads the payload of an event as further events', () => {
    // NT$610 of value added: its bytes would read as a credit and more.
    expect(decode('f0bf01ee0100e8545744')).toMatchObject({ ok: true, value: [{ event: 'value-added' }] });
    expect(decode('f0bf01f4010000545744')).toMatchObject({ ok: true, value: [{ event: 'value-added', amounts: [{ value: 500 }] }] });
    expect(decode('f0bf0105000000545744')).toMatchObject({ ok: true, value: [{ event: 'value-added', amounts: [{ value: 5 }] }] });
  });

  it('is void when an event runs past its end', () => {
    expect(errorOf('f0ee')).toBe('truncated-event');
    expect(errorOf('f0eeff')).toBeNull();
    expect(errorOf('f0dfe8030000')).toBe('truncated-event');
    expect(errorOf('f0daff01')).toBe('truncated-event');
  });

  it('is void when a channel does not exist', () => {
    expect(errorOf('f0ee05', { channels: 5 })).toBeNull();
    expect(errorOf('f0ee06', { channels: 5 })).toBe('channel-out-of-range');
    expect(errorOf('f0ee00', { channels: 5 })).toBe('channel-out-of-range');
    expect(errorOf('f0ef00e100e200e600', { channels: 5 })).toBeNull();
    expect(errorOf('f0ef06', { channels: 5 })).toBe('channel-out-of-range');
  });

  it('reads a fraud attempt as the unit tells it', () => {
    expect(decode('f0e602')).toEqual({ ok: true, value: [{ event: 'fraud-attempt', channel: 2 }] });
    expect(decode('f0e601e8030000545744', { fraudLayout: 'amounts' })).toEqual({
      ok: true,
      value: [{ event: 'fraud-attempt', amounts: [{ value: 1000, currency: 'TWD' }] }],
    });
  });

  it('is told apart from a refusal and from nonsense', () => {
    expect(decode('f8')).toEqual({ ok: false, error: { kind: 'refused', reply: 'fail' } });
    expect(errorOf('f1')).toBe('bad-reply');
    expect(errorOf('')).toBe('bad-reply');
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 255 }), fc.integer({ min: 0, max: 16 }), (bytes, channels) => {
        const decoded = decodePollReply(Uint8Array.of(0xf0, ...bytes), { channels });
        expect(typeof decoded.ok).toBe('boolean');
      }),
    );
  });
});
