import { expect, it } from 'vitest';
import { whenParams } from './when.ts';

it('takes the moment as the station wrote it, whatever the zone of this machine', () => {
  expect(whenParams('2026-03-05T00:07:09+08:00')).toEqual({ year: '2026', month: '03', day: '05', time: '00:07' });
  expect(whenParams('2031-12-31')).toEqual({ year: '2031', month: '12', day: '31', time: '' });
});
