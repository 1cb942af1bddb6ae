/**
 * Are the tests of the rules sharp? Changes every value of the rule packs by one step, one at a time, and demands that a
 * test fails which names one of the value's rules in its title. The change is made while the packs are loaded into the
 * tests; the program knows nothing of it.
 *
 *   node scripts/rule-mutants.mjs             every value
 *   node scripts/rule-mutants.mjs TEXT        only those whose title contains TEXT
 */
import { createVitest } from 'vitest/node';
import { rulePacks } from '../machines/rules/packs/rulePacks.ts';
import { fromRoot } from './setup/paths.mjs';
import { matters, mutantsOf } from './test/ruleMutants.mjs';

const PACKS = fromRoot('machines', 'rules', 'packs', 'rulePacks.ts');
const DECLARED = 'export const rulePacks: readonly RulePack[] =';
const RULE_ID = /R-\d{3}-\d{2}/g;

/** The change that is being made, or null. */
let current = null;

/** Changes the packs on their way into the tests. */
const changePacks = {
  name: 'change-the-rule-packs',
  enforce: 'pre',
  transform(code, id) {
    if (id !== PACKS) return undefined;
    if (!code.includes(DECLARED)) throw new Error(`${PACKS} does not declare its packs as expected`);
    if (current === null) return undefined;
    const changes = current.places.map((place) => {
      const keys = place.map((key) => `[${JSON.stringify(key)}]`).join('');
      return `rulePacks${keys} = ${JSON.stringify(current.value)};`;
    });
    return `${code.replace(DECLARED, 'const asWritten: readonly RulePack[] =')}
      export const rulePacks = structuredClone(asWritten) as any;
      ${changes.join('\n')}`;
  },
};

const vitest = await createVitest(
  {
    root: fromRoot('.'),
    config: false,
    include: ['machines/rules/*.test.ts', 'machines/flows/cardAct/serviceOffers.test.ts', 'tests/rules/{examples,properties}.test.ts'],
    watch: false,
    // What was transformed for the last change must not be met again.
    fsModuleCache: false,
    reporters: [{}],
    pool: 'threads',
    maxWorkers: 2,
  },
  { plugins: [changePacks] },
);
const specifications = await vitest.globTestSpecifications();
const unchanged = await run(specifications);
if (unchanged.failed.length > 0 || unchanged.passed.length === 0) {
  console.log(`the tests must pass before anything is changed:\n${unchanged.failed.map(({ title }) => title).join('\n')}`);
  process.exit(1);
}

const only = process.argv[2] ?? '';
const mutants = mutantsOf(rulePacks).filter(({ title }) => title.includes(only));
const outcomes = { killed: 0, survived: 0, unnoticeable: 0 };
for (const mutant of mutants) {
  const outcome = await judge(mutant);
  outcomes[outcome.kind] += 1;
  console.log(`${outcome.kind.padEnd(12)}  ${mutant.title}${outcome.by === undefined ? '' : `\n${' '.repeat(14)}by ${outcome.by}`}`);
}
await vitest.close();
console.log(
  `\n${mutants.length} changes: ${outcomes.killed} noticed, ${outcomes.survived} not, ${outcomes.unnoticeable} prevailed over by other terms`,
);
process.exit(outcomes.killed > 0 && outcomes.survived === 0 ? 0 : 1);

/** Runs the tests that name one of the rules of what was changed: one of them must fail. */
async function judge(mutant) {
  if (!matters(rulePacks, mutant)) return { kind: 'unnoticeable' };
  const concerned = unchanged.passed.filter(({ title }) => mutant.clauses.some((clause) => title.includes(clause)));
  if (concerned.length === 0) return { kind: 'survived', by: `no test at all names ${mutant.clauses.join(', ')}` };
  const files = new Set(concerned.map(({ file }) => file));
  current = mutant;
  vitest.invalidateFile(PACKS);
  vitest.setGlobalTestNamePattern(new RegExp(mutant.clauses.join('|')));
  const { failed } = await run(specifications.filter(({ moduleId }) => files.has(moduleId)));
  const [first] = failed;
  return first === undefined
    ? { kind: 'survived', by: `${concerned.length} tests name ${mutant.clauses.join(', ')}, none fails` }
    : { kind: 'killed', by: first.title };
}

async function run(some) {
  const { testModules } = await vitest.runTestSpecifications(some);
  const tests = testModules.flatMap((module) => [...module.children.allTests()].map((test) => ({ test, file: module.moduleId })));
  const of = (state) =>
    tests
      .filter(({ test }) => test.result().state === state)
      .map(({ test, file }) => ({ title: test.fullName, file }))
      .filter(({ title }) => state !== 'failed' || current === null || title.match(RULE_ID)?.some((id) => current.clauses.includes(id)));
  return { passed: of('passed'), failed: of('failed') };
}
