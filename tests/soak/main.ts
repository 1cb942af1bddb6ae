import '../../station/nodeVersion.ts';
import { parseArgs } from 'node:util';
import { runCardSoak } from './cardSoak.ts';
import { figuresOf, soakFaults } from './soakFaults.ts';

/**
 * Top-ups in a row over the real PC/SC service, in a namespace of its own (`lab/speed/ownNamespace.ts`):
 *
 *   node tests/soak/main.ts [--top-ups 1000] [--removals 200] [--seed TEXT]
 *
 * Prints what it has seen, and what is wrong; exit code 0 when nothing is. The same seed decides the same.
 */
const { values } = parseArgs({
  options: {
    'top-ups': { type: 'string', default: '1000' },
    removals: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const plan = { seed: values.seed, topUps: Number(values['top-ups']), removals: Number(values.removals), looks: 20 };
const report = await runCardSoak(plan);
const faults = soakFaults(plan, report);
process.stdout.write([...faults.map((fault) => `FAULT: ${fault}`), figuresOf(plan, report), ''].join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
