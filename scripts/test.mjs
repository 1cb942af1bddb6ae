/**
 * Everything that says whether this tree is good, in one go: `npm test` runs it, and so does the build server.
 *
 *   node scripts/test.mjs              all stages that stand for every change
 *   node scripts/test.mjs --fast       without devices, simulated world and browser: under a minute (`npm run check`)
 *   node scripts/test.mjs --long       the stages that are too long for every change, too
 *   node scripts/test.mjs --only=a,b   these stages
 *
 * Every stage is run, whatever became of those before it; what waits for devices has what computes beside it. The last line is
 * `N passed, N failed, N skipped`; the exit code is 0 only when nothing failed, every stage had something to run, and nothing was skipped that must not be.
 */
import { stopRunning } from './test/command.mjs';
import { isGood, lastLine, row, totals } from './test/report.mjs';
import { STAGES } from './test/stages.mjs';

const chosen = choose(process.argv.slice(2)).filter(({ applies }) => applies?.() ?? true);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    stopRunning();
    process.exit(1);
  });
}

const results = [];
/** Two queues run beside each other: what waits for devices most of its time, and what computes. */
const queues = { waits: Promise.resolve(), yields: Promise.resolve() };
const allQueued = () => Promise.all(Object.values(queues));
for (const stage of chosen) {
  if (stage.pace !== undefined) queues[stage.pace] = queues[stage.pace].then(() => carryOut(stage));
  else {
    await allQueued();
    await carryOut(stage);
  }
}
await allQueued();

console.log(['', ...results.map(row), '', lastLine(totals(results))].join('\n'));
process.exitCode = results.every(isGood) ? 0 : 1;

async function carryOut({ name, run }) {
  process.stderr.write(`... ${name}\n`);
  const startedAt = performance.now();
  const outcome = await run().catch((error) => ({ passed: 0, failed: 1, skipped: 0, output: error.stack }));
  const result = { name, ms: performance.now() - startedAt, ...outcome };
  results.push(result);
  if (!isGood(result)) console.log(`\n=== ${name} ===\n${result.output?.trimEnd() ?? ''}\n`);
  if (result.figures) console.log(`    ${name}: ${result.figures}`);
  if (result.note) console.log(`!!! ${name}: ${result.note}`);
}

function choose(flags) {
  const only = flags
    .find((flag) => flag.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  const unknown = [
    ...flags.filter((flag) => !/^--(fast|long|only=.*)$/.test(flag)),
    ...(only ?? []).filter((name) => !STAGES.some((stage) => stage.name === name)),
  ];
  if (unknown.length > 0) {
    console.error(`unknown: ${unknown.join(' ')}\nstages: ${STAGES.map(({ name }) => name).join(' ')}`);
    process.exit(2);
  }
  if (only) return STAGES.filter(({ name }) => only.includes(name));
  if (flags.includes('--fast')) return STAGES.filter(({ when }) => when === 'always');
  return STAGES.filter(({ when }) => when !== 'long' || flags.includes('--long'));
}
