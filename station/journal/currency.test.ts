import { expect, it } from 'vitest';
import { z } from 'zod';
import { type JournalKind, journalKinds, recordKinds, writtenBody } from './records.ts';

/** Whole numbers of a body that are amounts of money, by their names, and those that count something else. */
const AMOUNTS = new Set(
  'amount value balance price autoload transfer fee balanceBefore balanceAfter perTimeLimit perDayLimit difference kept written issued'.split(
    ' ',
  ),
);
const COUNTS = new Set(
  `notesKept escrowItems in out sequence sequenceBefore product area confirmations days block epoch seq from to openedAtMs version
   persons exchange notes unvalued count number print inBox openCases`.split(/\s+/),
);

interface Schema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Every whole number that the newest body of a kind may hold, by its name. */
function numbersIn(node: unknown, name = ''): string[] {
  if (Array.isArray(node)) return node.flatMap((each) => numbersIn(each, name));
  if (typeof node !== 'object' || node === null) return [];
  const { type, properties = {}, ...rest } = node as Schema;
  const own = type === 'integer' || type === 'number' ? [name] : [];
  const inside = Object.entries(properties).flatMap(([property, schema]) => numbersIn(schema, property));
  return [...own, ...inside, ...Object.values(rest).flatMap((each) => numbersIn(each, name))];
}

function newest(kind: JournalKind): object {
  const schema = recordKinds[kind].schemas.at(-1);
  if (schema === undefined) throw new Error(`${kind} has no schema`);
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

// A checkpoint, and what staff and boxes said in the life before, repeat what records with a currency say.
const repeating: readonly JournalKind[] = ['checkpoint', 'staff-carried-over', 'box-carried-over'];

it.each(journalKinds.filter((kind) => !repeating.includes(kind)))(
  'a record %s with an amount in it names its currency (R-003-75)',
  (kind) => {
    const schema = newest(kind);
    const names = [...new Set(numbersIn(schema))];
    expect(
      names.filter((name) => !AMOUNTS.has(name) && !COUNTS.has(name)),
      'a number that is new here: is it money?',
    ).toEqual([]);
    expect(JSON.stringify(schema).includes('"const":"TWD"')).toBe(names.some((name) => AMOUNTS.has(name)));
  },
);

it('what is read is the body alone, and only of this currency (R-003-75)', () => {
  const claim = { code: 'K15-1', amount: 500 };
  expect(writtenBody('claim', claim)).toEqual({ v: 2, currency: 'TWD', ...claim });
  const { version } = recordKinds.claim;
  const read = (v: number, body: object): unknown => recordKinds.claim.read(v, body);
  expect(read(version, { currency: 'TWD', ...claim })).toEqual(claim);
  expect(() => read(version, claim)).toThrow('currency');
  expect(() => read(version, { currency: 'EUR', ...claim })).toThrow('currency');
  // As long as it stood only where a transaction begins.
  expect(read(1, claim)).toEqual(claim);
});
