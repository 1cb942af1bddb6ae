import type { Mutant } from './mutant.ts';

const journal = 'station/journal/journal.ts';
const judge = 'station/journal/judgeJournal.ts';
const anchor = 'station/journal/anchorFile.ts';
const open = 'station/journal/openJournal.ts';
const json = 'station/journal/canonicalJson.ts';
const chain = 'station/journal/chain.ts';
const ledger = 'station/journal/ledger.ts';

/** A memory that forgets, and one that is believed although it is not the machine's own. */
export const journalMutants: readonly Mutant[] = [
  {
    name: 'the anchor does not follow the journal',
    file: journal,
    is: 'if (anchoring !== undefined) anchoring.anchor.write(',
    becomes: 'if (anchoring !== undefined && stored.seq < 0) anchoring.anchor.write(',
  },
  {
    name: 'the anchor names a record before it is durable',
    file: journal,
    is: `      store.append(stored);
      if (anchoring !== undefined) anchoring.anchor.write({ ...anchoring.state, head: { seq: stored.seq, hash: stored.hash } });`,
    becomes: `      if (anchoring !== undefined) anchoring.anchor.write({ ...anchoring.state, head: { seq: stored.seq, hash: stored.hash } });
      store.append(stored);`,
  },
  {
    name: 'a journal goes on after a record that it could not confirm',
    file: journal,
    is: 'this.#failed = !(cause instanceof StoreBusy);',
    becomes: 'this.#failed = false;',
  },
  {
    name: 'a record that could not be confirmed counts as written',
    file: journal,
    is: '      throw cause;\n    }\n  }',
    becomes: '    }\n  }',
  },
  {
    name: 'a journal that lost its last record is the machine’s own',
    file: judge,
    is: 'if (reading.head.seq < head.seq) {',
    becomes: 'if (reading.head.seq + 1 < head.seq) {',
  },
  {
    name: 'a journal with another record in the anchored place is the machine’s own',
    file: judge,
    is: 'if (head.seq > 0 && reader.get(head.seq)?.hash !== head.hash)',
    becomes: 'if (head.seq < 0)',
  },
  {
    name: 'a journal of another machine is this one’s',
    file: judge,
    is: 'if (known.machine !== machine) return',
    becomes: "if (known.machine === '') return",
  },
  {
    name: 'a journal under another key is this machine’s',
    file: judge,
    is: "if (known.keys.seal !== sealKeyMark(sealKey.it)) return refuse('journal-other-key', 'the key is not the one of this journal');",
    becomes: '',
  },
  {
    name: 'checkpoints of another signer are believed',
    file: judge,
    is: 'if (known.keys.signer !== signerMark(signer.it.publicKey)) return',
    becomes: "if (known.keys.signer === '') return",
  },
  {
    name: 'a journal without its anchor is taken for one of the first format',
    file: judge,
    is: "if (journal.it.format === 'current') return",
    becomes: "if (journal.it.format === 'current' && machine === '') return",
  },
  {
    name: 'a journal that is gone begins anew although its anchor is there',
    file: judge,
    is: "if (anchor.state === 'absent' && sealKey.state === 'absent') return",
    becomes: "if (sealKey.state === 'absent') return",
  },
  {
    name: 'an anchor is written over its only copy',
    file: anchor,
    is: '((next + 1) % SLOTS) * SLOT_BYTES',
    becomes: '0',
  },
  {
    name: 'the older of two anchors counts',
    file: anchor,
    is: 'valid.toSorted((a, b) => b.generation - a.generation)[0]',
    becomes: 'valid.toSorted((a, b) => a.generation - b.generation)[0]',
  },
  {
    name: 'an anchor with flipped bits is believed',
    file: anchor,
    is: "if (sum !== sha256(line)) return 'damaged';",
    becomes: "if (sum === undefined) return 'damaged';",
  },
  {
    name: 'an anchor that was cut is certain',
    file: anchor,
    is: "const certain = !decoded.includes('damaged');",
    becomes: 'const certain = true;',
  },
  {
    name: 'an intent behind an uncertain anchor was never begun',
    file: open,
    is: 'const unbegun = certain ? unbegunIntent(reading, known.head.seq) : null;',
    becomes: 'const unbegun = unbegunIntent(reading, known.head.seq);',
  },
  {
    name: 'an intent that the anchor names was never begun',
    file: open,
    is: 'newest.seq !== anchored + 1',
    becomes: 'newest.seq !== anchored + 1 && newest.seq !== anchored',
  },
  {
    name: 'an anchor of some records ago says that an intent was never begun',
    file: open,
    is: 'newest.seq !== anchored + 1',
    becomes: 'newest.seq <= anchored',
  },
  {
    name: 'what JSON drops silently goes into the chain',
    file: json,
    is: 'if (!Number.isFinite(value)) throw new TypeError(`not a number that JSON can hold: ${value}`);',
    becomes: '',
  },
  {
    name: 'members stand in any order',
    file: json,
    is: '.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))',
    becomes: '',
  },
  {
    name: 'a record’s hash says nothing of the one before it',
    file: chain,
    is: "leaf.write(previousHash, 1, HASH_BYTES, 'hex');",
    becomes: '',
  },
  {
    name: 'a record may follow any other',
    file: chain,
    is: "if (holds(record)) return follows ? null : { seq, fault: 'previous-hash' };",
    becomes: 'if (holds(record)) return null;',
  },
  {
    name: 'a write that was begun counts as never begun',
    file: ledger,
    is: "case 'undecided':\n          return 'undecided';",
    becomes: "case 'undecided':\n          return 'owed';",
  },
  {
    name: 'a card that contradicts is owed the note',
    file: ledger,
    is: "case 'conflict':\n          return 'case';",
    becomes: "case 'conflict':\n          return 'owed';",
  },
  {
    name: 'a note that was surely never taken in stays open',
    file: ledger,
    is: "if (record.body.intent === 'note-keep.intent') this.#change(record.transaction, { accepted: false, note: 'returned' });",
    becomes: "if (record.body.intent === 'note-keep.intent') this.#change(record.transaction, { accepted: false });",
  },
  {
    name: 'a claim that was given out for a note in doubt leaves it to the counters',
    file: ledger,
    is: "if (this.find(record.transaction)?.note === 'unknown') this.#change(record.transaction, { withStaff: true });",
    becomes: '',
  },
  {
    name: 'what was carried over from another journal is paid again',
    file: ledger,
    is: "write: begun || body.standing === 'case' ? 'conflict' : 'none',",
    becomes: "write: 'none',",
  },
  {
    name: 'what somebody signed about is said to be owed',
    file: ledger,
    is: 'if (this.staff.holds(caseOfTransaction(id))) return unclaimed(open, claimShown);',
    becomes: '',
  },
  {
    name: 'an intent opens its note a second time',
    file: ledger,
    is: 'if (id === null || this.#transactions.get(id) !== undefined) return;',
    becomes: 'if (id === null) return;',
  },
  {
    name: 'a note that turned up is counted as a further one',
    file: ledger,
    is: `this.#baseline = { ...this.#baseline, explained: this.#baseline.explained + 1 };
    const found = this.find(transaction);`,
    becomes: 'const found = this.find(transaction);',
  },
  {
    name: 'a note that was taken back stays in the sum of what is in the box',
    file: ledger,
    is: "if (before.note === 'kept' && after.note === 'unknown') {",
    becomes: "if (before.note === 'kept' && after.note === 'pending') {",
  },
];
