import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { actStandingOf } from '../../station/journal/actLedger.ts';
import { auditJournal } from '../../station/journal/auditJournal.ts';
import { moneyStateOf } from '../../station/journal/ledger.ts';
import { SimulatedCard } from '../devices/card/simulatedCard.ts';
import type { ValidatorState } from '../devices/validator/state.ts';
import { Passenger } from './passenger.ts';
import { makeCard } from './worldCards.ts';
import { World } from './world.ts';

/**
 * What a machine left that ran the first version of this software, whose records named no currency: a note of NT$100 owed,
 * NT$200 on a card torn away in the middle of the write, and an act of the issuer whose answer was not heard any more.
 */
const FOLDER = join(import.meta.dirname, 'testdata/firstVersion');

const contentOf = (name: string): Buffer => readFileSync(join(FOLDER, name));

/** Without a trace beside the file. */
function readRecords(): StoredRecord[] {
  const records: StoredRecord[] = [];
  auditJournal(join(FOLDER, 'journal.db'), { onRecord: (record) => records.push(record) });
  return records;
}

const cardOf = (name: string): SimulatedCard => new SimulatedCard(contentOf(`${name}.card`));

describe('a journal that the first version of the software wrote', () => {
  let world: World;

  beforeEach(async () => {
    world = new World({
      seed: 'the next version',
      issuer: true,
      before: {
        records: readRecords(),
        journalKey: contentOf('journal.key'),
        validator: JSON.parse(contentOf('validator.json').toString()) as ValidatorState,
      },
    });
    world.boot();
    await world.until(() => world.view?.screen === 'attract', 60_000);
  });

  afterEach(() => world.close());

  const comeBackWith = async (card: SimulatedCard): Promise<void> => {
    const otherCard = makeCard('ordinary', world.clock.wallMs(), 9);
    await new Passenger(world, { card, otherCard, notes: [], whenAsked: 'puts-it-back' }).comeBack();
    await world.until(() => world.view?.screen === 'attract', 60_000);
  };

  it('verifies', () => {
    expect(auditJournal(join(FOLDER, 'journal.db'))).toMatchObject({ records: 23, fault: null });
  });

  it('pays what is owed once its card comes back', async () => {
    await comeBackWith(cardOf('owed'));
    const owed = world.ledger().transactions.find(({ value }) => value === 100);
    expect(owed).toMatchObject({ note: 'kept', write: 'written', balanceAfter: 100 });
  });

  it('finishes the card that was torn away, once', async () => {
    const card = cardOf('undecided');
    await comeBackWith(card);
    await comeBackWith(card);
    const torn = world.ledger().transactions.find(({ value }) => value === 200);
    expect(torn).toMatchObject({ note: 'kept', write: 'written', balanceAfter: 323 });
  });

  it('tells the issuer that an act which nobody waits for any more is to be undone', async () => {
    await world.pass(10_000);
    const acts = world.ledger().acts.asked.filter((act) => act.order.act === 'autoload');
    expect(acts.map(actStandingOf)).toEqual(['closed']);
    expect(acts).toMatchObject([{ released: 'interrupted', closed: 'reversed' }]);
  });

  it('leaves nothing open once all cards came back', async () => {
    await comeBackWith(cardOf('owed'));
    await comeBackWith(cardOf('undecided'));
    await world.pass(10_000);
    const { transactions, acts } = world.ledger();
    expect([...transactions.map(moneyStateOf), ...acts.asked.map(actStandingOf)]).toEqual(Array(5).fill('closed'));
  });
});
