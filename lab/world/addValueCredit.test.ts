import { describe, expect, it } from 'vitest';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import { forgetful } from '../devices/card/creditFile.ts';
import { SimulatedSecurityModule } from '../devices/card/simulatedSecurityModule.ts';
import { World } from './world.ts';
import { makeCard, purseOf } from './worldCards.ts';

const PATIENCE_MS = 60_000;

class WatchedModule extends SimulatedSecurityModule {
  onPayment: () => void = () => undefined;

  override async useCredit(reference: string, amount: Dollars): ReturnType<SimulatedSecurityModule['useCredit']> {
    const used = await super.useCredit(reference, amount);
    this.onPayment();
    return used;
  }
}

/** A whole machine whose security module lets out NT$700, and a card with NT$320 on it. */
async function machine(credit = 700) {
  const module = new WatchedModule({ masterKey: null, memory: forgetful(dollars(credit)) });
  const world = new World({ seed: 'credit', securityModule: module });
  const card = makeCard('ordinary', world.clock.wallMs(), 1);
  world.adopt(card);
  world.boot();
  const screenIs = (...names: string[]): boolean => names.includes(world.view?.screen ?? '');
  const until = async (what: string, condition: () => boolean): Promise<void> => {
    if (!(await world.until(condition, PATIENCE_MS))) throw new Error(`not reached: ${what}, but ${world.view?.screen}`);
  };
  const restart = async (): Promise<void> => {
    await until('rest', () => screenIs('attract'));
    world.reader.place(card);
    await until('the balance', () => screenIs('balance'));
  };
  await restart();
  return {
    world,
    module,
    card,
    insert: async (note: number): Promise<void> => {
      await until('notes are taken', () => screenIs('balance', 'added') && world.validator.accepting);
      expect(world.validator.insertNote(note)).toBe('taken-in');
      const [kept, returned] = [world.validator.truth.kept.length, world.validator.truth.returned.length];
      await until(
        'the note has come to its end',
        () => world.validator.truth.kept.length > kept || world.validator.truth.returned.length > returned,
      );
      await world.pass(5_000);
    },
    again: async (): Promise<void> => {
      world.reader.remove();
      await restart();
    },
  };
}

describe('a machine whose add-value credit comes to its end', () => {
  it('asks for no note that the credit does not reach to', async () => {
    const { world, module, card, insert } = await machine();
    await world.until(() => world.view?.cash?.accepts.length === 3, PATIENCE_MS);
    expect(world.view?.cash).toEqual({ accepts: [100, 200, 500], headroom: 700 });
    // Its channel is shut: the unit itself pushes it out again.
    await insert(1_000);
    expect(world.validator.truth.kept).toEqual([]);
    await insert(500);
    expect(purseOf(card)).toBe(820);
    await world.until(() => world.view?.cash?.accepts.length === 2, PATIENCE_MS);
    expect(world.view?.cash).toEqual({ accepts: [100, 200], headroom: 200 });
    expect(await module.creditLeft()).toEqual({ ok: true, value: 200 });
    expect(world.violations).toEqual([]);
  });

  it('adds to the last dollar, and says then that no notes can be taken', async () => {
    const { world, module, card, insert, again } = await machine();
    await insert(500);
    await insert(200);
    expect(purseOf(card)).toBe(1_020);
    expect(await module.creditLeft()).toEqual({ ok: true, value: 0 });
    expect(world.view?.prompts).toContainEqual({ id: 'balance.cash-closed' });
    expect(world.view?.prompts).not.toContainEqual({ id: 'added.full' });
    await again();
    expect(world.view).toMatchObject({ screen: 'balance', cash: null });
    expect(world.view?.prompts).toContainEqual({ id: 'balance.cash-closed', part: 'happened' });
    expect(world.validator.truth).toEqual({ kept: [500, 200], returned: [], inPath: null });
    expect(world.violations).toEqual([]);
  });

  it('adds again when the operator has filled it up', async () => {
    const { world, module, card, insert, again } = await machine();
    await insert(500);
    await insert(200);
    module.refill(dollars(1_000));
    await again();
    await insert(1_000);
    expect(purseOf(card)).toBe(2_020);
    expect(world.violations).toEqual([]);
  });

  it.each([700, 500])('pays once for a note whose first plan comes to nothing, out of NT$%i', async (credit) => {
    const { world, module, card, insert } = await machine(credit);
    // Nothing of it is written: the card is away as the module has let the value out.
    module.onPayment = () => world.reader.remove();
    await insert(500);
    module.onPayment = () => undefined;
    expect(purseOf(card)).toBe(320);
    expect(await module.creditLeft()).toEqual({ ok: true, value: credit - 500 });
    expect(world.cards.use(card, 'shop', world.clock.wallMs())).toBe(true);
    world.reader.place(card);
    await world.until(() => purseOf(card) === 785, PATIENCE_MS);
    expect(purseOf(card)).toBe(785);
    expect(await module.creditLeft()).toEqual({ ok: true, value: credit - 500 });
    await world.pass(5_000);
    expect(world.ledger().transactions).toMatchObject([{ note: 'kept', write: 'written' }]);
    expect(world.violations).toEqual([]);
  });

  it('gives a note back when the credit was used up behind its back', async () => {
    const { world, module, card, insert } = await machine();
    await world.until(() => world.view?.cash?.accepts.length === 3, PATIENCE_MS);
    module.refill(dollars(-700));
    await insert(500);
    expect(world.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect(purseOf(card)).toBe(320);
    expect(world.violations).toEqual([]);
  });
});
