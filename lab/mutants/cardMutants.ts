import type { Mutant } from './mutant.ts';

const desk = 'station/effects/cardDesk.ts';
const acts = 'station/effects/actWriter.ts';
const out = 'hardware/card-profiles/carryOut.ts';
const forward = 'hardware/card-profiles/rollForward.ts';
const credit = 'hardware/card-profiles/purseCredit.ts';
const later = 'hardware/card-profiles/laterUse.ts';
const profile = 'hardware/card-profiles/createCardProfile.ts';

/** Value that goes to a card twice, not at all, or on top of what somebody else did with it. */
export const cardMutants: readonly Mutant[] = [
  {
    name: 'every plan of one note is paid for',
    file: desk,
    is: 'await reader.applyAddValue(plan.value, id);',
    becomes: 'await reader.applyAddValue(plan.value, plan.value.recordAfter);',
  },
  {
    name: 'a card is told as written although that is not on record',
    file: desk,
    is: "if (journal.ledger.find(id)?.write !== 'written') {",
    becomes: 'if (journal.ledger.find(id) === undefined) {',
  },
  {
    name: 'a card is written although the intent is not on record',
    file: desk,
    is: "return intended ? plan : fail({ kind: 'unreadable', detail: 'the plan is not on record' });",
    becomes: 'return intended ? plan : plan;',
  },
  {
    name: 'the outcome of a conflict is on record before its case',
    file: desk,
    is: `      journal.append('case', id, { cause: 'card-conflict', detail });
      journal.append('card-write.outcome', id, { verdict: 'conflict', balance: null, found: false, detail });`,
    becomes: `      journal.append('card-write.outcome', id, { verdict: 'conflict', balance: null, found: false, detail });
      journal.append('case', id, { cause: 'card-conflict', detail });`,
  },
  {
    name: 'what staff decides about is written to its card',
    file: desk,
    is: 'if (this.#isForStaff(id)) {',
    becomes: 'if (transaction === undefined) {',
  },
  {
    name: 'what somebody signs while the card is looked at is written all the same',
    file: desk,
    is: "if (this.#isForStaff(transaction.id)) return fail({ kind: 'unreadable', detail: 'staff decides about it' });",
    becomes: '',
  },
  {
    name: 'a write that was begun is planned anew',
    file: desk,
    is: "if (known !== null && transaction.write !== 'none') return ok(known);",
    becomes: '',
  },
  {
    name: 'another card is not said to be another one',
    file: desk,
    is: "otherCard: verdict === 'other-card' });",
    becomes: 'otherCard: false });',
  },
  {
    name: 'what a card said of a conflict is not kept',
    file: 'station/effects/cardEvidence.ts',
    is: "journal.append('card-evidence', id, { profile, blocks: seal.sealText(JSON.stringify(blocks)), reading });",
    becomes: '',
  },
  {
    name: 'the first block is not read again before a card is written',
    file: out,
    is: 'if (!bytes.ok || !stateOf(first, bytes.value).before) return null;',
    becomes: '',
  },
  {
    name: 'what was written is not read back',
    file: out,
    is: 'const rest = await carryOut(access, changes, () => Promise.resolve(ok()));',
    becomes: "const rest = { verdict: 'written' as const, found: false, detail: '' };",
  },
  {
    name: 'a strange picture after a write is proof that the card is untouched',
    file: out,
    is: "return look === 0 ? { verdict: 'conflict', detail: next.detail } : { verdict: 'unknown', detail: `read back: ${next.detail}` };",
    becomes: "return { verdict: 'conflict', detail: next.detail };",
  },
  {
    name: 'a card is written although the security module lets nothing out',
    file: out,
    is: 'if (!allowed.ok) return allowed;',
    becomes: '',
  },
  {
    name: 'writing goes on after a block that was not answered',
    file: out,
    is: 'if (!written.ok) return written;\n  }',
    becomes: '}',
  },
  {
    name: 'any block may be torn',
    file: forward,
    is: 'before || (index === first && torn)',
    becomes: 'before || torn',
  },
  {
    name: 'the block where writing was cut is left as it is',
    file: forward,
    is: 'rest: changes.slice(first) }',
    becomes: 'rest: changes.slice(first + 1) }',
  },
  {
    name: 'a purse may hold more than it may',
    file: credit,
    is: 'if (order.amount <= 0 || balanceAfter > PURSE_MAXIMUM) {',
    becomes: 'if (order.amount <= 0 || balanceAfter > PURSE_MAXIMUM + 1) {',
  },
  {
    name: 'a purse that its newest record did not leave so is written over',
    file: credit,
    is: "if (newest !== null && newest.balanceAfter !== main) return fail('the purse is not what the newest record left');",
    becomes: '',
  },
  {
    name: 'a backup that another machine left unfinished is written over',
    file: credit,
    is: 'if (backup === null || !legalBackups(main, newest).includes(backup)) {',
    becomes: 'if (backup === null) {',
  },
  {
    name: 'a credit has the number of the record before it',
    file: credit,
    is: 'sequence: ((newest?.sequence ?? 0) + 1) & 0xff,',
    becomes: 'sequence: (newest?.sequence ?? 0) & 0xff,',
  },
  {
    name: 'a credit may look older than what the card did before it',
    file: credit,
    is: 'taipeiSeconds: Math.max(taipeiEpochSeconds(order.atMs), notBefore),',
    becomes: 'taipeiSeconds: taipeiEpochSeconds(order.atMs),',
  },
  {
    name: 'a purse that is not what the last record left says that the credit is there',
    file: later,
    is: 'if (newest.balanceAfter !== purse) return unclear(`${numbers}: the purse is not what ${newest.sequence} left`);',
    becomes: '',
  },
  {
    name: 'records with a gap between them tell of the credit',
    file: later,
    is: 'if (gap !== undefined) return unclear(`${numbers}: ${gap.sequence} does not follow the one before it`);',
    becomes: '',
  },
  {
    name: 'another credit of the same amount is ours',
    file: later,
    is: 'if (isOurs && ahead === records.length && from === balanceAfter) {',
    becomes: 'if (ahead === records.length && from === balanceAfter) {',
  },
  {
    name: 'whatever comes after a credit began without it',
    file: later,
    is: 'if ((ahead <= records.length || isBefore(earliest, first)) && from === before) {',
    becomes: 'if (ahead <= records.length || isBefore(earliest, first)) {',
  },
  {
    name: 'a record that was overtaken is the newest one, whatever the purse holds',
    file: 'hardware/card-profiles/recordOrder.ts',
    is: 'return left === leftByRing ? isDayOlder(record, newest) : leftByRing;',
    becomes: 'return isDayOlder(record, newest);',
  },
  {
    name: 'the middle copy of a purse may say anything',
    file: 'hardware/card-profiles/valueBlock.ts',
    is: 'view.getInt32(4, true) === ~value &&',
    becomes: '',
  },
  {
    name: 'a purse with another address byte is another purse',
    file: 'hardware/card-profiles/blockChange.ts',
    is: "if (form !== 'value') return sameBytes(bytes, content);",
    becomes: 'if (form.length > 0) return sameBytes(bytes, content);',
  },
  {
    name: 'a card that was used since is written to by the old plan',
    file: profile,
    is: 'const verdict = goneOn ? null : await here();',
    becomes: 'const verdict = await here();',
  },
  {
    name: 'a ticket that was begun was not paid',
    file: profile,
    is: "if (later.credit === 'written' || isPaidFor) {",
    becomes: "if (later.credit === 'written') {",
  },
  {
    name: 'a card that carries a part of the change is untouched',
    file: profile,
    is: "return begun ? { verdict: 'conflict', detail: `${detail}; a part of the change is there` } : { verdict: 'untouched', detail };",
    becomes: "return { verdict: 'untouched', detail };",
    worldCannot: 'none of its cards carries such a part when it was used elsewhere',
  },
  {
    name: 'an act that was given up is written',
    file: acts,
    is: "if (now === undefined || actStandingOf(now) !== 'approved') {",
    becomes: 'if (now === undefined) {',
  },
  {
    name: 'an act is written although its intent is not on record',
    file: acts,
    is: 'if (record(this.#deps, () => this.#appendIntent(act, plan.value))) await',
    becomes: 'if (record(this.#deps, () => this.#appendIntent(act, plan.value)) || act.id !== undefined) await',
  },
  {
    name: 'a refund marks a purse that is not the one the issuer pays out',
    file: acts,
    is: 'return read.value.balance === balance && read.value.sequence === sequence ? ok() : changed;',
    becomes: 'return read.value.balance === balance || read.value.sequence !== sequence ? ok() : changed;',
  },
];
