import type { Mutant } from './mutant.ts';

const slips = 'station/effects/slipDesk.ts';
const claim = 'station/effects/claimSlip.ts';
const receipt = 'station/effects/receiptSlip.ts';

/** Screens and slips that say something else than the journal. */
export const wordMutants: readonly Mutant[] = [
  {
    name: 'a claim slip is over another amount',
    file: claim,
    is: "text('printed.unknown-amount') : money(claim.amount);",
    becomes: "text('printed.unknown-amount') : money(claim.amount + 100);",
  },
  {
    name: 'a claim slip says of a note in doubt that it was kept',
    file: slips,
    is: "return entry.note === 'unknown' ? 'note-unknown' : 'changed-elsewhere';",
    becomes: "return entry.note === 'unknown' ? 'not-yet-added' : 'changed-elsewhere';",
  },
  {
    name: 'a claim is told before it is on record',
    file: slips,
    is: "if (entry.claimCode === null) record(this.#deps, () => journal.append('claim', id, { code: claim.code, amount: claim.amount }));",
    becomes: '',
  },
  {
    name: 'the code on a claim slip names another amount than its words',
    file: claim,
    is: "claim.amount === null ? '-' : `TWD${claim.amount}`",
    becomes: "claim.amount === null ? '-' : `TWD${claim.amount}00`",
  },
  {
    name: 'a receipt has the purse before for the purse after',
    file: receipt,
    is: "pair('printed.after', money(after)),",
    becomes: "pair('printed.after', money(subtract(after, transaction.value))),",
  },
  {
    name: 'the screen of a note that sticks in the slot ends by the clock',
    file: 'station/effects/cashDesk.ts',
    is: "if (this.#sticksOut) this.#deps.dispatch({ type: 'NOTE.HELD' });",
    becomes: '',
  },
  {
    name: 'the screen of a returned note ends when its card is lifted',
    file: 'machines/view/returnedView.ts',
    is: 'return stands && context.returned !== null &&',
    becomes: 'return stands && !context.cardLifted && context.returned !== null &&',
  },
];
