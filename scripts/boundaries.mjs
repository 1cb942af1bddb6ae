/**
 * Checks who imports whom by .dependency-cruiser.mjs, and that every source file was really read: the tool reports "no
 * violations" just as happily when it could not parse a single module. It knows imports, static and dynamic, and nothing of a
 * path in a string, by which one program starts another: such a path into the laboratory is looked for here.
 *
 *   node scripts/boundaries.mjs [folder]    checks the tree at `folder`, by default this one
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot, projectNode, root } from './setup/paths.mjs';

const ROOMS = ['hardware', 'machines', 'link', 'shell', 'station', 'renderer', 'electron', 'lab', 'tests', 'scripts'];

/** What is shipped: none of it may start, read or import anything of the laboratory. Rooms, and what makes and sets up the package. */
const PRODUCT = ['hardware', 'machines', 'link', 'shell', 'station', 'renderer', 'electron'];
const PACKAGING = ['electron-builder.yml', 'config/kiosk.example.json'];

const tree = path.resolve(process.argv[2] ?? root);
const rooms = ROOMS.filter((room) => existsSync(path.join(tree, room)));
const result = cruise();
const read = new Set(result.modules.filter(({ couldNotResolve }) => !couldNotResolve).map(({ source }) => source));
const unread = rooms.flatMap(sourcesIn).filter((file) => !read.has(file));
const packaging = PACKAGING.filter((file) => existsSync(path.join(tree, file)));
const shipped = rooms.filter((room) => PRODUCT.includes(room)).flatMap(filesIn);
const named = [...shipped, ...packaging].filter((file) => !isTest(file) && namesLab(file));
const { violations, totalCruised, totalDependenciesCruised } = result.summary;

for (const { rule, from, to } of violations) console.log(`${from} -> ${to}\n    ${rule.name}`);
for (const file of named) console.log(`${file} -> lab/\n    lab: no path into it`);
for (const file of unread) console.log(`${file}\n    was not read: nothing is known of what it imports`);
console.log(
  `${totalCruised} modules, ${totalDependenciesCruised} imports, ${violations.length + named.length} forbidden, ${unread.length} unread`,
);
process.exitCode = violations.length + named.length + unread.length === 0 && totalDependenciesCruised > 0 ? 0 : 1;

function cruise() {
  const tool = fromRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [tool, '--config', fromRoot('.dependency-cruiser.mjs'), '--output-type', 'json', ...rooms];
  const { stdout, stderr, status } = spawnSync(projectNode(), args, { cwd: tree, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no report (exit code ${status}):\n${stderr}${stdout}`);
  return JSON.parse(stdout);
}

function isTest(file) {
  return /[.]test[.](ts|tsx|mjs)$|[/]testdata[/]/.test(file);
}

/** A path with a folder `lab` in it, or that folder's name alone in quotes: in programs, pages, pictures, settings, whatever their ending. */
function namesLab(file) {
  return /(?<![\w-])lab(\/|['"`](?!\w))/.test(readFileSync(path.join(tree, file), 'utf8'));
}

function isSource(file) {
  return /[.][cm]?[jt]sx?$/.test(file) && !/[.]d[.][cm]?ts$/.test(file);
}

function filesIn(room) {
  return readdirSync(path.join(tree, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(tree, path.join(parentPath, name)))
    .filter((name) => !name.includes('node_modules/'));
}

function sourcesIn(room) {
  return filesIn(room).filter(isSource);
}
