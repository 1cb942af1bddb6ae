import { FULL_SERVICE } from '../flows/serviceState.ts';
import { describe, expect, it } from 'vitest';
import { acceptorConditions, type Condition, conditions, readerConditions } from '../../hardware/ports/condition.ts';
import { type ErrorName, errorCatalogue } from '../errors/errorCatalogue.ts';
import { startInService, startVisit } from '../../tests/support/testVisit.ts';
import { formatMessage } from '../messages/format.ts';
import { passengerLanguages } from '../messages/languages.ts';

const codeOf = (condition: ErrorName) => ({ id: 'refused.code', params: { code: errorCatalogue[condition].code } });
const ELSEWHERE = [{ id: 'out-of-service.sorry' }, { id: 'out-of-service.elsewhere' }];

/** What a machine that takes nobody says of a trouble. */
function closedBy(condition: Condition) {
  return [{ id: `condition.${condition}` }, ...ELSEWHERE, codeOf(condition)];
}

/** What it says of one that leaves it open. */
function cause(condition: ErrorName) {
  return [{ id: `condition.${condition}` }, codeOf(condition)];
}

it('every condition has words of its own in every language', () => {
  for (const language of passengerLanguages) {
    const words = conditions.map((condition) => formatMessage(language, `condition.${condition}`));
    expect(new Set(words).size, language).toBe(conditions.length);
  }
});

describe('a machine that takes nobody', () => {
  it.each(readerConditions)('says that it is for its reader: %s', (condition) => {
    const visit = startInService();
    visit.say({ type: 'READER.OFFLINE', why: condition });
    expect(visit.screen()).toMatchObject({ screen: 'out-of-service', prompts: closedBy(condition) });
    visit.say({ type: 'READER.ONLINE' });
    expect(visit.screen().screen).toBe('attract');
  });

  it('says that a reason has become another', () => {
    const visit = startInService();
    visit.say({ type: 'READER.OFFLINE', why: 'reader-service-absent' });
    visit.say({ type: 'READER.OFFLINE', why: 'reader-absent' });
    expect(visit.screen().prompts).toEqual(closedBy('reader-absent'));
  });

  it('does not accuse a reader that nobody has heard of yet', () => {
    const visit = startVisit();
    visit.say({ type: 'STATION.RECOVERED' });
    expect(visit.screen().prompts).toEqual([
      { id: 'out-of-service.starting' },
      ...ELSEWHERE,
      { id: 'refused.code', params: { code: 'E34' } },
    ]);
  });

  it('says that its own software is at fault', () => {
    const visit = startInService();
    visit.say({ type: 'STATION.FAULTY' });
    expect(visit.screen().prompts.map(({ id }) => id)).toEqual(expect.arrayContaining(['condition.software-fault', 'refused.code']));
  });
});

describe('a machine that takes no notes', () => {
  it.each(acceptorConditions)('says before the card comes that it is for: %s', (condition) => {
    const visit = startInService();
    visit.say({ type: 'CASH.OUT', why: condition });
    const closed = [{ id: 'attract.place-card' }, { id: 'attract.cash-closed' }];
    expect(visit.screen()).toMatchObject({ screen: 'attract', cash: null, prompts: [...closed, ...cause(condition)] });
    visit.say({ type: 'CASH.READY', denominations: [] });
    expect(visit.screen().prompts.slice(0, 2)).toEqual([{ id: 'attract.place-card' }, { id: 'attract.no-change' }]);
  });

  it('says that the station decided so, unless something is wrong with the unit, whichever was heard first', () => {
    const visit = startInService();
    const told = () => visit.screen().prompts.slice(2);
    visit.say({ type: 'SERVICE.SET', service: { notes: 'not-taken', work: null } });
    expect([visit.screen().cash, told()]).toEqual([null, cause('notes-not-taken')]);
    visit.say({ type: 'CASH.OUT', why: 'cash-box-full' });
    expect(told()).toEqual(cause('cash-box-full'));
    visit.say({ type: 'CASH.READY', denominations: [] });
    expect(told()).toEqual(cause('notes-not-taken'));
    visit.say({ type: 'SERVICE.SET', service: FULL_SERVICE });
    expect(visit.screen().cash).not.toBeNull();
  });

  it('announces planned work to the hall seven days before (R-003-78)', () => {
    const visit = startInService();
    const announced = (work: string) => {
      visit.say({ type: 'SERVICE.SET', service: { notes: 'taken', work } });
      return visit.screen().prompts.filter(({ id }) => id === 'service.planned-work');
    };
    expect(announced('2026-05-19')).toEqual([{ id: 'service.planned-work', params: { date: '2026-05-19' } }]);
    expect(announced('2026-05-20')).toEqual([]);
  });
});
