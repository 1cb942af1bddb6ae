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
    name: 'a counter alone is proof, whatever else was said',
    file: recovery,
    is: "return namedKept || countersProve(note, told, stackingOver) ? 'kept' : null;",
    becomes: "return 'kept';",
  },
  {
    name: 'a counter that moved when the note was only accepted is proof',
    file: recovery,
    is: "if (counted === 'already' || told.some",
    becomes: 'if (told.some',
    worldCannot: 'it takes three faults: a rejection is told twice, and each time the process must die that heard it',
  },
  {
    name: 'a rejection or a jam says nothing against a counter',
    file: recovery,
    is: "if (counted === 'already' || told.some(({ where }) => where !== 'kept')) return false;",
    becomes: "if (counted === 'already') return false;",
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
    is: 'this.#baseline = { ...this.#baseline, uncounted: uncounted + 1, creditedAtMs: wallMs };',
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
