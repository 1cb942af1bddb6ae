import { readFileSync } from 'node:fs';
import { answerLine } from '../../machines/rules/explain.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { echoLine } from './baselines/jsonLines.ts';
import type { Measure } from './measure.ts';

/** The examples of the rules: every kind of question, allowed and refused. */
const EXAMPLES = new URL('../../machines/rules/testdata/rules.jsonl', import.meta.url);
const QUESTIONS = 20_000;

/** How many questions a second one core answers, from line to line. */
export const explainRate: Measure = {
  name: 'explain',
  obstacle: () => null,
  async run(rounds) {
    const lines = readQuestions();
    const rate = (answer: (line: string) => string): number => {
      const begin = systemClock.monotonicMs();
      for (const line of lines) answer(line);
      return (1000 * lines.length) / (systemClock.monotonicMs() - begin);
    };
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(rate(answerLine));
      bare.push(rate(echoLine));
    }
    return [
      {
        candidate: { what: 'questions to the rules, read, decided and answered', unit: 'per s', values: ours },
        baseline: { what: 'reading and writing the same lines', unit: 'per s', values: bare, file: 'lab/speed/baselines/jsonLines.ts' },
        target: { of: 'candidate', bound: 'at least', value: 50_000 },
        notes: [],
      },
    ];
  },
};

function readQuestions(): string[] {
  const examples = readFileSync(EXAMPLES, 'utf8').trimEnd().split('\n');
  const questions = examples.map((line) => JSON.stringify((JSON.parse(line) as { question: unknown }).question));
  return Array.from({ length: QUESTIONS }, (_, index) => questions[index % questions.length] ?? '');
}
