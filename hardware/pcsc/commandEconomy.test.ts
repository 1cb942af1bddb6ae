import { describe, expect, it } from 'vitest';
import { cardNumberOfUid } from '../card-profiles/cardNumberOfUid.ts';
import { dollars } from '../ports/dollars.ts';
import type { CardCommand } from '../../lab/devices/card/cardCommand.ts';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { damagedCard } from '../../lab/devices/card/damagedCards.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { REALISTIC_DELAYS } from '../../lab/devices/card/simulatedReader.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);

/** A card that is laid down; `words` are the commands since, one word each. */
async function laidDown(card: SimulatedCard) {
  const bench = cardReaderBench({ delays: REALISTIC_DELAYS });
  bench.reader.place(card);
  await bench.clock.advanceAsync(0);
  const order = { card: cardNumberOfUid(card.uid), amount: dollars(500), atMs: NOW, place: 0x33, device: 0x00a1_0001 };
  return { ...bench, order, words: () => bench.commands.splice(0).map(word) };
}

function word(command: CardCommand): string {
  if (command.type === 'read' || command.type === 'write') return `${command.type} ${command.block}`;
  return command.type === 'authenticate' ? `open ${command.block >> 2} with ${command.kind}` : command.type;
}

const ordinary = (): SimulatedCard => new SimulatedCard(preparedCards(NOW)[0]?.image ?? new Uint8Array());

describe('the commands of a reading', () => {
  it('give the balance with the 6th and everything with the 24th', async () => {
    const { run, cardReader, commands } = await laidDown(ordinary());
    const told: unknown[] = [];
    const read = await run(cardReader.readCard(({ balance, issuer }) => told.push({ balance, issuer, after: commands.length })));
    expect(read).toMatchObject({ ok: true, value: { balance: 320 } });
    expect(told).toEqual([{ balance: 320, issuer: 'easycard', after: 6 }]);
    expect(commands).toHaveLength(24);
  });

  it('tell nothing early of a purse that is not valid', async () => {
    const { run, cardReader } = await laidDown(new SimulatedCard(damagedCard('invalid-purse', NOW).image));
    const told: unknown[] = [];
    expect(await run(cardReader.readCard((purse) => told.push(purse)))).toMatchObject({ ok: true });
    expect(told).toEqual([]);
  });

  it.each(['backup-before-debit', 'wrong-check-byte', 'invalid-purse'] as const)('are at most 26 on a card with %s', async (defect) => {
    const { run, cardReader, words } = await laidDown(new SimulatedCard(damagedCard(defect, NOW).image));
    expect(await run(cardReader.readCard())).toMatchObject({ ok: true });
    expect(words().length).toBeLessThanOrEqual(26);
  });
});

describe('the commands of an add-value', () => {
  const cards = { ordinary, 'backup-before-debit': () => new SimulatedCard(damagedCard('backup-before-debit', NOW).image) };

  it.each(Object.entries(cards))('are eight after its plan was made, on a card %s', async (_, card) => {
    const { run, cardReader, words, order, clock } = await laidDown(card());
    const planned = await run(cardReader.planAddValue(order));
    if (!planned.ok) throw new Error(planned.error.detail);
    expect(words()).toEqual([
      'get-uid',
      'load-key',
      'open 0 with a',
      'read 1',
      'load-key',
      'open 4 with b',
      'read 16',
      'read 17',
      'read 18',
      'open 5 with b',
      'read 20',
      'read 21',
      'read 22',
      'open 2 with b',
      'read 8',
      'read 9',
      'read 10',
    ]);
    const before = clock.monotonicMs();
    expect(await run(cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'written', found: false });
    expect(words()).toEqual(['get-uid', 'read 10', 'write 10', 'write 9', 'write 8', 'read 8', 'read 9', 'read 10']);
    // With the delays of a USB reader; "do not move the card" is shown for less than 200 ms.
    expect(clock.monotonicMs() - before).toBe(45);
  });

  it('are twenty when it is finished another time', async () => {
    const { run, cardReader, reader, words, order, clock } = await laidDown(ordinary());
    const planned = await run(cardReader.planAddValue(order));
    if (!planned.ok) throw new Error(planned.error.detail);
    const { card } = reader;
    if (card === null) throw new Error('no card');
    reader.place(card);
    await clock.advanceAsync(0);
    words();
    expect(await run(cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'written' });
    expect(words()).toHaveLength(20);
  });
});
