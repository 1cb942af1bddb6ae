import { describe, expect, it } from 'vitest';
import { drawHistory, type History, type HistoryVisit, runHistory } from './history.ts';
import { eventsOf, shrink } from './shrink.ts';
import { DISK_LIES } from './simulatedDisk.ts';

const PLAIN: HistoryVisit = {
  passenger: 0,
  card: 'ordinary',
  notes: [500],
  whenAsked: 'puts-it-back',
  receipt: false,
  wire: [],
  interruptions: [],
  elsewhere: [],
  looksAgain: false,
  afterwards: 'goes-on',
};

describe('a machine that lives on over one journal', { timeout: 120_000 }, () => {
  it('balances to the dollar, whoever comes and whatever fails, and is the same when it is lived again', async () => {
    const history = drawHistory(11, 0, 24, 'all');
    const first = await runHistory(history);
    expect(first.violations).toEqual([]);
    expect(first.faults).toBeGreaterThan(10);
    expect(first.moneyVisits / first.visits).toBeGreaterThan(0.6);
    expect((await runHistory(history)).digest).toBe(first.digest);
    expect((await runHistory(drawHistory(11, 1, 24, 'all'))).digest).not.toBe(first.digest);
  });

  it('without faults has none', async () => {
    const { faults, violations } = await runHistory(drawHistory(11, 2, 12, 'none'));
    expect([faults, violations]).toEqual([0, []]);
  });

  it('keeps what is on its card apart from what the next days bring', async () => {
    const visits: HistoryVisit[] = [
      { ...PLAIN, afterwards: 'closes' },
      { ...PLAIN, passenger: 1, card: 'new', elsewhere: ['shop', 'gate'] },
      { ...PLAIN, elsewhere: ['kiosk'], afterwards: 'closes' },
      { ...PLAIN, notes: [1000], looksAgain: true },
    ];
    const { violations, moneyVisits } = await runHistory({ issuer: false, visits });
    expect([violations, moneyVisits]).toEqual([[], 4]);
  });
});

describe('a machine that is switched on with another disk than its own', { timeout: 60_000 }, () => {
  it.each(DISK_LIES)('%s: nobody is served by it, and the next one is by its own', async (afterwards) => {
    const visits = [{ ...PLAIN }, { ...PLAIN, passenger: 1, afterwards }, { ...PLAIN, passenger: 2, looksAgain: true }];
    const { violations, moneyVisits, faults } = await runHistory({ issuer: false, visits });
    expect([violations, moneyVisits, faults]).toEqual([[], 3, 1]);
  });
});

describe('a history that goes wrong', () => {
  it('is made as short as what it needs to go wrong', async () => {
    const history = drawHistory(12, 0, 200, 'all');
    expect(eventsOf(history)).toBeGreaterThan(500);
    const needed = history.visits.find(({ interruptions }) => interruptions.length > 1)?.interruptions[1];
    const fails = ({ visits }: History): Promise<boolean> =>
      Promise.resolve(visits.length > 1 && visits.some(({ interruptions }) => interruptions.includes(needed as never)));
    const short = await shrink(history, fails);
    expect(await fails(short)).toBe(true);
    expect(short.visits).toHaveLength(2);
    expect(eventsOf(short)).toBe(3);
  });
});
