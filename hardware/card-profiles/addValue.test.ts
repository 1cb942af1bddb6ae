import { describe, expect, it } from 'vitest';
import type { AddValueOrder, AddValuePlan, AddValueVerdict } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import type { CardFaultName } from '../../lab/devices/card/cardFaults.ts';
import { type CardReaderBench, cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { type CardDefect, damagedCard } from '../../lab/devices/card/damagedCards.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { checkEasyCardImage } from '../../lab/devices/card/checkEasyCardImage.ts';
import { OTHER_KEYS, otherKeysCard, preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import { decodeRecord } from './transactionRecord.ts';
import { decodeValueBlock } from './valueBlock.ts';
import { LAYOUT } from './easycard-classic/layout.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const AMOUNT = 500;

const blockOf = (card: SimulatedCard, { block }: { block: number }): Uint8Array => card.image.slice(block * 16, block * 16 + 16);
const purseOf = (card: SimulatedCard): number | null => decodeValueBlock(blockOf(card, LAYOUT.purse));
const backupOf = (card: SimulatedCard): number | null => decodeValueBlock(blockOf(card, LAYOUT.backupPurse));

const order = (card: SimulatedCard, amount = AMOUNT): AddValueOrder => ({
  card: cardNumberOfUid(card.uid),
  amount: dollars(amount),
  atMs: NOW,
  place: 0x33,
  device: 0x00a1_0001,
});

async function lay(bench: CardReaderBench, card: SimulatedCard): Promise<void> {
  bench.reader.place(card);
  await bench.clock.advanceAsync(0);
}

async function plan(bench: CardReaderBench, card: SimulatedCard, amount?: number): Promise<AddValuePlan> {
  const planned = await bench.run(bench.cardReader.planAddValue(order(card, amount)));
  if (!planned.ok) throw new Error(`no plan: ${planned.error.kind}, ${planned.error.detail}`);
  return planned.value;
}

const apply = (bench: CardReaderBench, of: AddValuePlan): Promise<AddValueVerdict> =>
  bench.run(bench.cardReader.applyAddValue(of, 'payment'));

function prepared(id: string): SimulatedCard {
  const card = preparedCards(NOW).find((candidate) => candidate.id === id);
  if (card === undefined) throw new Error(`no prepared card ${id}`);
  return new SimulatedCard(card.image);
}

describe('planning an add-value', () => {
  it('says what will be on the card, and changes nothing', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    const untouched = card.save();
    await lay(bench, card);
    const planned = await plan(bench, card);
    expect(planned).toMatchObject({
      profile: 'easycard-classic',
      uid: '08a00001',
      amount: 500,
      balanceBefore: 320,
      balanceAfter: 820,
      sequenceBefore: 42,
      recordBefore: toHex(blockOf(card, LAYOUT.lastAddValue)),
    });
    expect(decodeRecord(fromHex(planned.recordAfter))).toEqual({
      sequence: 43,
      taipeiSeconds: Date.UTC(2026, 2, 5, 14, 0, 0) / 1000,
      type: 0x30,
      amount: 500,
      balanceAfter: 820,
      code: 0x01,
      place: 0x33,
      device: 0x00a1_0001,
    });
    expect(card.image).toEqual(untouched);
  });

  it('survives being kept as JSON', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    await lay(bench, card);
    const planned = await plan(bench, card);
    expect(JSON.parse(JSON.stringify(planned))).toEqual(planned);
  });

  it('counts on from 255 to 0, and from nothing to 1', async () => {
    const bench = cardReaderBench();
    const wrapped = new SimulatedCard(
      buildEasyCardImage({
        uid: '08a0000a',
        nowMs: NOW,
        balance: 50,
        lastSequence: 255,
        history: [{ kind: 'purchase', amount: 9, minutesAgo: 60, place: 1, device: 1 }],
      }),
    );
    await lay(bench, wrapped);
    expect((await plan(bench, wrapped)).recordAfter.slice(0, 2)).toBe('00');
    const fresh = prepared('new');
    await lay(bench, fresh);
    const first = await plan(bench, fresh);
    expect(first.sequenceBefore).toBeNull();
    expect(first.recordAfter.slice(0, 2)).toBe('01');
  });

  it('leaves a card that takes value again, though the clock of this machine was days behind', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    await lay(bench, card);
    for (const atMs of [NOW - 10 * 86_400_000, NOW]) {
      const planned = await bench.run(bench.cardReader.planAddValue({ ...order(card), atMs }));
      if (!planned.ok) throw new Error(planned.error.detail);
      expect(await apply(bench, planned.value)).toMatchObject({ verdict: 'written' });
    }
    expect(purseOf(card)).toBe(1_320);
  });

  const refused: readonly CardDefect[] = [
    'invalid-purse',
    'invalid-backup',
    'backup-unexplained',
    'purse-without-record',
    'torn-add-value-record',
    'unfinished-add-value',
  ];
  it.each(refused)('refuses a card with the defect %s', async (defect) => {
    const bench = cardReaderBench();
    const card = new SimulatedCard(damagedCard(defect, NOW).image);
    await lay(bench, card);
    expect(await bench.run(bench.cardReader.planAddValue(order(card)))).toMatchObject({ ok: false, error: { kind: 'contradictory' } });
  });

  it('refuses another card and more than the purse can hold', async () => {
    const bench = cardReaderBench();
    const card = prepared('nearly-full');
    await lay(bench, card);
    const forAnother = { ...order(card), card: cardNumberOfUid(fromHex('08a00001')) };
    expect(await bench.run(bench.cardReader.planAddValue(forAnother))).toMatchObject({ ok: false, error: { kind: 'other-card' } });
    expect(await bench.run(bench.cardReader.planAddValue(order(card, 200)))).toMatchObject({ ok: false, error: { kind: 'contradictory' } });
    expect((await plan(bench, card, 100)).balanceAfter).toBe(10_000);
  });
});

