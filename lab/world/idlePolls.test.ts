import { describe, expect, it } from 'vitest';
import { World } from './world.ts';

const MINUTE_MS = 60_000;

/** A machine at rest, and how often its clock rings until a condition holds. */
async function atRest() {
  const world = new World({ seed: 'idle' });
  world.boot();
  await world.until(() => world.view?.screen === 'attract', MINUTE_MS);
  let looked = 0;
  const rings = async (condition: () => boolean, limitMs: number): Promise<number> => {
    looked = 0;
    await world.until(() => {
      looked += 1;
      return condition();
    }, limitMs);
    return looked;
  };
  return { world, rings };
}

describe('polls in which nothing can happen', () => {
  it('are left out', async () => {
    const { rings } = await atRest();
    // Four rounds and a little in every second, of two events each, would be some three thousand, and once a second the reader's process is
    // asked whether it lives: a round stands beside that.
    expect(await rings(() => false, 5 * MINUTE_MS)).toBeLessThan(1_600);
  });

  it('are asked for again as soon as something happens: what the unit has to say is heard within two of them', async () => {
    const { world } = await atRest();
    await world.pass(MINUTE_MS);
    world.validator.removeCashBox();
    const since = world.clock.monotonicMs();
    expect(await world.until(() => world.view?.prompts.some(({ id }) => id === 'attract.cash-closed') === true, MINUTE_MS)).toBe(true);
    expect(world.clock.monotonicMs() - since).toBeLessThan(500);
  });

  it('leave the unit’s own watch over its host as it would be', async () => {
    const { world } = await atRest();
    await world.pass(MINUTE_MS);
    const heardMs = (): number => 10_000 - (world.validator.save().countdowns.watchdog ?? 0);
    expect(heardMs()).toBeLessThanOrEqual(205);
  });
});
