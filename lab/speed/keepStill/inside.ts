import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeededRandom } from '../../devices/seededRandom.ts';
import { SimulatedValidator } from '../../devices/validator/simulatedValidator.ts';
import type { LabConfig } from '../../config.ts';
import { benchSockets } from '../../bench/benchSockets.ts';
import { serveLine } from '../../bench/serveLine.ts';
import { makeCard } from '../../world/worldCards.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { cardDelays } from '../baselines/cardDelays.ts';
import { CardSide, type Heard } from '../cardSide.ts';
import { machineWithout } from '../machineWithout.ts';
import { startPcscd } from '../pcscd.ts';
import { beside, startProgram } from '../program.ts';
import { screenIs, viewOf } from '../screenIs.ts';
import { inTemporaryFolder } from '../temporaryFolder.ts';

/**
 * Runs inside a namespace of its own: the real service, our station with a note acceptor that is quick, and top-ups one after
 * the other. Argument: how often. Prints what {@link WritesObserved} says as one line of JSON.
 */
export interface WritesObserved {
  readonly writes: PhaseObserved;
  /** The writes and the read-back after them. */
  readonly whole: PhaseObserved;
}

export interface PhaseObserved {
  readonly commands: number;
  /** From its first command's coming to its last answer's leaving, at the card; each top-up's. */
  readonly tookMs: readonly number[];
  /** What the card alone takes for these commands. */
  readonly delaysMs: number;
}

const NOTE = 100;
const QUICK_NOTES = { readingMs: 10, transportMs: 10, stowingMs: 10, rejectingMs: 10, startUpMs: 50 };
/** The first times run code that was never run before. */
const WARM_UP = 3;

async function observe(rounds: number, folder: string): Promise<WritesObserved> {
  const unit = new SimulatedValidator({ clock: systemClock, random: new SeededRandom('bench'), config: { timing: QUICK_NOTES } });
  const line = await serveLine(benchSockets(folder).validator, unit);
  const config = join(folder, 'kiosk.json');
  const machine: LabConfig = {
    ...machineWithout({ reader: 'Virtual PCD 00 00' }),
    acceptor: { kind: 'bench' },
    artificialCards: true,
  };
  writeFileSync(config, JSON.stringify(machine));
  const station = startProgram([beside('../station.ts'), '--config', config, '--data', join(folder, 'data'), '--bench', folder]);
  await station.told('view', screenIs('attract'));

  const side = new CardSide(0);
  const topUps: (readonly Heard[])[] = [];
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const takesNotes = station.told('view', (told) => screenIs('balance')(told) && viewOf(told).cash?.accepts.includes(NOTE) === true);
    const added = station.told('view', screenIs('added'));
    const rests = added.then(() => station.told('view', screenIs('result')));
    const inserted = takesNotes.then(() => {
      const insertion = unit.insertNote(NOTE);
      if (insertion !== 'taken-in') throw new Error(`the note was not taken in: ${insertion}`);
    });
    const card = makeCard('ordinary', systemClock.wallMs(), round % 256);
    const { heard } = await side.show(card, Promise.all([inserted, added]), rests);
    topUps.push(heard.slice(heard.findIndex(({ isWrite }) => isWrite)));
  }
  side.stop();
  await station.kill();
  await line.close();
  // Its watchdog would keep this process for seconds.
  unit.powerOff();
  const counted = topUps.slice(WARM_UP);
  return { writes: phaseOf(counted.map((heard) => heard.filter(({ isWrite }) => isWrite))), whole: phaseOf(counted) };
}

function phaseOf(topUps: readonly (readonly Heard[])[]): PhaseObserved {
  const commands = topUps[0]?.map(({ hex }) => hex) ?? [];
  const tookMs = topUps.map((heard) => (heard.at(-1)?.answeredMs ?? Number.NaN) - (heard[0]?.atMs ?? Number.NaN));
  return { commands: commands.length, tookMs, delaysMs: cardDelays(commands) };
}

const rounds = Number(process.argv[2]);
const pcscd = await startPcscd();
const observed = await inTemporaryFolder((folder) => observe(rounds, folder));
await pcscd.stop();
process.stdout.write(`${JSON.stringify(observed)}\n`);
