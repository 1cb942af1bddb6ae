import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { ok } from '../../hardware/ports/result.ts';
import type { CardActDetails } from '../../machines/flows/cardAct.ts';
import { type ActBench, actBench, approvedIn } from '../../lab/world/actBench.ts';
import { WIRE_FAULTS } from '../../lab/world/wireFaults.ts';
import { IssuerDesk } from './issuerDesk.ts';

const AUTOLOAD: CardActDetails = { act: 'autoload', amount: dollars(500) };

/** Asks the issuer about a prepared card that lies there; what it says may be another answer. */
async function asking(cardId: string, details: CardActDetails, prepare: (bench: ActBench) => void = () => undefined) {
  const bench = actBench();
  await bench.lay(cardId);
  prepare(bench);
  const desk = new IssuerDesk(bench.deps);
  await bench.cards.run(desk.askIssuer(1, bench.order(cardId, details)));
  return { ...bench, desk, settled: () => bench.cards.clock.advanceAsync(60_000) };
}

/** An issuer of one answer. */
const answering = (body: object): IssuerTransport => ({ exchange: () => Promise.resolve(ok({ status: 200, body })) });

async function answered(details: CardActDetails, body: object) {
  const bench = actBench();
  await bench.lay('autoload');
  const desk = new IssuerDesk({ ...bench.deps, issuer: answering(body) });
  await bench.cards.run(desk.askIssuer(1, bench.order('autoload', details)));
  return bench;
}

describe('what the issuer knows of a card', () => {
  const lookUp = async (cardId: string, prepare: (bench: ActBench) => void = () => undefined): Promise<unknown> => {
    const bench = actBench();
    prepare(bench);
    await bench.cards.run(new IssuerDesk(bench.deps).lookUpCard(7, bench.order(cardId, AUTOLOAD).card));
    expect(bench.kinds()).toEqual([]);
    return bench.told;
  };

  it('is told in the words of the machines', async () => {
    const { link } = { link: { menu: 'easy-wallet', enabled: true, ownerIsHolder: true, usedToday: 0, creditCardActivated: null } };
    expect(await lookUp('autoload')).toMatchObject([
      { type: 'HOST.ANSWERED', ticket: 7, host: { state: 'known', facts: { registered: true, status: 'active', link, uses: 143 } } },
    ]);
    expect(await lookUp('cobranded')).toMatchObject([{ host: { facts: { link: { menu: 'cobranded', creditCardActivated: true } } } }]);
    expect(await lookUp('adjustment')).toMatchObject([{ host: { facts: { link: null, adjustments: [{ amount: 100 }] } } }]);
    expect(await lookUp('blocked')).toMatchObject([{ host: { facts: { status: 'blocked' } } }]);
  });

  it('may be nothing: an unknown card, no way to it, or no issuer at all', async () => {
    const bench = actBench();
    const strange = new CardNumber('99999999');
    await bench.cards.run(new IssuerDesk(bench.deps).lookUpCard(1, strange));
    await bench.cards.run(new IssuerDesk({ ...bench.deps, issuer: null }).lookUpCard(2, strange));
    expect(bench.told).toEqual([
      { type: 'HOST.ANSWERED', ticket: 1, host: { state: 'unknown-card' } },
      { type: 'HOST.ANSWERED', ticket: 2, host: { state: 'none' } },
    ]);
    expect(await lookUp('autoload', ({ issuer }) => issuer.wire.setPlug(false))).toMatchObject([{ host: { state: 'unreachable' } }]);
  });

  it('names the bank of a deposit account', async () => {
    const bench = actBench();
    const about = { ownerIsHolder: true, enabled: false, perTimeLimit: 500, perDayLimit: 500, usedToday: 0, usedThisMonthForOthers: 0 };
    const link = { menu: 'account-link', account: 'bank', ...about };
    const facts = { registered: true, status: 'active', link, uses: null, firstUsedOn: null, adjustments: [] };
    const desk = new IssuerDesk({ ...bench.deps, issuer: answering({ outcome: 'known', ...facts }) });
    await bench.cards.run(desk.lookUpCard(1, new CardNumber('1111')));
    expect(bench.told).toMatchObject([{ host: { facts: { link: { menu: 'bank-account' } } } }]);
  });
});

