import { describe, expect, it } from 'vitest';
import { cardNumberOfUid } from '../../hardware/card-profiles/cardNumberOfUid.ts';
import { EASYCARD_CLASSIC } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { type Elsewhere, useElsewhere } from '../../lab/devices/card/cardElsewhere.ts';
import type { CardFaultName } from '../../lab/devices/card/cardFaults.ts';
import { effectBench, silentLine } from '../../lab/world/effectBench.ts';
import { makeCard, purseOf } from '../../lab/world/worldCards.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { asSealed } from '../journal/cardSeal.ts';
import { moneyStateOf } from '../journal/ledger.ts';
import { CardDesk } from './cardDesk.ts';

const T1 = transactionId('T000000001');

interface Row {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** NT$500 of which the write onto the card was struck by a fault at a write; the card was then used elsewhere and came back. */
async function livedOn(fault: CardFaultName, after: number, uses: readonly Elsewhere[]) {
  const bench = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const { cards, deps, told, store } = bench;
  const { journal, seal, clock } = deps;
  const card = makeCard('ordinary', clock.wallMs(), 1);
  journal.append('note-keep.intent', T1, {
    card: seal.sealCard(cardNumberOfUid(card.uid)),
    value: dollars(500),
    currency: 'TWD',
    counters: null,
  });
  journal.append('note-keep.outcome', T1, { end: 'kept', value: 500, by: 'device', counters: null, detail: '' });
  const desk = new CardDesk(deps);
  const lay = async (): Promise<void> => {
    cards.reader.place(card);
    await cards.clock.advanceAsync(1_000);
  };
  await lay();
  cards.reader.faults.failNext(fault, { on: 'write', after });
  await cards.run(desk.writeCard(T1));
  expect(told.at(-1)).toMatchObject({ type: 'CARD.UNDECIDED' });
  cards.reader.remove();
  await cards.clock.advanceAsync(10_000);
  for (const where of uses) expect(useElsewhere(card, EASYCARD_CLASSIC, where, clock.wallMs(), 20)).not.toBeNull();
  await lay();
  const rows = (): Row[] => [...store.readAfter(0, 1_000)].map(({ kind, body }) => ({ kind, body: JSON.parse(body) as Row['body'] }));
  const standing = (): string => {
    const transaction = journal.ledger.find(T1);
    return transaction === undefined ? 'none' : moneyStateOf(transaction);
  };
  return { ...bench, card, rows, standing, write: () => cards.run(desk.writeCard(T1)) };
}

const AGAIN = 3;

describe('a card that lived on elsewhere while its write was undecided', () => {
  it('and carries the money is closed, without a case', async () => {
    const { write, told, card, standing, rows } = await livedOn('answer-lost', 2, ['gate']);
    await write();
    expect(told.at(-1)).toEqual({ type: 'CARD.WRITTEN', transaction: T1, before: 320, after: 820, found: true });
    expect(standing()).toBe('closed');
    expect(purseOf(card)).toBe(800);
    expect(rows().map(({ kind }) => kind)).not.toContain('case');
    expect(rows().slice(-2)).toMatchObject([
      { kind: 'card-evidence', body: { reading: 'records 44 after 43: they begin with the credit' } },
      { kind: 'card-write.outcome', body: { verdict: 'written', balance: 820, found: true } },
    ]);
  });

  it.each([
    ['removed-before-execution', 0],
    ['torn-write', 0],
    ['removed-after-execution', 0],
    ['removed-after-execution', 1],
  ] as const)('and never had it is owed, and given it once: %s at write %i', async (fault, after) => {
    const { write, told, card, standing, rows } = await livedOn(fault, after, ['gate', 'shop']);
    await write();
    expect(told.at(-1)).toMatchObject({ type: 'CARD.UNTOUCHED', transaction: T1 });
    expect(standing()).toBe('owed');
    expect(purseOf(card)).toBe(280);
    expect(rows().map(({ kind }) => kind)).not.toContain('case');
    expect(rows().slice(-2)).toMatchObject([{ kind: 'card-evidence' }, { kind: 'card-write.outcome', body: { verdict: 'untouched' } }]);
    for (let again = 0; again < AGAIN; again += 1) await write();
    expect(standing()).toBe('closed');
    expect(purseOf(card)).toBe(780);
  });

  it('and no longer tells is a case, with the blocks by which people decide', async () => {
    const { write, told, card, standing, rows, deps } = await livedOn('answer-lost', 2, ['gate', 'kiosk']);
    const before = card.save();
    await write();
    expect(told.at(-1)).toEqual({ type: 'CARD.CONFLICT', transaction: T1 });
    expect(standing()).toBe('case');
    expect(card.image).toEqual(before);
    const [evidence, filed] = rows().slice(-3);
    expect(filed).toMatchObject({ kind: 'case', body: { cause: 'card-conflict' } });
    const blocks = JSON.parse(deps.seal.openText(asSealed(String(evidence?.body['blocks'])))) as { block: number; content: string }[];
    expect(blocks.map(({ block }) => block)).toEqual(expect.arrayContaining([8, 9, 10, 16, 17, 18, 20, 21, 22]) as number[]);
    for (const { block, content } of blocks) {
      expect(content).toBe(Buffer.from(before.subarray(block * 16, block * 16 + 16)).toString('hex'));
    }
  });

  it('stays undecided where it is taken away before its blocks are read', async () => {
    const { write, told, cards, standing, rows } = await livedOn('answer-lost', 2, ['gate', 'kiosk']);
    // The plan's own look at the card is over: ring, then record, backup and purse, twice.
    cards.reader.faults.failNext('removed-before-execution', { on: 'read', after: 14 });
    await write();
    expect(told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    expect(standing()).toBe('undecided');
    expect(rows().filter(({ kind }) => kind === 'case')).toEqual([]);
  });
});

describe('a card that contradicts itself', () => {
  it('when it is to be given what is owed to it is a case with its blocks', async () => {
    const { write, told, card, rows } = await livedOn('removed-before-execution', 0, ['gate']);
    await write();
    // Another value in the backup than any machine would leave.
    card.image.set(card.image.slice(8 * 16, 8 * 16 + 16).with(0, 1), 9 * 16);
    await write();
    expect(told.at(-1)).toEqual({ type: 'CARD.CONFLICT', transaction: T1 });
    expect(
      rows()
        .slice(-3)
        .map(({ kind }) => kind),
    ).toEqual(['card-evidence', 'case', 'card-write.outcome']);
  });
});