describe('writing an add-value', () => {
  it('writes record, backup and purse in this order, reads them back and leaves a sound card', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    await lay(bench, card);
    const planned = await plan(bench, card);
    bench.commands.length = 0;
    expect(await apply(bench, planned)).toEqual({ verdict: 'written', balance: 820, found: false });
    const written = bench.commands.flatMap((command) => (command.type === 'write' ? [command.block] : []));
    expect(written).toEqual([LAYOUT.lastAddValue.block, LAYOUT.backupPurse.block, LAYOUT.purse.block]);
    expect([purseOf(card), backupOf(card), toHex(blockOf(card, LAYOUT.lastAddValue))]).toEqual([820, 820, planned.recordAfter]);
    expect(checkEasyCardImage(card.image, NOW + 1)).toEqual([]);
  });

  it('finds what is already written and writes nothing', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    await lay(bench, card);
    const planned = await plan(bench, card);
    await apply(bench, planned);
    bench.commands.length = 0;
    expect(await apply(bench, planned)).toEqual({ verdict: 'written', balance: 820, found: true });
    expect(bench.commands.some((command) => command.type === 'write')).toBe(false);
  });

  it('adds to cards below zero, without records, and with keys of their own', async () => {
    const own = new SimulatedCard(otherKeysCard(NOW).image);
    for (const [card, keys, before] of [
      [prepared('advance'), undefined, -18],
      [prepared('new'), undefined, 0],
      [own, OTHER_KEYS, 615],
    ] as const) {
      const bench = cardReaderBench(keys === undefined ? {} : { keys });
      await lay(bench, card);
      expect(await apply(bench, await plan(bench, card))).toMatchObject({ verdict: 'written' });
      expect([purseOf(card), backupOf(card)]).toEqual([before + AMOUNT, before + AMOUNT]);
    }
  });

  it('brings a backup up to date that the last debit left behind', async () => {
    const bench = cardReaderBench();
    const card = new SimulatedCard(damagedCard('backup-before-debit', NOW).image);
    await lay(bench, card);
    expect(await apply(bench, await plan(bench, card))).toMatchObject({ verdict: 'written', balance: 900 });
    expect(checkEasyCardImage(card.image, NOW + 1)).toEqual([]);
  });

  it('does not touch another card', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    await lay(bench, card);
    const planned = await plan(bench, card);
    const other = prepared('nearly-full');
    const untouched = other.save();
    await lay(bench, other);
    expect(await apply(bench, planned)).toEqual({ verdict: 'other-card' });
    expect(other.image).toEqual(untouched);
  });

  it('does not touch a card that was used elsewhere since, and says that nothing of it is there', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    await lay(bench, card);
    const planned = await plan(bench, card);
    expect(await apply(bench, await plan(bench, card, 100))).toMatchObject({ verdict: 'written', balance: 420 });
    const untouched = card.save();
    expect(await apply(bench, planned)).toMatchObject({ verdict: 'untouched' });
    expect(card.image).toEqual(untouched);
  });

  it('cannot be heard without a card', async () => {
    const bench = cardReaderBench();
    const card = prepared('ordinary');
    await lay(bench, card);
    const planned = await plan(bench, card);
    bench.reader.remove();
    expect(await apply(bench, planned)).toMatchObject({ verdict: 'unknown' });
  });
});