describe('an act', () => {
  it('is on record before it is sent, and its approval before it is told', async () => {
    const order: string[] = [];
    const { deps, booked, funds } = await asking('autoload', AUTOLOAD, (bench) => {
      const wire = bench.issuer.openTransport();
      Object.assign(bench.deps, {
        issuer: {
          exchange: (operation: string, body: object, deadlineMs: number) => {
            order.push(operation, ...bench.kinds());
            return wire.exchange(operation, body, deadlineMs);
          },
        },
        dispatch: (event: { type: string }) => order.push(event.type, ...bench.kinds()),
      });
    });
    expect(order).toEqual(['authorisation', 'act.intent', 'ACT.APPROVED', 'act.intent', 'act.answer']);
    expect([booked(), funds('anna')]).toEqual(['held', 19_500]);
    expect(deps.journal.ledger.acts.asked[0]?.key).toMatch(/^kiosk-BL18-03-[0-9A-Z]{10}$/);
  });

  it('that is refused holds nothing', async () => {
    const { told, booked, standing, settled } = await asking('autoload-no-funds', AUTOLOAD);
    expect(told).toEqual([{ type: 'ACT.REFUSED', ticket: 1, refusal: 'K08' }]);
    await settled();
    expect([booked(), standing()]).toEqual(['refused', 'closed']);
  });

  it('that is given up is undone, once', async () => {
    const bench = await asking('autoload', AUTOLOAD);
    const id = approvedIn(bench);
    bench.desk.releaseAct(id);
    bench.desk.releaseAct(id);
    await bench.settled();
    expect([bench.booked(), bench.funds('anna'), bench.standing()]).toEqual(['reversed', 20_000, 'closed']);
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer', 'act.released', 'act.closed']);
  });

  it.each(WIRE_FAULTS.filter((fault) => fault !== 'twice'))('without an answer is undone: %s', async (fault) => {
    const bench = await asking('autoload', AUTOLOAD, ({ issuer }) => issuer.wire.failRepeatedly(fault, { on: 'authorisation' }));
    expect(bench.told).toEqual([{ type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: true }]);
    await bench.settled();
    expect(bench.funds('anna')).toBe(20_000);
    expect(bench.standing()).toBe('closed');
    expect(['reversed', 'barred']).toContain(bench.booked());
  });

  it('that never left the machine needs no undoing', async () => {
    const bench = await asking('autoload', AUTOLOAD, ({ issuer }) => issuer.wire.setPlug(false));
    expect(bench.told).toEqual([{ type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: false }]);
    expect(bench.standing()).toBe('closed');
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer']);
  });

  it('that the issuer does not take is for people to look at', async () => {
    const bench = actBench();
    const issuer: IssuerTransport = { exchange: () => Promise.resolve(ok({ status: 400, body: {} })) };
    await bench.cards.run(new IssuerDesk({ ...bench.deps, issuer }).askIssuer(1, bench.order('autoload', AUTOLOAD)));
    expect(bench.told).toEqual([{ type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: false }]);
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer', 'case']);
    expect(bench.standing()).toBe('closed');
  });

  it('is not begun without an issuer, and not sent without a record', async () => {
    const bench = actBench();
    const order = bench.order('autoload', AUTOLOAD);
    await bench.cards.run(new IssuerDesk({ ...bench.deps, issuer: null }).askIssuer(1, order));
    expect(bench.told).toEqual([{ type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: false }]);
    bench.store.failNext = new Error('ENOSPC');
    await bench.cards.run(new IssuerDesk(bench.deps).askIssuer(1, order));
    expect(bench.told.slice(1)).toEqual([{ type: 'JOURNAL.FAILED' }, { type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: false }]);
    expect(bench.booked()).toBeUndefined();
  });

  it('is not told as approved when that could not be recorded, and the next boot undoes it', async () => {
    const bench = await asking('autoload', AUTOLOAD, ({ store }) => {
      store.failKind = 'act.answer';
    });
    expect(bench.told).toEqual([{ type: 'JOURNAL.FAILED' }, { type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: true }]);
    expect(bench.booked()).toBe('held');
    bench.store.failKind = null;
    new IssuerDesk(bench.rebooted()).start();
    await bench.settled();
    expect([bench.booked(), bench.funds('anna')]).toEqual(['reversed', 20_000]);
  });
});

