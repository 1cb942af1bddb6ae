import { expect, it } from 'vitest';
import { channelsOn } from './channels.ts';

it.each([
  ['easycard', '2022-09-30', undefined],
  ['easycard', '2022-10-01', 'failure.elsewhere.easycard'],
  ['ipass', '1999-12-31', undefined],
  ['ipass', '2026-12-01', 'failure.elsewhere.ipass'],
] as const)('where else value is added, %s on %s: %s (R-000-08)', (issuer, day, text) => {
  expect(channelsOn(issuer, day)?.text).toBe(text);
});
