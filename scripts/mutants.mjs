/**
 * Would anybody notice? Takes one mend out of the product at a time (lab/mutants), and demands that the simulated world finds it by
 * itself; where it cannot, and why is written beside the mutant, that a test does.
 *
 *   node scripts/mutants.mjs             every mutant, by the world and by the tests
 *   node scripts/mutants.mjs TEXT        only those whose name contains TEXT
 *   node scripts/mutants.mjs --world     by the world only
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { mutate } from '../lab/mutants/mutant.ts';
import { mutants } from '../lab/mutants/mutants.ts';
import { fromRoot } from './setup/paths.mjs';
import { failingBeside } from './test/flowJudge.mjs';

/** Mutants that are judged at once. */
const AT_ONCE = 2;

const words = process.argv.slice(2);
const worldOnly = words.includes('--world');
const only = words.find((word) => !word.startsWith('--')) ?? '';
const judged = mutants.filter(({ name }) => name.includes(only));

// A control: as it is the world finds nothing, so that what it finds is the mutant.
const nothing = await byWorld(undefined);
if (nothing !== undefined) throw new Error(`the world finds something in the project as it is: ${nothing}`);

let missed = 0;
await eachOf(judged, async (mutant) => {
  const world = await byWorld(mutant);
  const test = worldOnly ? undefined : await byTests(mutant);
  const wanted = mutant.worldCannot === undefined ? world : (test ?? (worldOnly ? 'not asked' : undefined));
  if (wanted === undefined) missed += 1;
  console.log(`${wanted === undefined ? 'MISSED' : 'found '}  ${mutant.name}`);
  console.log(`          world  ${world ?? (mutant.worldCannot === undefined ? '-' : `cannot: ${mutant.worldCannot}`)}`);
  if (!worldOnly) console.log(`          tests  ${test ?? '-'}`);
});
console.log(`${judged.length} mutants, ${missed} missed`);
process.exit(judged.length > 0 && missed === 0 ? 0 : 1);

/** What the world says against it; undefined when it finds nothing. */
async function byWorld(mutant) {
  const load = mutant === undefined ? [] : ['--import', pathToFileURL(fromRoot('lab', 'mutants', 'loadMutated.ts')).href];
  const judge = spawn(process.execPath, [...load, fromRoot('lab', 'mutants', 'judge.ts')], {
    env: { ...process.env, ...(mutant !== undefined && { KIOSK_MUTANT: mutant.name }) },
  });
  let said = '';
  let complaint = '';
  judge.stdout.on('data', (text) => {
    said += text;
  });
  judge.stderr.on('data', (text) => {
    complaint += text;
  });
  const [status] = await once(judge, 'close');
  const verdict = said.trim();
  if (verdict === 'not found') return undefined;
  if (verdict !== '') return verdict;
  // A world that breaks under the mutant has noticed it; a judge that does not even come to run on the project as it is proves nothing.
  if (mutant === undefined) throw new Error(`the judge ended with ${status}: ${complaint}`);
  return `the world breaks: ${complaint.split('\n').find((line) => line.includes('Error')) ?? status}`;
}

/** The first test beside its file that fails; undefined when none does. */
function byTests(mutant) {
  return failingBeside(mutant.file, mutate(mutant, readFileSync(fromRoot(mutant.file), 'utf8')));
}

/** Does `act` for each of `all`, {@link AT_ONCE} at a time. */
async function eachOf(all, act) {
  const left = [...all];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
