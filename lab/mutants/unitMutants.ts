import type { Mutant } from './mutant.ts';

const acceptor = 'hardware/ssp/acceptor.ts';
const exchange = 'hardware/ssp/exchange.ts';
const keeping = 'hardware/ssp/keeping.ts';
const desk = 'station/effects/cashDesk.ts';
const book = 'station/effects/noteBook.ts';
const recovery = 'machines/flows/recovery.ts';

/** The line to the note unit, and what is made of a note that nobody asked for. */
export const unitMutants: readonly Mutant[] = [
  {
    name: 'the unit is spoken to after a credit that could not be made durable',
    file: acceptor,
    is: "this.#exchange.halt('a credit could not be made durable');",
    becomes: '',
  },
  {
    name: 'a credit that could not be made durable counts',
    file: 'hardware/ssp/notePath.ts',
    is: '      this.#options.onCreditLost(cause);\n      return;',
    becomes: '      void cause;',
  },
  {
    name: 'a credit counts before it is durable',
    file: keeping,
    is: '    commit(kept);\n    this.#kept = kept;',
    becomes: '    this.#kept = kept;\n    commit(kept);',
  },
  {
    name: 'a note in escrow is taken in by the first poll of a start',
    file: acceptor,
    is: "for (const data of [command('reject'), setInhibits(NO_CHANNEL, 0), command('disable')]) {",
    becomes: "for (const data of [setInhibits(NO_CHANNEL, 0), command('disable')]) {",
  },
  {
    name: 'a unit that restarts by itself is not noticed',
    file: acceptor,
    is: "this.#goDown({ kind: 'offline', detail: 'the unit restarted by itself' });",
    becomes: '',
  },
  {
    name: 'what is not understood is passed over',
    file: acceptor,
    is: 'this.#notUnderstood(reply, decoded.error.kind);',
    becomes: '',
  },
  {
    name: 'the note path stays open behind a credited note',
    file: acceptor,
    is: 'onCredited: () => this.#closeBehindNote(),',
    becomes: 'onCredited: () => undefined,',
  },
  {
    name: 'a command whose answer was lost is carried out twice',
    file: exchange,
    is: 'current.timer = this.#startTimer();\n    this.#options.line.write(current.bytes);',
    becomes:
      'current.timer = this.#startTimer();\n    this.#sequence = this.#sequence === 0 ? 1 : 0;\n    this.#options.line.write(current.item.wire(this.#sequence));',
  },
  {
    name: 'the answer to an earlier command is the answer to this one',
    file: exchange,
    is: ' || frame.sequence !== this.#sequence) continue;',
    becomes: ') continue;',
  },
  {
    name: 'a jam is forgotten at the reset',
    file: desk,
    is: 'const stuck = [before, this.#trouble].find(forbidsAutomaticCredit);',
    becomes: 'const stuck = [this.#trouble].find(forbidsAutomaticCredit);',
  },
  {
    name: 'a note that went back while the counters were read is told to go in',
    file: desk,
    is: "if (this.#book.find(note.id)?.note !== 'pending') return false;",
    becomes: '',
  },
  {
    name: 'a note is taken in without an intent on record',
    file: desk,
    is: 'return this.#record(() => this.#book.intend(note, counters.value));',
    becomes: 'this.#record(() => this.#book.intend(note, counters.value));\n    return true;',
  },
  {
    name: 'the first note that nobody asked for is no case',
    file: recovery,
    is: 'for (let note = 0; note < count; note += 1) {',
    becomes: 'for (let note = 1; note < count; note += 1) {',
  },
  {
    name: 'a note that nobody asked for is never a case',
    file: book,
    is: "else journal.append('case', null, { cause: 'unexplained-note', detail: evidence });",
    becomes: '',
  },
  {
    name: 'a counter that had not moved at first is proof at once',
    file: recovery,
    is: "return stackingOver || (counted === 'not-yet' && told.length > 0);",
    becomes: "return stackingOver || counted === 'not-yet';",
  },
  {
    name: 'a note that the counters alone called kept, and that comes out, stays kept',
    file: desk,
    is: 'const withdrawn = this.#book.withdraw(word);',
    becomes: 'const withdrawn = null as ReturnType<NoteBook["withdraw"]>;',
  },
  {
    name: 'a note that comes out is the last one, whatever was seen since',
    file: book,
    is: 'lastCounted === null || this.#seenSince) return false;',
    becomes: 'lastCounted === null) return false;',
  },
  {
    name: 'a note in doubt is written to its card',
    file: 'station/effects/cardDesk.ts',
    is: " || transaction?.note === 'unknown'",
    becomes: '',
    worldCannot: 'none of its notes is called kept and then taken back while its card is looked at',
  },
];
