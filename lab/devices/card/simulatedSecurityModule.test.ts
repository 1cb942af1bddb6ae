import { describe, expect, it } from 'vitest';
import { cardNumberOfUid } from '../../../hardware/card-profiles/cardNumberOfUid.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { fromHex, toHex } from '../../../hardware/ports/hex.ts';
import { cardReaderBench } from './cardReaderBench.ts';
import { forgetful } from './creditFile.ts';
import { buildEasyCardImage } from './easyCardImage.ts';
import { preparedCards } from './preparedCards.ts';
import { SimulatedCard } from './simulatedCard.ts';
import { diversifiedKeys, SimulatedSecurityModule } from './simulatedSecurityModule.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const MASTER = fromHex('00112233445566778899aabbccddeeff');

function cardOf(uid: string): SimulatedCard {
  const keys = diversifiedKeys(MASTER, fromHex(uid));
  return new SimulatedCard(buildEasyCardImage({ uid, nowMs: NOW, balance: 60, keys, attributes: {} }));
}

async function laidDown(credit: number, card = cardOf('08a000c1')) {
  const module = new SimulatedSecurityModule({ masterKey: MASTER, memory: forgetful(dollars(credit)) });
  const bench = cardReaderBench({ securityModule: module });
  const lay = async (which: SimulatedCard): Promise<void> => {
    bench.reader.place(which);
    await bench.clock.advanceAsync(0);
  };
  await lay(card);
  const order = { card: cardNumberOfUid(card.uid), amount: dollars(500), atMs: NOW, place: 0x33, device: 0x00a1_0001 };
  const writes = (): number => bench.commands.filter(({ type }) => type === 'write').length;
  return { ...bench, module, card, lay, order, writes, plan: () => bench.run(bench.cardReader.planAddValue(order)) };
}

describe('a security module', () => {
  it('opens every card with its own keys', async () => {
    const { lay, run, cardReader } = await laidDown(0);
    for (const uid of ['08a000c1', '08a000c2']) {
      await lay(cardOf(uid));
      expect(await run(cardReader.readCard())).toMatchObject({ ok: true, value: { balance: 60 } });
    }
    const [one, other] = ['08a000c1', '08a000c2'].map((uid) => diversifiedKeys(MASTER, fromHex(uid)));
    expect(new Set([one?.a, one?.b, other?.a, other?.b].map((key) => toHex(key ?? MASTER))).size).toBe(4);
    await lay(new SimulatedCard(preparedCards(NOW)[0]?.image ?? new Uint8Array()));
    expect(await run(cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  });

  it('lets out as much as its credit, and not a write more', async () => {
    const { module, run, cardReader, plan, writes } = await laidDown(700);
    const first = await plan();
    if (!first.ok) throw new Error(first.error.detail);
    // A plan alone costs nothing.
    expect(await module.creditLeft()).toEqual({ ok: true, value: 700 });
    expect(await run(cardReader.applyAddValue(first.value, 'payment'))).toMatchObject({ verdict: 'written', balance: 560 });
    expect(await module.creditLeft()).toEqual({ ok: true, value: 200 });
    const before = writes();
    expect(await plan()).toMatchObject({ ok: false, error: { kind: 'no-credit' } });
    module.refill(dollars(300));
    const second = await plan();
    if (!second.ok) throw new Error(second.error.detail);
    expect(writes()).toBe(before);
    expect(await run(cardReader.applyAddValue(second.value, 'another payment'))).toMatchObject({ verdict: 'written', balance: 1_060 });
    expect(await module.creditLeft()).toEqual({ ok: true, value: 0 });
  });

  it('counts an autoload like an add-value, and a lock not at all', async () => {
    const { module, run, cardReader, order } = await laidDown(500);
    const autoload = await run(cardReader.planChange({ act: 'autoload', ...order }));
    if (!autoload.ok) throw new Error(autoload.error.detail);
    expect(await run(cardReader.applyChange(autoload.value, 'payment'))).toMatchObject({ verdict: 'written' });
    expect(await module.creditLeft()).toEqual({ ok: true, value: 0 });
    expect(await run(cardReader.planChange({ act: 'autoload', ...order }))).toMatchObject({ ok: false, error: { kind: 'no-credit' } });
    const lock = await run(cardReader.planChange({ act: 'lock', card: order.card }));
    if (!lock.ok) throw new Error(lock.error.detail);
    expect(await run(cardReader.applyChange(lock.value, 'payment'))).toMatchObject({ verdict: 'written' });
  });

  it.each(['at once', 'on another day'])('is paid once for an add-value that is interrupted and finished (%s)', async (when) => {
    const { module, run, cardReader, plan, reader, lay, card } = await laidDown(700);
    const planned = await plan();
    if (!planned.ok) throw new Error(planned.error.detail);
    if (when === 'on another day') await lay(card);
    for (let write = 0; write < 3; write += 1) {
      reader.faults.failNext('torn-write', { on: 'write' });
      expect(await run(cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'unknown' });
      await lay(card);
    }
    expect(await run(cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'written', balance: 560 });
    expect(await run(cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'written', found: true });
    expect(await module.creditLeft()).toEqual({ ok: true, value: 200 });
  });

  it.each([
    ['credit', 'at once'],
    ['module', 'at once'],
    ['credit', 'on another day'],
  ])('without its %s nothing is written of a plan that was made before (%s)', async (what, when) => {
    const { module, run, cardReader, plan, lay, card, writes } = await laidDown(500);
    const planned = await plan();
    if (!planned.ok) throw new Error(planned.error.detail);
    if (what === 'credit') await module.useCredit('another machine', dollars(500));
    else module.pullOut();
    if (when === 'on another day') await lay(card);
    const untouched = card.save();
    expect(await run(cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'unknown' });
    expect(card.image).toEqual(untouched);
    expect(writes()).toBe(0);
    module.insert();
    module.refill(dollars(500));
    await lay(card);
    expect(await run(cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'written', balance: 560 });
  });

  it('that is missing leaves the machine without eyes: no card is blamed', async () => {
    const { module, run, cardReader } = await laidDown(500);
    module.pullOut();
    expect(await run(cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'reader-offline' } });
  });
});
