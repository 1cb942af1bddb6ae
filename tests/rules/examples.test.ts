import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { answerLine } from '../../machines/rules/explain.ts';

interface Example {
  readonly question: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly rules: readonly string[];
}

const examples = ['rules.jsonl', 'rules-2.jsonl']
  .flatMap((file) => readFileSync(join(import.meta.dirname, '../../machines/rules/testdata', file), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Example)
  .map((example) => ({
    title: `${String(example.question['ask'])} ${String(example.question['id'])} (${example.rules.join(', ')})`,
    example,
  }));

it('there are a hundred and one examples, and twenty-two of the corrected rules', () => {
  expect(examples).toHaveLength(101 + 22);
});

it.each(examples)('$title', ({ example: { question, expect: expected, rules } }) => {
  const answer = JSON.parse(answerLine(JSON.stringify(question))) as Record<string, unknown>;
  expect(answer).toMatchObject({ ...expected, id: question['id'] });
  expect(answer['clauses']).toEqual(expect.arrayContaining([...rules]));
});