describe('an approval that contradicts what was asked for', () => {
  const approval = { outcome: 'approved' };
  const enabling = (perTime: number, perDay: number): CardActDetails => ({
    act: 'enable-autoload',
    menu: 'easy-wallet',
    perTimeLimit: dollars(perTime),
    perDayLimit: dollars(perDay),
  });
  it.each<[string, CardActDetails, object]>([
    ['another amount', AUTOLOAD, { authorisation: 'A', amount: 1_000 }],
    ['a sum that does not add up', { act: 'refund' }, { registration: 'R', transfer: 400, fee: 0, days: 40 }],
    ['no later day', { act: 'extend', expiresOn: '2030-01-01' }, { expiresOn: '2030-01-01', concessionEnds: false }],
    ['more years than a card counts', { act: 'extend', expiresOn: '2030-01-01' }, { expiresOn: '2199-12-31', concessionEnds: false }],
    ['more each time than was agreed to', enabling(500, 3_000), { perTimeLimit: 3_000, perDayLimit: 3_000 }],
    ['more a day than was agreed to', enabling(500, 500), { perTimeLimit: 500, perDayLimit: 3_000 }],
    ['more each time than a day', enabling(3_000, 500), { perTimeLimit: 3_000, perDayLimit: 500 }],
    ['half a step', enabling(750, 3_000), { perTimeLimit: 750, perDayLimit: 3_000 }],
    ['half a step a day (R-001-33)', enabling(500, 2_750), { perTimeLimit: 500, perDayLimit: 2_750 }],
    ['more each time than the terms load (R-001-30)', enabling(3_500, 3_500), { perTimeLimit: 3_500, perDayLimit: 3_500 }],
    ['more a day than the terms load (R-001-30)', enabling(3_000, 3_500), { perTimeLimit: 3_000, perDayLimit: 3_500 }],
    ['more than a purse holds', enabling(70_000, 70_000), { perTimeLimit: 70_000, perDayLimit: 70_000 }],
    ['another adjustment', { act: 'collect', parts: [{ id: 'X', amount: dollars(100) }], amount: dollars(100) }, { amount: -100 }],
  ])('is given back: %s', async (_, details, answer) => {
    const { told, standing } = await answered(details, { ...approval, ...answer });
    expect(told).toEqual([{ type: 'ACT.REFUSED', ticket: 1, refusal: 'mismatch' }]);
    expect(standing()).toBe('reversal-due');
  });
});

describe('after a restart', () => {
  it('what was approved and not written is undone', async () => {
    const bench = await asking('autoload', AUTOLOAD);
    expect(bench.funds('anna')).toBe(19_500);
    bench.desk.stop();
    const deps = bench.rebooted();
    new IssuerDesk(deps).start();
    await bench.settled();
    expect([bench.booked(), bench.funds('anna')]).toEqual(['reversed', 20_000]);
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer', 'act.released', 'act.closed']);
  });

  it('what was asked and never answered is undone, even if it arrives only now', async () => {
    const bench = actBench();
    bench.issuer.wire.failNext('overtaken');
    const desk = new IssuerDesk(bench.deps);
    const asked = desk.askIssuer(1, bench.order('autoload', AUTOLOAD));
    expect(asked).toBeInstanceOf(Promise);
    await bench.cards.clock.advanceAsync(100);
    desk.stop();
    new IssuerDesk(bench.rebooted()).start();
    await bench.cards.clock.advanceAsync(60_000);
    expect(bench.booked()).toBe('barred');
    expect(bench.funds('anna')).toBe(20_000);
  });
});
