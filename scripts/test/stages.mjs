import { existsSync, readdirSync } from 'node:fs';
import { inOwnNamespace, namespaceEnv, whyNoNamespace } from '../../lab/speed/ownNamespace.ts';
import { fromRoot } from '../setup/paths.mjs';
import { lookForElectron } from '../../shell/electronBinary.ts';
import { runCommand } from './command.mjs';
import { countCommand, countListed, countPlaywright, countVitest, withReport } from './counts.mjs';

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {'always' | 'full' | 'long'} when   always: also in the quick check; long: only when asked for
 * @property {() => Promise<import('./report.mjs').Outcome>} run
 * @property {() => boolean} [applies]           false: the tree holds nothing for it
 * @property {'waits' | 'yields'} [pace]         waits: for devices most of its time, so those that `yield` run beside it; without: alone
 */

const ROOMS = ['hardware', 'machines', 'link', 'shell', 'station', 'renderer', 'electron', 'lab', 'tests', 'scripts'];
const ROOT_FILES = ['vite.config.ts', 'vitest.config.ts', 'playwright.config.ts'];

/** @type {Stage[]} */
export const STAGES = [
  { name: 'types', when: 'always', run: () => command([tool('typescript', 'bin/tsc'), '-b']) },
  {
    name: 'lint',
    when: 'always',
    run: () => command([tool('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings', ...ROOMS.filter(exists), ...ROOT_FILES]),
  },
  { name: 'format', when: 'always', run: () => command([tool('@biomejs/biome', 'bin/biome'), 'format', '--max-diagnostics=50']) },
  // What nobody uses: files, exports, packages (knip.json).
  { name: 'unused', when: 'always', run: () => command([tool('knip', 'bin/knip.js'), '--no-progress']) },
  { name: 'boundaries', when: 'always', run: () => command([fromRoot('scripts', 'boundaries.mjs')]) },
  // The cards keep local time: what is right only in Taiwan's zone, or only in UTC, is wrong. So in a zone that nobody here lives in.
  { name: 'unit', when: 'always', run: () => vitest('unit*', { env: { TZ: 'America/New_York' } }) },
  { name: 'unit-own-zone', when: 'long', run: () => vitest('unit*') },
  { name: 'unit-taipei', when: 'long', run: () => vitest('unit*', { env: { TZ: 'Asia/Taipei' } }) },
  { name: 'contract', when: 'full', run: contract, pace: 'waits' },

  // Built, and every screen of it measured from fixtures: what can be read, what can be pressed, what assistive technology finds.
  { name: 'screen', when: 'full', run: screen, pace: 'yields' },
  // Every screen, in every language and both shapes, with what assistive technology finds; the everyday run looks at one of each.
  { name: 'screen-all', when: 'long', run: () => playwright('gallery', { env: { KIOSK_EVERY_PICTURE: '1' } }) },

  // The simulated world: a sample of every path with every fault, once and twice, then a random run; all of it when asked for. One
  // command, one test.
  {
    name: 'world-exhaustive',
    when: 'full',
    run: () => command([kiosk, 'simulate', '--exhaustive', '--sample', '32', '--every', '60', '--json'], { wrap: politely }),
    pace: 'yields',
  },
  { name: 'world-exhaustive-all', when: 'long', run: () => command([kiosk, 'simulate', '--exhaustive', '--json']) },
  {
    name: 'world-random',
    when: 'full',
    run: () => command([kiosk, 'simulate', '--seed', '1', '--visits', '1500', '--json'], { wrap: politely }),
    pace: 'yields',
  },
  // Cards torn away at every command of everything that changes them: a sample here, all of it when asked for.
  {
    name: 'world-tear',
    when: 'full',
    run: () => command([kiosk, 'simulate', '--tear', '--every', '16', '--json'], { wrap: politely }),
    pace: 'yields',
  },
  { name: 'world-tear-all', when: 'long', run: () => command([kiosk, 'simulate', '--tear', '--json']) },
  { name: 'world-long', when: 'long', run: () => command([kiosk, 'simulate', '--seed', '2', '--visits', '20000', '--json']) },

  // Any card, any host, any touches: what nobody agreed to changes nothing. The unit tests draw some, this draws thousands.
  {
    name: 'touches-long',
    when: 'long',
    run: () => vitest('unit*', { env: { KIOSK_PROPERTY_RUNS: '5000' }, files: ['lab/world/untouched.test.ts'] }),
  },

  // Changes of a card, cut at more places within a block than the unit tests do.
  {
    name: 'tears-long',
    when: 'long',
    run: () =>
      vitest('unit*', {
        env: { KIOSK_EVERY_TEAR: '1' },
        files: ['hardware/card-profiles/tears.test.ts', 'lab/world/livesOn.test.ts'],
      }),
  },

  // Everything that can happen to a note, interrupted at each place: the unit tests try one place in 397.
  {
    name: 'notes-long',
    when: 'long',
    run: () => vitest('unit*', { env: { KIOSK_NOTE_CASES: '1' }, files: ['lab/world/noteMatrix.test.ts'] }),
  },

  // The tests of the rules, tested: every value of the rule packs changed by one step must make one of them fail.
  { name: 'rule-mutants', when: 'long', run: () => command([fromRoot('scripts', 'rule-mutants.mjs')]) },

  // The tests of the flows, tested: every event that a flow accepts or passes on, deleted, must not compile or make one of them fail.
  { name: 'flow-mutants', when: 'long', run: () => command([fromRoot('scripts', 'flow-mutants.mjs')]) },

  // The world and the tests, tested: one mend taken out of the product at a time must be found by the world, or by a test where it cannot.
  { name: 'mutants', when: 'long', run: () => command([fromRoot('scripts', 'mutants.mjs')]) },

  // A thousand top-ups over the real PC/SC service, two hundred with the card pulled away. One command, one test.
  { name: 'pcscd-soak', when: 'long', run: soak },

  // The whole way over the real pcscd and a serial line; the browser lives in the namespace too. It waits for readers and plugs.
  { name: 'e2e-pcscd', when: 'full', run: () => isolated((wrap, env) => playwright('pcscd', { env, wrap })), pace: 'waits' },
  { name: 'e2e', when: 'full', run: () => playwright('chromium', { wrap: politely, flags: ['--grep-invert=@long'] }), pace: 'yields' },
  // The same walks in every other language, and every place between where a card can be torn.
  { name: 'e2e-long', when: 'long', run: () => playwright('chromium', { flags: ['--grep=@long'] }) },
  { name: 'electron', when: 'full', run: electron, applies: () => exists('tests/e2e/electron') },
];

const kiosk = fromRoot('lab', 'cli.ts');

function tool(name, file) {
  return fromRoot('node_modules', name, file);
}

function exists(place) {
  return existsSync(fromRoot(place)) && readdirSync(fromRoot(place)).length > 0;
}

/** Last in the queue for a processor: beside a stage that waits for devices, which must hear them in time. */
function politely(words) {
  return ['nice', '-n', '15', ...words];
}

/** A program of ours or of a package, under this very Node. */
async function command(args, { wrap = (words) => words } = {}) {
  return countCommand(await runCommand(wrap([process.execPath, ...args])));
}

async function vitest(project, { env, files = [], wrap = (words) => words } = {}) {
  const { answer, report } = await withReport((file) => {
    const words = [
      process.execPath,
      tool('vitest', 'vitest.mjs'),
      'run',
      ...files,
      `--project=${project}`,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    return runCommand(wrap(words), { env });
  });
  return countVitest(report, answer);
}

/** The same suites against simulators and against the real parts: pcscd, serial lines. In a namespace of their own. */
function contract() {
  return isolated((wrap, env) => vitest('contract', { env, wrap }));
}

/** A top-up takes a second, most of it the service's own looking for cards. */
const SOAK_BOUND_MS = 40 * 60_000;

function soak() {
  return isolated(async (wrap, env) => {
    const answer = await runCommand(wrap([process.execPath, fromRoot('tests', 'soak', 'main.ts')]), { env, boundMs: SOAK_BOUND_MS });
    return { ...countCommand(answer), figures: answer.stdout.trimEnd().split('\n').at(-1) };
  });
}

/** Runs something inside a namespace of its own; where none can be made it is skipped, loudly. */
async function isolated(run) {
  const obstacle = whyNoNamespace();
  if (obstacle !== undefined) {
    const note = `SKIPPED, the real parts were NOT tested: ${obstacle}`;
    // As root on Linux nothing excuses it.
    if (process.platform === 'linux' && process.getuid?.() === 0) return { passed: 0, failed: 1, skipped: 0, output: note };
    return { passed: 0, failed: 0, skipped: 1, maySkip: true, note };
  }
  const wrap = (words) => {
    const { file, args } = inOwnNamespace(words);
    return [file, ...args];
  };
  return run(wrap, namespaceEnv());
}

async function playwright(project, { env, flags = [], wrap = (words) => words } = {}) {
  const { answer, report } = await withReport((file) => {
    // Each run empties its output folder; two at once must not share one.
    const output = `--output=test-results/${project}`;
    const words = [
      process.execPath,
      tool('@playwright/test', 'cli.js'),
      'test',
      `--project=${project}`,
      output,
      ...flags,
      '--reporter=list,json',
    ];
    return runCommand(wrap(words), { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } });
  });
  return countPlaywright(report, answer);
}

async function screen() {
  const built = await command([fromRoot('scripts', 'build-screen.mjs')]);
  if (built.failed > 0) return built;
  const drawn = await command([tool('vite', 'bin/vite.js'), 'build', '--mode', 'gallery', '--logLevel', 'warn']);
  return drawn.failed > 0 ? drawn : playwright('gallery', { wrap: politely, flags: ['--grep-invert=@long'] });
}

/** The window itself. Without Electron's binary or a display its specs are skipped, the only ones that may be. */
async function electron() {
  const found = lookForElectron(fromRoot(), process.env);
  if ('binary' in found) return playwright('electron');
  const words = [process.execPath, tool('@playwright/test', 'cli.js'), 'test', '--list', '--project=electron', '--reporter=json'];
  const { code, stdout, output } = await runCommand(words, { env: { KIOSK_LIST_ELECTRON_SPECS: '1' } });
  if (code !== 0) return { passed: 0, failed: 1, skipped: 0, output };
  return {
    passed: 0,
    failed: 0,
    skipped: countListed(JSON.parse(stdout)),
    maySkip: true,
    note: `SKIPPED, the window was NOT tested: ${found.missing}`,
  };
}
