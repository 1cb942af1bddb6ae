import { describe, expect, it } from 'vitest';
import { LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { decodeValueBlock, encodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import { fromHex, toHex } from '../../../hardware/ports/hex.ts';
import { authenticate, GET_UID, loadKey, readBlock, updateBlock } from '../../../hardware/pcsc/apdu.ts';
import { VirtualClock } from '../virtualClock.ts';
import type { CardFaultName } from './cardFaults.ts';
import { preparedCards } from './preparedCards.ts';
import { SimulatedCard } from './simulatedCard.ts';
import { type ReaderAnswer, REALISTIC_DELAYS, SimulatedReader, type SimulatedReaderParts } from './simulatedReader.ts';

const PURSE = LAYOUT.purse.block;
const KEY = fromHex('ffffffffffff');
const WRITE = updateBlock(PURSE, encodeValueBlock(999));

function setUp(options: Partial<SimulatedReaderParts> = {}) {
  const clock = new VirtualClock();
  const reader = new SimulatedReader({ clock, ...options });
  const card = new SimulatedCard(preparedCards(clock.wallMs())[0]?.image ?? new Uint8Array());
  reader.place(card);
  const pending = (apdu: Uint8Array): Promise<ReaderAnswer> =>
    new Promise((resolve, reject) => {
      reader.transmit(apdu, resolve).catch(reject);
    });
  const send = async (apdu: Uint8Array): Promise<string> => {
    const answer = await clock.resolve(pending(apdu));
    return answer.type === 'lost' ? 'lost' : toHex(answer.bytes);
  };
  const open = async (): Promise<void> => {
    for (const apdu of [loadKey(0, KEY), authenticate(PURSE, 'b', 0)]) expect(await send(apdu)).toBe('9000');
  };
  const purse = (): number | null => decodeValueBlock(card.image.subarray(PURSE * 16, PURSE * 16 + 16));
  return { clock, reader, card, pending, send, open, purse };
}

describe('a simulated reader', () => {
  it('answers as readers do', async () => {
    const { send, open, purse } = setUp();
    expect(await send(GET_UID)).toBe('08a000019000');
    await open();
    expect(await send(readBlock(PURSE))).toBe(`${toHex(encodeValueBlock(320))}9000`);
    expect(await send(fromHex('ffb1000804'))).toBe('000001409000');
    expect(await send(WRITE)).toBe('9000');
    expect(await send(fromHex('ffd7000805 01 00000001'))).toBe('9000');
    expect(await send(fromHex('ffd7000802 03 09'))).toBe('9000');
    expect(await send(fromHex('ffd7000805 00 00000005'))).toBe('9000');
    expect(purse()).toBe(5);
    expect(await send(fromHex('00a4040000'))).toBe('6300');
  });

  it('opens with the obsolete command as well', async () => {
    const { send } = setUp();
    await send(loadKey(1, KEY));
    expect(await send(fromHex('ff880008 60 01'))).toBe('9000');
    expect(await send(readBlock(PURSE))).toMatch(/9000$/);
  });

  it('refuses everything after a failure until the card is powered anew', async () => {
    const { reader, send, open } = setUp();
    await open();
    expect(await send(readBlock(4))).toBe('6300');
    expect(await send(readBlock(PURSE))).toBe('6300');
    expect(await send(authenticate(PURSE, 'b', 0))).toBe('6300');
    reader.reset();
    expect(await send(authenticate(PURSE, 'b', 0))).toBe('9000');
  });

  it('needs a key in its slot', async () => {
    const { send } = setUp();
    expect(await send(authenticate(PURSE, 'a', 0))).toBe('6300');
    expect(await send(loadKey(0, KEY).with(3, 7))).toBe('6300');
  });

  it('takes its time', async () => {
    const { clock, send, open } = setUp({ delays: REALISTIC_DELAYS });
    await open();
    const before = clock.monotonicMs();
    await send(WRITE);
    expect(clock.monotonicMs() - before).toBe(REALISTIC_DELAYS.write);
  });
});

describe('a fault of a reader', () => {
  const cases: readonly [CardFaultName, answer: string, purse: number | null, stays: boolean][] = [
    ['removed-before-execution', 'lost', 320, false],
    ['removed-after-execution', 'lost', 999, false],
    ['torn-write', 'lost', null, false],
    ['acknowledged-but-torn', '9000', null, false],
    ['answer-lost', 'lost', 999, true],
    ['status-6300', '6300', 320, true],
    ['status-6300-after-execution', '6300', 999, true],
    ['slow', '9000', 999, true],
  ];
  it.each(cases)('%s: answer %s, purse %s, card stays: %s', async (name, answer, expected, stays) => {
    const { reader, send, open, purse } = setUp();
    await open();
    reader.faults.failNext(name);
    expect(await send(WRITE)).toBe(answer);
    expect(purse()).toBe(expected);
    expect(reader.card !== null).toBe(stays);
  });

  it.each([
    ['mute', 320],
    ['mute-after-execution', 999],
  ] as const)('%s: no answer until the card leaves', async (name, expected) => {
    const { clock, reader, pending, open, purse } = setUp();
    await open();
    reader.faults.failNext(name);
    let answered = false;
    const answer = pending(WRITE).then((value) => {
      answered = true;
      return value;
    });
    await clock.advanceAsync(3_600_000);
    expect(answered).toBe(false);
    reader.remove();
    expect(await answer).toEqual({ type: 'lost' });
    expect(purse()).toBe(expected);
  });

  it('strikes the command it was meant for', async () => {
    const { reader, send, open } = setUp();
    await open();
    reader.faults.failNext('status-6300', { on: 'write', after: 1 });
    reader.faults.failNext('answer-lost', { after: 2 });
    expect([await send(readBlock(PURSE)), await send(WRITE)].map((answer) => answer.slice(-4))).toEqual(['9000', '9000']);
    expect(await send(readBlock(PURSE))).toBe('lost');
    expect(await send(WRITE)).toBe('6300');
    expect(reader.faults.waiting).toBe(0);
  });

  it('repeats until it is cleared', async () => {
    const { reader, send } = setUp();
    reader.faults.failRepeatedly('answer-lost', { on: 'uid' });
    expect([await send(GET_UID), await send(GET_UID), await send(loadKey(0, KEY))]).toEqual(['lost', 'lost', '9000']);
    reader.faults.clear();
    expect(await send(GET_UID)).toBe('08a000019000');
  });
});

describe('the observer of a reader', () => {
  it('can take the card away before a command or before its answer', async () => {
    for (const [phase, expected] of [
      ['before', 320],
      ['after', 999],
    ] as const) {
      let armed = false;
      const { reader, send, open, purse } = setUp({
        onApdu: (command, at) => {
          if (armed && command.type === 'write' && at === phase) reader.remove();
        },
      });
      await open();
      armed = true;
      expect(await send(WRITE)).toBe('lost');
      expect(purse()).toBe(expected);
    }
  });

  it('sees that a card pulled away in the middle of a command has half a chance', async () => {
    for (const [afterMs, expected] of [
      [3, 320],
      [5, 999],
    ] as const) {
      const { clock, reader, pending, open, purse } = setUp({ delays: REALISTIC_DELAYS });
      await open();
      const answer = pending(WRITE);
      await clock.advanceAsync(afterMs);
      reader.remove();
      expect(await clock.resolve(answer)).toEqual({ type: 'lost' });
      expect(purse()).toBe(expected);
    }
  });
});
