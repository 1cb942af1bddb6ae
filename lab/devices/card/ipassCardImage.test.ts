import { describe, expect, it } from 'vitest';
import { DIRECTORY_CONSTANT, LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from '../../../hardware/card-profiles/ipass-synthetic/layout.ts';
import { toHex } from '../../../hardware/ports/hex.ts';
import { cardReaderBench } from './cardReaderBench.ts';
import { checkCardImage } from './checkCardImage.ts';
import { buildIpassCardImage } from './ipassCardImage.ts';
import { preparedIpassCards } from './preparedCards.ts';
import { SimulatedCard } from './simulatedCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);

describe('an iPASS image', () => {
  it.each(preparedIpassCards(NOW))('"$id" keeps the rules of every card, and is no EasyCard', ({ image }) => {
    expect(checkCardImage(IPASS_SYNTHETIC, image, NOW)).toEqual([]);
    const start = LAYOUT.directory.block * 16;
    expect(toHex(image.subarray(start, start + 16))).not.toBe(DIRECTORY_CONSTANT);
  });

  it('is read for what it is', async () => {
    const bench = cardReaderBench();
    const concession = preparedIpassCards(NOW).find(({ id }) => id === 'concession');
    bench.reader.place(new SimulatedCard(concession?.image ?? new Uint8Array()));
    await bench.clock.advanceAsync(0);
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({
      value: {
        issuer: 'ipass',
        profile: 'ipass-synthetic',
        product: 'concession-pingtung',
        registered: true,
        status: 'active',
        balance: 150,
        issuedOn: null,
        expiresOn: '2026-03-15',
        transactions: [{ kind: 'entry', amount: 15 }],
      },
    });
  });

  it('has attributes always, and only products of its issuer', () => {
    const base = { uid: '08e00009', nowMs: NOW, balance: 0 };
    expect(() => buildIpassCardImage({ ...base, attributes: null })).toThrow(RangeError);
    expect(() => buildIpassCardImage({ ...base, attributes: { product: 'senior' } })).toThrow(RangeError);
  });
});
