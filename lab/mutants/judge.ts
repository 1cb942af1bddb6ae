import { interruptVisit, VISITS } from '../world/exhaustive.ts';
import { crossNotes } from '../world/noteMatrix.ts';
import { drawVisit } from '../world/randomRun.ts';
import { runScenario } from '../world/scenario.ts';
import { mutants } from './mutants.ts';

/**
 * Does the simulated world notice what is wrong with this project, whichever mutant of it was loaded? Ends with the first violation and
 * says it; with `not found` when none came up. The exit code says the same: 1 found, 0 not found.
 *
 *   node --import ./lab/mutants/loadMutated.ts lab/mutants/judge.ts
 */

/** A sample of the note matrix, of random visits, and of every visit that is interrupted everywhere: some minutes. */
const NOTE_CASES = 7;
const SEED = 7;
const RANDOM_VISITS = 400;
const SCOPE = { everyStepTwice: false, sample: 47, each: 47 };

function found(where: string, violations: readonly string[]): never {
  process.stdout.write(`${where}: ${violations[0]}\n`);
  process.exit(1);
}

async function askNotes(): Promise<void> {
  let cases = 0;
  for await (const { validator, interruptions, violations } of crossNotes(NOTE_CASES)) {
    cases += 1;
    if (violations.length > 0) found(`notes ${cases}, ${validator}, ${interruptions.map(({ fault }) => fault).join(' + ')}`, violations);
  }
}

async function askRandom(): Promise<void> {
  for (let visit = 1; visit <= RANDOM_VISITS; visit += 1) {
    const { violations } = await runScenario(drawVisit(SEED, visit));
    if (violations.length > 0) found(`random visit ${visit}`, violations);
  }
}

async function askVisits(): Promise<void> {
  for (let visit = 0; visit < VISITS; visit += 1) {
    const { failed } = await interruptVisit(visit, SCOPE);
    const [first] = failed;
    if (first !== undefined)
      found(`visit ${visit} ${first.scenario.interruptions.map(({ fault }) => fault).join(' + ')}`, first.violations);
  }
}

// What is most likely to find it first.
const file = mutants.find(({ name }) => name === process.env['KIOSK_MUTANT'])?.file ?? '';
const aboutNotes = file.startsWith('hardware/ssp/') || ['cashDesk.ts', 'noteBook.ts', 'recovery.ts'].some((name) => file.endsWith(name));
for (const ask of aboutNotes ? [askNotes, askRandom, askVisits] : [askRandom, askVisits, askNotes]) await ask();
process.stdout.write('not found\n');
process.exit(0);
