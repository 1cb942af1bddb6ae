import { describe, expect, it } from 'vitest';
import { IPASS_SYNTHETIC } from '../../../hardware/card-profiles/ipass-synthetic/layout.ts';
import { cardReaderBench } from './cardReaderBench.ts';
import { checkCardImage } from './checkCardImage.ts';
import { checkEasyCardImage } from './checkEasyCardImage.ts';
import { type CardDescriptionJson, imageOfDescription } from './describedCard.ts';
import { SimulatedCard } from './simulatedCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);

const SENIOR: CardDescriptionJson = {
  profile: 'easycard-classic',
  uid: '08a000d1',
  balance: 85,
  lastSequence: 12,
  history: [
    { kind: 'add-value', amount: 300, minutesAgo: 3_000, place: 0x33, device: 1 },
    { kind: 'purchase', amount: 215, minutesAgo: 60, place: 1, device: 2 },
  ],
  attributes: { usage: ['activated', 'autoload'], product: 'senior', personalProfile: 2, profileExpiresOn: '2027-12-31' },
  autoload: { amount: 500, count: 2, lastOn: '2026-02-01' },
};

function imageOf(description: unknown): Uint8Array {
  const image = imageOfDescription(description, NOW);
  if (!image.ok) throw new Error(image.error);
  return image.value;
}

describe('a described card', () => {
  it('is the card that was described, and sound', async () => {
    const image = imageOf(JSON.parse(JSON.stringify(SENIOR)));
    expect(checkEasyCardImage(image, NOW)).toEqual([]);
    const bench = cardReaderBench();
    bench.reader.place(new SimulatedCard(image));
    await bench.clock.advanceAsync(0);
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({
      value: {
        balance: 85,
        sequence: 12,
        product: 'senior',
        attributes: { personalProfile: 2, profileExpiresOn: '2027-12-31', autoload: { enabled: true, amount: 500, count: 2 } },
      },
    });
  });

  it('may be of the other issuer, have keys of its own and a moment of its own', () => {
    const image = imageOf({
      profile: 'ipass-synthetic',
      uid: '08e000d1',
      now: '2025-01-01T00:00:00Z',
      balance: 0,
      keys: { a: 'a0a1a2a3a4a5', b: 'b0b1b2b3b4b5' },
    });
    expect(checkCardImage(IPASS_SYNTHETIC, image, Date.UTC(2025, 0, 1))).toEqual([]);
    expect([...image.subarray(48, 54)]).toEqual([0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'description'],
    ['a UID of somebody’s card', { ...SENIOR, uid: 'deadbeef' }, 'uid'],
    ['a fraction of a dollar', { ...SENIOR, balance: 0.5 }, 'balance'],
    ['a typing mistake', { ...SENIOR, blance: 1 }, 'blance'],
    ['a place that no byte holds', { ...SENIOR, history: [{ ...SENIOR.history?.[0], place: 300 }] }, 'history.0.place'],
    ['a day that never was', { ...SENIOR, autoload: { amount: 1, count: 1, lastOn: '2026-02-30' } }, 'autoload.lastOn'],
    ['a history out of order', { ...SENIOR, history: SENIOR.history?.toReversed() }, 'times rise'],
    ['a product of the other issuer', { ...SENIOR, attributes: { product: 'general' } }, 'no product general'],
    ['an iPASS without attributes', { ...SENIOR, profile: 'ipass-synthetic', attributes: null }, 'has attributes'],
  ])('is refused with the place of the fault: %s', (_, description, place) => {
    const image = imageOfDescription(description, NOW);
    expect(image.ok ? '' : image.error).toContain(place);
  });
});
