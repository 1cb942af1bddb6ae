import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import { ruleRegister } from '../../machines/rules/register/ruleRegister.ts';
import { standingsOf } from '../../machines/rules/register/registeredRule.ts';
import type { JournalKind } from './records.ts';

/** Every kind of record: a list that the compiler keeps complete. */
const kinds: Readonly<Record<JournalKind, true>> = {
  boot: true,
  'cash-ready': true,
  'note-keep.intent': true,
  'note-keep.outcome': true,
  'card-write.intent': true,
  'card-write.outcome': true,
  'act.intent': true,
  'act.answer': true,
  'card-change.intent': true,
  'card-change.outcome': true,
  'act.released': true,
  'act.closed': true,
  claim: true,
  case: true,
  slip: true,
};

const unknown = (named: readonly string[]): string[] => named.filter((kind) => !Object.hasOwn(kinds, kind));

describe('records that are spoken of', () => {
  it('by the catalogue of errors are kinds of the journal', () => {
    expect(unknown(Object.values(errorCatalogue).flatMap(({ journal }) => journal))).toEqual([]);
  });

  it('by the register of rules are kinds of the journal (R-003-75)', () => {
    const recorded = ruleRegister.flatMap((one) =>
      standingsOf(one).flatMap(({ standing }) => (standing.status === 'recorded' ? standing.kinds : [])),
    );
    expect(recorded.length).toBeGreaterThan(0);
    expect(unknown(recorded)).toEqual([]);
  });
});
