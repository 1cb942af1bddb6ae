import { cardToView } from './cardToView.ts';
import { explainRate } from './explainRate.ts';
import { journalAge, journalAgeOfYears } from './journalAge.ts';
import { journalAppend } from './journalAppend.ts';
import { keepStill } from './keepStill.ts';
import type { Measure } from './measure.ts';
import { screen } from './screen.ts';
import { startToReady } from './startToReady.ts';
import { topUpCpu } from './topUpCpu.ts';

/** Every measure of the product, in the order of the table. */
export const MEASURES: readonly Measure[] = [
  cardToView,
  screen,
  keepStill,
  journalAppend,
  topUpCpu,
  startToReady,
  journalAge,
  journalAgeOfYears,
  explainRate,
];
