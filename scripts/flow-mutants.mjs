/**
 * Can an event get lost? Deletes every event that a flow accepts, passes on or ignores, one at a time, and demands that a test
 * beside it or the compiler notices.
 *
 *   node scripts/flow-mutants.mjs             every event
 *   node scripts/flow-mutants.mjs TEXT        only those whose title the regular expression TEXT matches
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fromRoot } from './setup/paths.mjs';
import { failingBeside } from './test/flowJudge.mjs';
import { mutantsOf } from './test/flowMutants.mjs';

/** Each is judged by a Vitest of its own, and so many at once. */
const AT_ONCE = 2;

const only = new RegExp(process.argv[2] ?? '');
const files = globSync('machines/flows/**/*.ts', { cwd: fromRoot('.') })
  .filter((file) => !file.endsWith('.test.ts'))
  .sort();
const textOf = new Map(files.map((file) => [file, readFileSync(fromRoot(file), 'utf8')]));
const mutants = files.flatMap((file) => mutantsOf(file, textOf.get(file))).filter(({ title }) => only.test(title));
const mutated = [...new Set(mutants.map(({ file }) => file))];

await nothingIsNoticedOf(mutated);

/** The machines once more, for the compiler to read with an event missing. */
const copy = mkdtempSync(path.join(os.tmpdir(), 'kiosk-flows-'));
for (const part of ['machines', path.join('hardware', 'ports'), 'tsconfig.base.json', 'package.json']) {
  cpSync(fromRoot(part), path.join(copy, part), { recursive: true });
}
symlinkSync(fromRoot('node_modules'), path.join(copy, 'node_modules'));
/** One compiler at a time: they share the copy. */
let compiler = Promise.resolve();
// A control here, too: what does not compile as it is refuses nothing.
const complaint = await refusal({ file: files[0], code: textOf.get(files[0]) });
if (complaint !== undefined) throw new Error(`the copy does not compile as it is: ${complaint}`);

const counts = new Map();
await eachOf(mutants, async (mutant) => {
  const test = await failingBeside(mutant.file, mutant.code);
  const error = test === undefined ? await refusal(mutant) : undefined;
  const how = test !== undefined ? 'tests' : error !== undefined ? 'types' : 'survived';
  const folder = path.dirname(mutant.file);
  const count = counts.get(folder) ?? { deletions: 0, tests: 0, types: 0, survived: 0 };
  counts.set(folder, { ...count, deletions: count.deletions + 1, [how]: count[how] + 1 });
  console.log(`${how.padEnd(9)} ${mutant.title}${how === 'survived' ? '' : `\n          by ${test ?? error}`}`);
});
rmSync(copy, { recursive: true });
// What stood there first is still what is judged: no deletion has left a trace.
await nothingIsNoticedOf(mutated);

console.log('\ndeletions  by tests  by types  survived');
for (const [folder, { deletions, tests, types, survived }] of counts) {
  console.log([deletions, tests, types, survived].map((count, at) => String(count).padStart([9, 8, 8, 8][at])).join('  '), ` ${folder}`);
}
const survivors = [...counts.values()].reduce((sum, { survived }) => sum + survived, 0);
console.log(`${mutants.length} deletions, ${survivors} survived`);
process.exit(mutants.length > 0 && survivors === 0 ? 0 : 1);

/** A control: with every file as it is, no test may fail. */
async function nothingIsNoticedOf(some) {
  await eachOf(some, async (file) => {
    const failing = await failingBeside(file, textOf.get(file));
    if (failing !== undefined) throw new Error(`with ${file} as it is, a test fails: ${failing}`);
  });
}

/** What the compiler says against it; undefined when it compiles. */
function refusal({ file, code }) {
  const asked = compiler.then(async () => {
    const place = path.join(copy, file);
    writeFileSync(place, code);
    const tsc = spawn(process.execPath, [fromRoot('node_modules', 'typescript', 'bin', 'tsc'), '-b', 'machines'], { cwd: copy });
    let said = '';
    tsc.stdout.on('data', (text) => {
      said += text;
    });
    const [status] = await once(tsc, 'close');
    writeFileSync(place, textOf.get(file));
    return status === 0 ? undefined : said.split('\n')[0];
  });
  compiler = asked;
  return asked;
}

/** Does `act` for each of `all`, {@link AT_ONCE} at a time. */
async function eachOf(all, act) {
  const left = [...all];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
