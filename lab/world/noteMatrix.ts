import type { ValidatorChoice } from '../devices/validator/config.ts';
import { ACCEPTING_POLL, type Interruption, type StepFault } from './interruption.ts';
import { runScenario, type Scenario, type ScenarioResult } from './scenario.ts';

/** Validators as they are built. */
const VALIDATORS: Readonly<Record<string, ValidatorChoice>> = {
  'counts as it credits': {},
  'does not count': { counters: false },
  'counts late': { counting: 'late' },
  'counts early': { counting: 'early' },
  'counts on the way': { counting: 'on-the-way' },
  'says everything once': { tellsOnce: true },
  'holds what it gives back': { holdsInBezel: true },
};

/** What becomes of the note that is being kept. */
const ON_THE_WAY: readonly StepFault[] = [
  'second-note',
  'silent-stacking',
  'reject-accepted',
  'stands-still',
  'jam-clears-in',
  'jam-safe',
  'credit-unreported',
  'credit-twice',
];

/** What happens to the station meanwhile. */
const MEANWHILE: readonly StepFault[] = ['kill-after', 'power-before', 'power-long', 'stall-6'];

export interface NoteCase {
  readonly validator: string;
  readonly interruptions: readonly Interruption[];
  readonly violations: readonly string[];
}

/**
 * Every validator × what becomes of a note that is being kept × what happens to the station at every later step until the visit
 * is over: alone each of these may be harmless, and the two together are what a validator does in a hall.
 * @param each only every so manieth of the repeated interruptions; 1 for all
 */
export async function* crossNotes(each: number): AsyncGenerator<NoteCase> {
  let skipped = 0;
  for (const [name, validator] of Object.entries(VALIDATORS)) {
    const run = async (interruptions: readonly Interruption[]): Promise<ScenarioResult> => {
      const scenario: Scenario = { card: 'ordinary', notes: [500], whenAsked: 'puts-it-back', validator, interruptions };
      return runScenario(scenario);
    };
    const caseOf = (interruptions: readonly Interruption[], { violations }: ScenarioResult): NoteCase => ({
      validator: name,
      interruptions,
      violations,
    });
    const clean = await run([]);
    yield caseOf([], clean);
    const accepting = clean.steps.find(({ what }) => what === ACCEPTING_POLL)?.index ?? 0;
    for (const fault of ON_THE_WAY) {
      const first = { at: accepting, fault };
      const once = await run([first]);
      yield caseOf([first], once);
      for (const later of once.steps.slice(accepting, once.visitSteps)) {
        for (const second of MEANWHILE) {
          skipped = (skipped + 1) % each;
          if (skipped !== 0) continue;
          const both = [first, { at: later.index, fault: second }];
          yield caseOf(both, await run(both));
        }
      }
    }
  }
}
