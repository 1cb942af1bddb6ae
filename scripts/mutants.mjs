/**
 * Would anybody notice? Takes one thing out of the product at a time (lab/mutants), and demands that it is found: by the tests beside
 * the file, which take seconds; or else by the simulated world, which takes minutes.
 *
 *   node scripts/mutants.mjs             every mutant that was not found since its file and the tests beside it changed
 *   node scripts/mutants.mjs TEXT        only those whose name contains TEXT
 *   node scripts/mutants.mjs --again     those that are known to be found, too
 *   node scripts/mutants.mjs --world     by the world only, which must find each by itself but for those that name why it cannot
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutate } from '../lab/mutants/mutant.ts';
import { mutants } from '../lab/mutants/mutants.ts';
import { fromRoot } from './setup/paths.mjs';
import { failingBeside } from './test/flowJudge.mjs';

/** Mutants that are judged at once. */
const AT_ONCE = 2;

/** What was found, by mutant: a run that was stopped goes on where it was. */
const KNOWN = fromRoot('dist', 'mutants.json');

const words = process.argv.slice(2);
const worldOnly = words.includes('--world');
const only = words.find((word) => !word.startsWith('--')) ?? '';
const known = !worldOnly && !words.includes('--again') && existsSync(KNOWN) ? JSON.parse(readFileSync(KNOWN, 'utf8')) : {};
const judged = mutants.filter(({ name }) => name.includes(only));

const unknown = judged.filter((mutant) => known[mutant.name]?.state !== stateOf(mutant));
/** Those that no test noticed: first the tests that bear the file's name are asked, then all of its folder. */
let survivors = worldOnly ? [] : unknown;
for (const which of ['own', 'all']) {
  const asked = survivors;
  survivors = [];
  await eachOf(asked, async (mutant) => {
    const test = await failingBeside(mutant.file, mutate(mutant, readFileSync(fromRoot(mutant.file), 'utf8')), which);
    if (test === undefined) survivors.push(mutant);
    else noticed(mutant, `tests  ${test}`);
  });
}
const forTheWorld = (worldOnly ? unknown : survivors).filter(({ worldCannot }) => worldCannot === undefined);
// A control: as it is the world finds nothing, so that what it finds is the mutant.
const nothing = forTheWorld.length === 0 ? undefined : await byWorld(undefined);
if (nothing !== undefined) throw new Error(`the world finds something in the project as it is: ${nothing}`);
const missed = worldOnly ? [] : survivors.filter(({ worldCannot }) => worldCannot !== undefined);
await eachOf(forTheWorld, async (mutant) => {
  const found = await byWorld(mutant);
  if (found === undefined) missed.push(mutant);
  else noticed(mutant, `world  ${found}`);
});
for (const { name } of missed) console.log(`MISSED  ${name}`);
console.log(`${judged.length} mutants, ${unknown.length} judged now, ${missed.length} missed`);
process.exit(judged.length > 0 && missed.length === 0 ? 0 : 1);

function noticed(mutant, found) {
  console.log(`found   ${mutant.name}\n          ${found}`);
  if (worldOnly) return;
  known[mutant.name] = { state: stateOf(mutant), found };
  mkdirSync(path.dirname(KNOWN), { recursive: true });
  writeFileSync(KNOWN, JSON.stringify(known, null, 1));
}

/** What the world says against it; undefined when it finds nothing. */
async function byWorld(mutant) {
  const load = mutant === undefined ? [] : ['--import', pathToFileURL(fromRoot('lab', 'mutants', 'loadMutated.ts')).href];
  const world = spawn(process.execPath, [...load, fromRoot('lab', 'mutants', 'judge.ts')], {
    env: { ...process.env, ...(mutant !== undefined && { KIOSK_MUTANT: mutant.name }) },
  });
  let said = '';
  let complaint = '';
  world.stdout.on('data', (text) => {
    said += text;
  });
  world.stderr.on('data', (text) => {
    complaint += text;
  });
  const [status] = await once(world, 'close');
  const verdict = said.trim();
  if (verdict === 'not found') return undefined;
  if (verdict !== '') return verdict;
  // A world that breaks under the mutant has noticed it; a judge that does not even come to run on the project as it is proves nothing.
  if (mutant === undefined) throw new Error(`the judge ended with ${status}: ${complaint}`);
  return `breaks: ${complaint.split('\n').find((line) => line.includes('Error')) ?? status}`;
}

/** What a verdict rests on: the change, the file, and the tests beside it. */
function stateOf(mutant) {
  const folder = path.dirname(fromRoot(mutant.file));
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const texts = [fromRoot(mutant.file), ...tests.toSorted().map((name) => path.join(folder, name))].map((file) =>
    readFileSync(file, 'utf8'),
  );
  return createHash('sha256')
    .update(JSON.stringify([mutant, ...texts]))
    .digest('hex');
}

/** Does `act` for each of `all`, {@link AT_ONCE} at a time. */
async function eachOf(all, act) {
  const left = [...all];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
