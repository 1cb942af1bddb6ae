import { describe, expect, it } from 'vitest';
import { HOST_ACCOUNTS, type HostCard } from './hostCard.ts';
import { cardReaderBench } from './cardReaderBench.ts';
import { dockCards } from './preparedCards.ts';
import { SimulatedCard } from './simulatedCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const cards = dockCards(NOW);

const host = (id: string): HostCard | undefined => cards.find((card) => card.id === id)?.host;

describe('a prepared card in its issuer’s books', () => {
  it.each(cards)('"$id" is what its image says', async ({ image, host: known }) => {
    const bench = cardReaderBench();
    bench.reader.place(new SimulatedCard(image));
    await bench.clock.advanceAsync(0);
    const read = await bench.run(bench.cardReader.readCard());
    if (!read.ok) throw new Error(read.error.detail);
    const { number, product, registered, expiresOn, status, attributes } = read.value;
    expect(number.equals(known.number)).toBe(true);
    expect({ product, registered, expiresOn }).toEqual({
      product: known.product,
      registered: known.registered,
      expiresOn: known.expiresOn,
    });
    // The card carries what was enabled on it, and its refund; a lost card does not know yet that it is on the lock list.
    expect(attributes?.autoload?.enabled).toBe(status === 'active' && known.status === undefined && known.link?.enabled === true);
    expect(attributes?.credit).toBe(known.creditCardActivated !== undefined);
    expect(status === 'refunded').toBe(known.status === 'refunded');
  });

  it('has a name and a number of its own', () => {
    expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
    expect(
      cards.filter(({ host: one }, index) => cards.slice(0, index).some(({ host: other }) => other.number.equals(one.number))),
    ).toEqual([]);
  });

  it('shows every way in which an issuer can answer', () => {
    expect(host('autoload')).toMatchObject({ product: 'ordinary', registered: true, link: { account: 'anna', enabled: true } });
    expect(host('autoload-not-enabled')?.link).toEqual({ account: 'anna' });
    expect(HOST_ACCOUNTS[host('autoload-no-funds')?.link?.account ?? 'anna'].funds).toBe(0);
    expect(host('cobranded')).toMatchObject({ product: 'cobranded', creditCardActivated: true });
    expect(host('cobranded-not-activated')).toMatchObject({ product: 'cobranded', creditCardActivated: false });
    expect(host('student-near-expiry')).toMatchObject({ product: 'student', expiresOn: '2026-03-05' });
    expect(host('near-expiry')).toMatchObject({ product: 'ordinary', expiresOn: '2026-03-05' });
    expect(host('ipass-concession')).toMatchObject({ product: 'concession-pingtung', expiresOn: '2026-03-15' });
    expect(host('ipass-concession-too-late')).toMatchObject({ product: 'concession-pingtung', expiresOn: '2026-01-19' });
    expect(host('blocked')?.status).toBe('blocked');
    expect(host('refunded')?.status).toBe('refunded');
    expect(host('adjustment')?.adjustments).toEqual([100]);
    expect(host('two-adjustments')?.adjustments).toEqual([100, 35]);
  });
});
