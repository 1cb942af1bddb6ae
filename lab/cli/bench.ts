import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { MEASURES } from '../speed/measures.ts';
import { judge, printed, type Verdict } from '../speed/report.ts';

/** Turns of candidate and baseline: the median of so many moves little from run to run. */
const ROUNDS = 15;

/**
 * Measures the product against baselines of the same run. `--long`: also what takes many minutes; `--only NAME` takes it alone.
 * @returns 0 when every target was met, 1 when one was missed or could not be measured
 */
export async function bench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      long: { type: 'boolean', default: false },
      rounds: { type: 'string', default: String(ROUNDS) },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`--rounds must be a whole number from 1, not ${values.rounds}`);
  const names = values.only?.split(',') ?? MEASURES.filter(({ isLong = false }) => values.long || !isLong).map(({ name }) => name);
  const unknown = names.find((name) => !MEASURES.some((measure) => measure.name === name));
  if (unknown !== undefined) {
    throw new RangeError(`no measure is called ${unknown}; there are: ${MEASURES.map(({ name }) => name).join(', ')}`);
  }
  const say = (text: string): void => void (values.json || process.stdout.write(text));
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', rounds };
  say(`Node ${machine.node}, ${machine.cores} x ${machine.processor}; ${rounds} rounds, medians (10 %-90 %)\n\n`);

  const verdicts: Verdict[] = [];
  const notMeasured: { measure: string; why: string }[] = [];
  for (const measure of MEASURES.filter(({ name }) => names.includes(name))) {
    const why = measure.obstacle();
    if (why !== null) {
      notMeasured.push({ measure: measure.name, why });
      say(`${measure.name}: NOT MEASURED: ${why}\n\n`);
      continue;
    }
    for (const reading of await measure.run(rounds)) {
      const verdict = judge(measure.name, reading);
      verdicts.push(verdict);
      say(`${printed(verdict)}\n`);
    }
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, verdicts, notMeasured })}\n`);
  return notMeasured.length === 0 && verdicts.every(({ met }) => met !== false) ? 0 : 1;
}
