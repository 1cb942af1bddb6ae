import { describe, expect, it } from 'vitest';
import type { CardTechnology } from '../../hardware/ports/cardReader.ts';
import { damagedCard } from '../devices/card/damagedCards.ts';
import { otherKeysCard } from '../devices/card/preparedCards.ts';
import { SimulatedCard } from '../devices/card/simulatedCard.ts';
import { World } from './world.ts';
import { makeCard, purseOf } from './worldCards.ts';

const PATIENCE_MS = 60_000;

/** A whole machine in service, and what its screen says. */
async function machine() {
  const world = new World({ seed: 'other cards' });
  const own = makeCard('ordinary', world.clock.wallMs(), 1);
  world.adopt(own);
  world.boot();
  const until = async (name: string): Promise<void> => {
    const reached = await world.until(() => world.view?.screen === name, PATIENCE_MS);
    if (!reached) throw new Error(`the screen is ${world.view?.screen}, not ${name}`);
  };
  await until('attract');
  /** The code on the screen. */
  const code = (): unknown => world.view?.prompts.find(({ id }) => id === 'refused.code')?.params?.['code'];
  /** The next passenger is served as if nothing had been. */
  const servesTheNext = async (): Promise<void> => {
    world.reader.remove();
    await until('attract');
    world.reader.place(own);
    await until('balance');
    expect(world.view?.card?.balance).toBe(320);
    expect(world.violations).toEqual([]);
  };
  return { world, own, until, code, servesTheNext };
}

const NOW = new World({ seed: 'other cards' }).clock.wallMs();
const ofKind = (kind: CardTechnology): SimulatedCard => new SimulatedCard(makeCard('ordinary', NOW, 2).image, kind);

describe('a card that is none of ours', () => {
  it.each<[string, SimulatedCard]>([
    ['an ISO 14443-4 card (bank card, passport, telephone)', ofKind('iso-14443-4')],
    ['a MIFARE Ultralight', ofKind('mifare-ultralight')],
    ['a MIFARE Classic 4K', ofKind('mifare-classic-4k')],
    ['a MIFARE Mini', ofKind('mifare-mini')],
    ['another storage card', ofKind('other-storage-card')],
    ['a card with an ATR of nothing known', ofKind('unknown')],
    ['a MIFARE Classic 1K with other keys', new SimulatedCard(otherKeysCard(NOW).image)],
    ['a MIFARE Classic 1K with other contents', new SimulatedCard(damagedCard('other-card-type', NOW).image)],
    ['an empty MIFARE Classic 1K', new SimulatedCard(damagedCard('empty-card', NOW).image)],
  ])('%s is refused with K12, untouched, and no note is taken', async (_, stranger) => {
    const { world, until, code, servesTheNext } = await machine();
    const before = stranger.save();
    world.reader.place(stranger);
    await until('card-refused');
    expect(code()).toBe('K12');
    expect(world.view?.cash).toBeNull();
    expect(world.validator.accepting).toBe(false);
    expect(stranger.save()).toEqual(before);
    await servesTheNext();
  });
});

describe('two cards at once', () => {
  it('are refused with K10 where the reader has a word for it', async () => {
    const { world, own, until, code, servesTheNext } = await machine();
    world.reader.place(own);
    world.reader.placeBeside(makeCard('new', NOW, 2), 'is-told');
    await until('card-refused');
    expect(code()).toBe('K10');
    expect(world.validator.accepting).toBe(false);
    await servesTheNext();
  });

  it('that a reader shows in turn cost nobody anything: the note comes back, and neither card is written', async () => {
    const { world, own, until } = await machine();
    const other = makeCard('new', NOW, 2);
    world.adopt(other);
    world.reader.place(own);
    await until('balance');
    await world.until(() => world.validator.accepting, PATIENCE_MS);
    world.reader.placeBeside(other, 'takes-turns');
    expect(world.validator.insertNote(500)).toBe('taken-in');
    await world.until(() => world.validator.truth.returned.length > 0, PATIENCE_MS);
    expect(world.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect([own, other].map(purseOf)).toEqual([320, 0]);
    expect(world.violations).toEqual([]);
  });
});

describe('a card that cannot be read', () => {
  it('because it was only brushed over the reader is asked for again with K11, until it is gone', async () => {
    const { world, own, until, code, servesTheNext } = await machine();
    world.reader.place(own);
    // Away again before the service has told of it, which looks every 100 ms here.
    world.clock.setTimeout(() => world.reader.remove(), 50);
    await until('card-refused');
    expect(code()).toBe('K11');
    await until('attract');
    await servesTheNext();
  });

  it('because it does not answer is asked for again with K11', async () => {
    const { world, own, until, code, servesTheNext } = await machine();
    world.reader.faults.failRepeatedly('status-6300', { on: 'read' });
    world.reader.place(own);
    await until('card-refused');
    expect(code()).toBe('K11');
    world.reader.faults.clear();
    await servesTheNext();
  });
});
