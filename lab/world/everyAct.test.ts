import { expect, it } from 'vitest';
import { visits } from './exhaustive.ts';
import { wishes } from './randomRun.ts';
import { tornVisits } from './tearMatrix.ts';

/** A service by which each act can be had: the compiler wants one for every act that there is. */
const services = [...new Set(Object.values(tornVisits).flatMap(({ wish }) => (wish?.resolve === 'agrees' ? [wish.service] : [])))];

it.each(services)('%s is interrupted everywhere, and wanted at random', (service) => {
  expect(visits.some(({ wish }) => wish?.service === service && wish.resolve === 'agrees')).toBe(true);
  expect(wishes.some(([, wanted]) => wanted === service)).toBe(true);
});
