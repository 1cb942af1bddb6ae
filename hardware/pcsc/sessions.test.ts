import { describe, expect, it } from 'vitest';
import { cardNumberOfUid } from '../card-profiles/cardNumberOfUid.ts';
import type { AddValuePlan } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import { type PcscPort, transmitEach } from '../ports/pcsc.ts';
import { fail, ok } from '../ports/result.ts';
import { easyCardClassic } from '../card-profiles/easycard-classic/easyCardClassic.ts';
import { type CardReaderBench, cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { FACTORY_KEYS, sameKeysForAll } from './cardKeys.ts';
import { createCardReader } from './cardReader.ts';
import { KEEP_SESSION_MS } from './sessions.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const card = (index = 0): SimulatedCard => new SimulatedCard(preparedCards(NOW)[index]?.image ?? new Uint8Array());
const order = (of: SimulatedCard) => ({
  card: cardNumberOfUid(of.uid),
  amount: dollars(100),
  atMs: NOW,
  place: 0x33,
  device: 0x00a1_0001,
});

/** A card that lies there with a plan just made for it. */
async function planned(bench: CardReaderBench = cardReaderBench()) {
  const own = card();
  bench.reader.place(own);
  await bench.clock.advanceAsync(1_000);
  const plan = await bench.run(bench.cardReader.planAddValue(order(own)));
  if (!plan.ok) throw new Error(plan.error.detail);
  bench.commands.length = 0;
  const apply = (of: AddValuePlan = plan.value) => bench.run(bench.cardReader.applyAddValue(of, 'payment'));
  /** Whether everything was read again before the first write. */
  const wasLongWay = (): boolean => bench.commands.filter(({ type }) => type === 'read').length > 4;
  return { ...bench, own, plan: plan.value, apply, wasLongWay };
}

describe('the session in which a plan was made', () => {
  it('carries out that plan, also when it comes back from a journal', async () => {
    const { plan, apply, wasLongWay } = await planned();
    expect(await apply(JSON.parse(JSON.stringify(plan)))).toMatchObject({ verdict: 'written', balance: 420, found: false });
    expect(wasLongWay()).toBe(false);
  });

  it('is used once', async () => {
    const { apply, wasLongWay } = await planned();
    await apply();
    expect(await apply()).toMatchObject({ verdict: 'written', found: true });
    expect(wasLongWay()).toBe(true);
  });

  it('is over after a while', async () => {
    const { apply, wasLongWay, clock, pcsc } = await planned();
    await clock.advanceAsync(KEEP_SESSION_MS - 1);
    expect(await clock.resolve(pcsc.transmit(Uint8Array.of(0xff, 0xca, 0, 0, 0)))).toMatchObject({ ok: true });
    await clock.advanceAsync(1);
    expect(await pcsc.transmit(Uint8Array.of(0xff, 0xca, 0, 0, 0))).toMatchObject({ ok: false });
    expect(await apply()).toMatchObject({ verdict: 'written' });
    expect(wasLongWay()).toBe(true);
  });

  it('lets the card go as soon as anything happens at the reader', async () => {
    const { clock, pcsc, reader } = await planned();
    let letGo = 0;
    const disconnect = pcsc.disconnect.bind(pcsc);
    pcsc.disconnect = () => {
      letGo += 1;
      return disconnect();
    };
    reader.remove();
    await clock.advanceAsync(KEEP_SESSION_MS * 2);
    expect(letGo).toBe(1);
  });

  it('is over after any other step with the card', async () => {
    const { apply, wasLongWay, run, cardReader, commands } = await planned();
    await run(cardReader.readCard());
    commands.length = 0;
    expect(await apply()).toMatchObject({ verdict: 'written' });
    expect(wasLongWay()).toBe(true);
  });

  it('is not for another plan', async () => {
    const { apply, wasLongWay, plan } = await planned();
    expect(await apply({ ...plan, balanceAfter: 421 })).toMatchObject({ verdict: 'written' });
    expect(wasLongWay()).toBe(true);
  });

  it.each([0, 400])('does not survive a lift, and the card is finished the long way (service looks every %i ms)', async (pollingMs) => {
    const { apply, wasLongWay, reader, own } = await planned(cardReaderBench({ pollingMs }));
    reader.remove();
    reader.place(own);
    expect(await apply()).toMatchObject({ verdict: 'written', balance: 420, found: false });
    expect(wasLongWay()).toBe(true);
  });

  it.each([0, 400])('does not touch a card that was laid down instead (service looks every %i ms)', async (pollingMs) => {
    const { apply, reader, own } = await planned(cardReaderBench({ pollingMs }));
    const other = card(1);
    const before = [own.save(), other.save()];
    reader.place(other);
    expect(await apply()).toEqual({ verdict: 'other-card' });
    expect([own.image, other.image]).toEqual(before);
  });

  it('writes nothing when the card no longer stands as it was read', async () => {
    const { apply, own, commands } = await planned();
    // Nobody can do this to a card in an open session; if it happened all the same, it would be seen.
    own.image.set(new Uint8Array(16).fill(0x77), 10 * 16);
    own.image.set(Uint8Array.of(0x30), 10 * 16 + 5);
    expect(await apply()).toMatchObject({ verdict: 'conflict' });
    expect(commands.some(({ type }) => type === 'write')).toBe(false);
  });

  it('goes the long way at once when the card does not answer before the first write', async () => {
    for (const after of [0, 1]) {
      const { apply, wasLongWay, reader } = await planned();
      reader.faults.failNext('status-6300', { after });
      expect(await apply()).toMatchObject({ verdict: 'written', balance: 420, found: false });
      expect(wasLongWay()).toBe(true);
    }
  });
});

/** A PC/SC service that notices nothing: neither its connection nor its events tell that cards change. */
function blindPcsc(reader: SimulatedReader): PcscPort {
  const transmit: PcscPort['transmit'] = (command) =>
    new Promise((resolve, reject) => {
      reader
        .transmit(command, (answer) =>
          resolve(answer.type === 'answer' ? ok(answer.bytes) : fail({ kind: 'card-lost', detail: 'nothing heard' })),
        )
        .catch(reject);
    });
  return {
    onEvent: (listener) => listener({ type: 'card-present', atr: card().atr }),
    start: () => undefined,
    connect: async () => {
      reader.reset();
      return ok();
    },
    transmit,
    transmitAll: (commands) => transmitEach(transmit, commands),
    disconnect: async () => undefined,
    stop: async () => undefined,
  };
}

describe('a card swapped under the eyes of a service that notices nothing', () => {
  it.each([0, 1, 2, 3, 4])('before command %i of the writing leaves the other card untouched', async (moment) => {
    const clock = new VirtualClock();
    const [own, other] = [card(), card(1)];
    const untouched = other.save();
    let left: number | null = null;
    const reader = new SimulatedReader({
      clock,
      onApdu: (_, phase) => {
        if (phase !== 'before' || left === null) return;
        if (left === 0) reader.swapUnnoticed(other);
        left -= 1;
      },
    });
    const pcsc = blindPcsc(reader);
    const cardReader = createCardReader({ pcsc, clock, keys: sameKeysForAll(FACTORY_KEYS), profiles: [easyCardClassic] });
    cardReader.start();
    reader.place(own);
    const plan = await clock.resolve(cardReader.planAddValue(order(own)));
    if (!plan.ok) throw new Error(plan.error.detail);
    left = moment;
    const verdict = await clock.resolve(cardReader.applyAddValue(plan.value, 'payment'));
    // Found before the first write: it is another card. Found later: the first card may hold anything.
    expect(verdict).toMatchObject({ verdict: moment <= 1 ? 'other-card' : 'unknown' });
    expect(other.image).toEqual(untouched);
    reader.swapUnnoticed(own);
    left = null;
    expect(await clock.resolve(cardReader.applyAddValue(plan.value, 'payment'))).toMatchObject({ verdict: 'written', balance: 420 });
  });
});
