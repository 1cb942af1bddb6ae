import { parseArgs } from 'node:util';
import { anchorJournal, CommissionError, repairJournal } from '../../journal/commission.ts';
import { commissionOptions, withMachine } from '../commission.ts';
import type { Edition } from '../edition.ts';

/**
 * Puts a new journal in the place of a damaged one: what verifies is salvaged, what is missing is declared, the damaged files are
 * kept.
 * @returns 0
 * @throws Error when it cannot be done, or nothing is damaged: nothing was changed then (exit code 2)
 */
export function repair(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({ args, options: commissionOptions });
  return withMachine('kiosk journal repair', values, edition, (parts, judgement) => {
    if (judgement.do !== 'refuse') throw new CommissionError('the journal is not damaged: the station serves with it');
    if (judgement.needs === 'anchor') return anchorJournal(parts);
    if (judgement.cause !== 'journal-damaged') throw new CommissionError(`${judgement.detail}: that is no damage; see kiosk commission`);
    return repairJournal(parts);
  });
}
