import type { Mutant } from './mutant.ts';

const recovery = 'machines/flows/recovery.ts';
const keeping = 'hardware/ssp/keeping.ts';
const path = 'hardware/ssp/notePath.ts';
const admission = 'hardware/ssp/admission.ts';
const desk = 'station/effects/cashDesk.ts';
const book = 'station/effects/noteBook.ts';
const ledger = 'station/journal/ledger.ts';

/** What a note unit does and says, believed too easily or not heard; and what a passenger is told of it. */
export const noteMutants: readonly Mutant[] = [
  {
    name: 'what comes out at power-up is another note once the stacking time is over',
    file: book,
    is: 'if (!atStart && clock.monotonicMs() - this.#restsSinceMs > stackMs) return false;',
    becomes: 'if (clock.wallMs() - lastCounted.atMs > stackMs) return false;',
  },
  {
    name: 'that the counters alone spoke for a note is forgotten by a start',
    file: ledger,
    is: '...(this.#lastCounted !== null && { lastCounted: this.#lastCounted }),',
    becomes: '',
  },
  {
    name: 'a note that was taken back is looked for among what is counted later',
    file: ledger,
    is: "if (note === undefined || note.note === 'kept') return false;",
    becomes: 'if (note === undefined) return false;',
  },
  {
    name: 'a note in doubt that was counted is looked for among what is counted later',
    file: ledger,
    is: "return counted === 'other' ? before.serial === counters.serial : (counted ?? 0) <= this.#baseline.explained;",
    becomes: 'return true;',
  },
  {
    name: 'a note in doubt that came out is looked for among what is counted later',
    file: ledger,
    is: 'if (note !== undefined) this.#change(note.id, { traceable: false });',
    becomes: '',
  },
  {
    name: 'another unit counts what the one before it has in its path',
    file: ledger,
    is: 'if (known !== null) this.#loseTracks();',
    becomes: '',
  },
  {
    name: 'a late count on top of a counter reset is not recognised',
    file: recovery,
    is: 'Math.max(Math.min(rest.count, rest.words.length), rest.count - evidence.late)',
    becomes: 'rest.count',
  },
  {
    name: 'a counter that may have counted an earlier note is proof',
    file: recovery,
    is: "if (late > 0 || counted === 'already'",
    becomes: "if (counted === 'already'",
  },
  {
    name: 'a note that its card has by now is asked for again',
    file: 'machines/flows/visit/serviceRegion.ts',
    is: "'rememberCard', 'forgetNoteRead',",
    becomes: "'rememberCard',",
  },
  {
    name: 'a counter alone is proof, whatever else was said',
    file: recovery,
    is: "return namedKept || countersProve(note, evidence) ? 'kept' : null;",
    becomes: "return 'kept';",
  },
  {
    name: 'a counter that moved when the note was only accepted is proof',
    file: recovery,
    is: "late > 0 || counted === 'already' || told.some",
    becomes: 'late > 0 || told.some',
    worldCannot: 'it takes three faults: a rejection is told twice, and each time the process must die that heard it',
  },
  {
    name: 'a rejection or a jam says nothing against a counter',
    file: recovery,
    is: " || told.some(({ where }) => where !== 'kept')) return false;",
    becomes: ') return false;',
  },
  {
    name: 'a rejection is about the note that goes in, before the stacking time is over',
    file: recovery,
    is: "return unnamedReturned && stackingOver ? 'returned' : null;",
    becomes: "return unnamedReturned ? 'returned' : null;",
  },
  {
    name: 'a note that was pushed out and counted is kept',
    file: recovery,
    is: "if (namedReturned && (namedKept || (kept ?? 0) > 0)) return 'unknown';",
    becomes: '',
  },
  {
    name: 'without counters any rejection returns the note that goes in',
    file: recovery,
    is: "return namedReturned || (unnamedReturned && !accepted) ? 'returned' : null;",
    becomes: "return namedReturned || unnamedReturned ? 'returned' : null;",
  },
  {
    name: 'a note of another value that is kept is this one',
    file: recovery,
    is: "if (keptWords.some((word) => word.value !== null && word.value !== value)) return 'unknown';",
    becomes: '',
  },
  {
    name: 'whatever came out is this note',
    file: recovery,
    is: "told.some((word) => word.where === 'returned' && word.value === value)",
    becomes: "told.some((word) => word.where === 'returned' && word.value !== null)",
  },
  {
    name: 'counters of another unit are compared',
    file: recovery,
    is: "if (before.serial !== now.serial) return 'other';",
    becomes: '',
  },
  {
    name: 'any difference of the counters is that many notes',
    file: recovery,
    is: "return difference <= PLAUSIBLE_DIFFERENCE ? difference : 'other';",
    becomes: 'return difference;',
  },
  {
    name: 'credited notes that are counted late are another history',
    file: recovery,
    is: 'if (COUNTER_MODULUS - difference <= uncounted) return 0;',
    becomes: '',
  },
  {
    name: 'a note in doubt that turns up is nobody’s',
    file: recovery,
    is: 'if (owner >= 0) found.push(owner);',
    becomes: 'if (owner >= 0 && false) found.push(owner);',
  },
  {
    name: 'the unit’s word about a second note ends the first',
    file: keeping,
    is: "if (reason !== 'second-note') this.#returned ??= reason;",
    becomes: 'this.#returned ??= reason;',
  },
  {
    name: 'a rejected note is back before the stacking time is over',
    file: keeping,
    is: 'else if (!this.#timeOver(nowMs)) return;',
    becomes: 'else if (!this.#timeOver(nowMs) && this.#returned === null) return;',
  },
  {
    name: 'counters that moved without a credit are not looked at',
    file: keeping,
    is: "if (moved) this.giveUp('counted without a credit');",
    becomes: "if (moved && now.serial === '') this.giveUp('counted without a credit');",
  },
  {
    name: 'nobody looks at the counters while the note is on its way',
    file: keeping,
    is: "return this.#options.counters === null ? null : 'under-way';",
    becomes: 'return null;',
  },
  {
    name: 'a jam on the way in is waited for in silence',
    file: keeping,
    is: 'if (doubt !== undefined) {',
    becomes: 'if (doubt !== undefined && nowMs < 0) {',
  },
  {
    name: 'a credit of another channel is a credit',
    file: path,
    is: 'if (keeping === null || !keeping.open || keeping.channel !== channel) {',
    becomes: 'if (keeping === null || !keeping.open) {',
    worldCannot: 'its validator never names another channel for the note that it credits',
  },
  {
    name: 'of two readings the first one is the note',
    file: path,
    is: 'if (this.#escrow.note?.channel === number) return;',
    becomes: 'if (this.#escrow.note !== null) return;',
  },
  {
    name: 'a rejection on the way in is not told before its reason is asked for',
    file: path,
    is: "if (which === null) this.#tell({ where: 'returned', value: null });",
    becomes: '',
  },
  {
    name: 'a note that the unit takes in is let in whatever was asked',
    file: path,
    is: 'return mayStay && this.open.has(note.channel) ? this.#escrow.hold() : this.#escrow.sendBack();',
    becomes: 'return mayStay ? this.#escrow.hold() : this.#escrow.sendBack();',
    worldCannot: 'its validator does not take in what is inhibited',
  },
  {
    name: 'enabling is believed when it is answered with OK',
    file: admission,
    is: 'if (await taking) return ok();',
    becomes: 'await taking; return ok();',
  },
  {
    name: 'a unit that stays disabled is enabled again for ever',
    file: admission,
    is: 'if (this.#vainEnables >= limits.orderAttempts * limits.effectPolls) {',
    becomes: 'if (this.#vainEnables >= Number.MAX_SAFE_INTEGER) {',
  },
  {
    name: 'a unit that did not obey need not show that it does',
    file: admission,
    is: 'if (!this.#distrusted) return ok();',
    becomes: 'if (this.#channels >= 0) return ok();',
  },
  {
    name: 'what the unit says is not on record',
    file: desk,
    is: 'if (!this.#record(() => this.#book.told(word))) return;',
    becomes: '',
  },
  {
    name: 'a note goes back without a record',
    file: desk,
    is: 'this.#record(() => this.#book.wentBack(transaction, value, reason));',
    becomes: '',
  },
  {
    name: 'whoever gets a note back is not told',
    file: desk,
    is: '    this.#tellReturned(transaction, value, reason);\n  }\n\n  /**\n   * Durable at once',
    becomes: '  }\n\n  /**\n   * Durable at once',
  },
  {
    name: 'whoever got a note back is not told again by the next station',
    file: desk,
    is: 'agoMs < limits.returnedToldMs) this.#tellReturned(',
    becomes: 'agoMs < 0) this.#tellReturned(',
  },
  {
    name: 'a note that jammed is credited by the counters',
    file: desk,
    is: 'if (pending !== null && stuck !== undefined) {',
    becomes: 'if (pending !== null && stuck !== undefined && stuck.kind === undefined) {',
  },
  {
    name: 'what is kept although its end was told otherwise is ignored',
    file: desk,
    is: 'for (const note of owed) this.#tellKept(note);',
    becomes: '',
  },
  {
    name: 'the counters are not compared after a credit',
    file: desk,
    is: "else await this.#checkCounters();\n    } else if (end.end === 'returned') {",
    becomes: "} else if (end.end === 'returned') {",
  },
  {
    name: 'the end of a note in doubt is told to nobody',
    file: desk,
    is: "else this.#deps.dispatch({ type: 'NOTE.IN-DOUBT', ...this.#decided(note) });",
    becomes: '',
  },
  {
    name: 'a late credit for a note that was called returned is nobody’s',
    file: book,
    is: 'return newest?.value === value ? newest : null;',
    becomes: 'return newest?.value === value ? null : null;',
  },
  {
    name: 'a case that the power interrupted is not opened',
    file: book,
    is: "if (note === 'unknown' && !caseOpen) journal.append",
    becomes: "if (note === 'unknown' && !caseOpen && id === '') journal.append",
  },
  {
    name: 'a note in doubt has no case',
    file: book,
    is: "    journal.append('case', id, { cause: 'note-in-doubt', detail: evidence.detail });\n",
    becomes: '',
  },
  {
    name: 'a note in doubt has two cases',
    file: book,
    is: "    journal.append('case', id, { cause: 'note-in-doubt', detail: evidence.detail });\n",
    becomes: "    journal.append('case', id, { cause: 'note-in-doubt', detail: evidence.detail });\n".repeat(2),
  },
  {
    name: 'a case has no evidence',
    file: book,
    is: "journal.append('case', id, { cause: 'note-in-doubt', detail: evidence.detail });",
    becomes: "journal.append('case', id, { cause: 'note-in-doubt', detail: '' });",
  },
  {
    name: 'counters of another history are no case',
    file: book,
    is: 'if (verdict.otherHistory && !disagreed) journal.append',
    becomes: 'if (verdict.otherHistory && disagreed && !disagreed) journal.append',
  },
  {
    name: 'a note that staff has in hand is credited when it turns up',
    file: book,
    is: 'const inHand = this.#isInHand(note);',
    becomes: 'const inHand = false;',
  },
  {
    name: 'what a unit repeats at power-up is another note',
    file: book,
    is: 'const repeated = atStart && known.includes(value);',
    becomes: 'const repeated = false;',
  },
  {
    name: 'a note that is counted late is the next passenger’s',
    file: ledger,
    is: 'this.#baseline = { ...this.#baseline, uncounted: uncounted + 1, late, creditedAtMs: wallMs };',
    becomes: '',
  },
  {
    name: 'a note in doubt may turn up for ever, whoever was served since',
    file: ledger,
    is: "if (end === 'kept') this.#loseTracks();",
    becomes: '',
  },
  {
    name: 'a case on record is found a second time',
    file: ledger,
    is: "if (body.cause === 'unexplained-note') this.#baseline = { ...this.#baseline, explained: this.#baseline.explained + 1 };",
    becomes: '',
  },
];
