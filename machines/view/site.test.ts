import { expect, it } from 'vitest';
import { startInService } from '../../tests/support/testVisit.ts';
import { project } from './project.ts';

it('names the station as the language of the screen does, where that has a name for it', () => {
  const visit = startInService();
  const site = { station: '市政府', stationNames: { en: 'Taipei City Hall' }, machine: 'BL18-03' };
  const named = (): string => project(visit.actor.getSnapshot(), site, '2026-05-12').chrome.station;
  expect(named()).toBe('市政府');
  visit.press('choose-language', 'en');
  expect(named()).toBe('Taipei City Hall');
});