/** Everything that can befall one command, with every place where a write can be cut. */
const FAULTS: readonly { readonly name: CardFaultName; readonly storedBytes?: number }[] = [
  { name: 'removed-before-execution' },
  { name: 'removed-after-execution' },
  ...Array.from({ length: 17 }, (_, storedBytes) => ({ name: 'torn-write' as const, storedBytes })),
  ...Array.from({ length: 17 }, (_, storedBytes) => ({ name: 'acknowledged-but-torn' as const, storedBytes })),
  { name: 'answer-lost' },
  { name: 'status-6300' },
  { name: 'status-6300-after-execution' },
  { name: 'mute' },
  { name: 'mute-after-execution' },
  { name: 'slow' },
];

const CARDS = ['ordinary', 'advance', 'new', 'backup-before-debit'] as const;

function cardFor(id: (typeof CARDS)[number]): SimulatedCard {
  return id === 'backup-before-debit' ? new SimulatedCard(damagedCard(id, NOW).image) : prepared(id);
}

/** Commands of an add-value: in the session that planned it, and from the beginning. */
const WAYS = { 'at once': 8, 'on another day': 20 } as const;

const CASES = CARDS.flatMap((id) => (['at once', 'on another day'] as const).map((way) => ({ id, way })));

describe.each(CASES)('an add-value on the card "$id" $way, disturbed at any one command and then repeated', ({ id, way }) => {
  it.each(FAULTS)('$name $storedBytes', async ({ name, storedBytes = 8 }) => {
    for (let command = 0; ; command += 1) {
      const where = `command ${command}`;
      const bench = cardReaderBench();
      const card = cardFor(id);
      const after = (purseOf(card) ?? 0) + AMOUNT;
      await lay(bench, card);
      const planned = await plan(bench, card);
      if (way === 'on another day') await lay(bench, card);
      bench.reader.faults.failNext(name, { after: command, cut: { storedBytes } });
      const first = await apply(bench, planned);
      const struck = bench.reader.faults.waiting === 0;

      // "Written" is never said without being true.
      expect(['written', 'unknown'], where).toContain(first.verdict);
      if (first.verdict === 'written') expect([purseOf(card), backupOf(card)], where).toEqual([after, after]);

      // Put back, the card ends with the amount exactly once, and sound.
      bench.reader.faults.clear();
      await bench.clock.advanceAsync(10_000);
      await lay(bench, card);
      const second = await apply(bench, planned);
      expect(second, where).toMatchObject({ verdict: 'written', balance: after });
      expect([purseOf(card), backupOf(card)], where).toEqual([after, after]);
      expect(checkEasyCardImage(card.image, NOW + 1), where).toEqual([]);

      if (!struck) {
        // The loop has gone through the whole add-value.
        expect(first.verdict, where).toBe('written');
        expect(command, where).toBe(WAYS[way]);
        return;
      }
    }
  });
});

describe('an add-value that is disturbed again and again', () => {
  it('still ends with the amount exactly once', async () => {
    const cuts = FAULTS.filter(({ name }) => name === 'torn-write' || name === 'acknowledged-but-torn');
    for (const first of cuts) {
      for (let write = 0; write < 4; write += 1) {
        for (let second = 0; second < 4; second += 1) {
          const bench = cardReaderBench();
          const card = cardFor('backup-before-debit');
          await lay(bench, card);
          const planned = await plan(bench, card);
          for (const after of [write, second]) {
            bench.reader.faults.failNext(first.name, { on: 'change', after, cut: { storedBytes: first.storedBytes ?? 8 } });
            await apply(bench, planned);
            bench.reader.faults.clear();
            await lay(bench, card);
          }
          expect(await apply(bench, planned)).toMatchObject({ verdict: 'written', balance: 900 });
          expect([purseOf(card), backupOf(card)]).toEqual([900, 900]);
        }
      }
    }
  });
});
