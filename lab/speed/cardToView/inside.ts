import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { makeCard } from '../../world/worldCards.ts';
import { machineWithout } from '../machineWithout.ts';
import { startPcscd } from '../pcscd.ts';
import { beside, type Program, startProgram, type Told } from '../program.ts';
import { inTemporaryFolder } from '../temporaryFolder.ts';
import { cardDelays } from '../baselines/cardDelays.ts';
import { CardSide, type Shown } from '../cardSide.ts';
import { screenIs, viewOf } from '../screenIs.ts';

/**
 * Runs inside a namespace of its own: the real service, our station at its first reader and a bare script at its second,
 * and cards laid down at both in turns. Argument: how often. Prints what {@link Observed} says as one line of JSON.
 */
export interface Observed {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  /** The same until the balance alone is known. */
  readonly balance: readonly number[];
  readonly bareBalance: readonly number[];
  /** What the card alone takes for the commands of one reading. */
  readonly delaysMs: number;
  readonly pollingMs: readonly number[];
  /** Commands that the card heard before the View left. */
  readonly commands: number;
}

/** The command with which the balance of an EasyCard is read (commandEconomy.test.ts). */
const PURSE_COMMAND = 6;

/** A laying down of a card, and how long it took until its balance was told, ms. */
interface Looked extends Shown {
  readonly balanceMs: number;
}

async function look(balance: Promise<unknown>, show: () => Promise<Shown>): Promise<Looked> {
  const told = balance.then(() => systemClock.monotonicMs());
  const shown = await show();
  return { ...shown, balanceMs: (await told) - shown.foundAtMs };
}

const tellsBalance = (told: Told): boolean => typeof viewOf(told).card?.balance === 'number';

/** The first times run code that was never run before; a kiosk runs for weeks. */
const WARM_UP = 3;

async function observe(rounds: number, folder: string): Promise<Observed> {
  const config = join(folder, 'kiosk.json');
  writeFileSync(config, JSON.stringify(machineWithout({ reader: 'Virtual PCD 00 00' })));
  const station = startProgram([beside('../../station/main.ts'), '--config', config, '--data', join(folder, 'data')]);
  await station.told('view', screenIs('attract'));

  const [first, second] = [new CardSide(0), new CardSide(1)];
  const card = makeCard('ordinary', systemClock.wallMs(), 1);
  const showToStation = (): Promise<Looked> =>
    look(station.told('view', tellsBalance), () =>
      first.show(card, station.told('view', screenIs('balance')), station.told('view', screenIs('attract'))),
    );
  const commands = (await showToStation()).heard.map(({ hex }) => hex);
  const script = startProgram([beside('baselines/bareCard.mjs'), 'Virtual PCD 00 01', String(PURSE_COMMAND), ...commands]);
  await script.told('ready');

  const ours: Looked[] = [];
  const bare: Looked[] = [];
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    ours.push(await showToStation());
    bare.push(await look(script.told('balance'), () => second.show(card, script.told('read'), script.told('gone'))));
  }
  await stop(first, second, station, script);
  const counted = ours.slice(WARM_UP);
  return {
    ours: counted.map(({ tookMs }) => tookMs),
    bare: bare.slice(WARM_UP).map(({ tookMs }) => tookMs),
    balance: counted.map(({ balanceMs }) => balanceMs),
    bareBalance: bare.slice(WARM_UP).map(({ balanceMs }) => balanceMs),
    delaysMs: cardDelays(commands),
    pollingMs: counted.map(({ pollingMs }) => pollingMs),
    commands: commands.length,
  };
}

async function stop(first: CardSide, second: CardSide, ...programs: readonly Program[]): Promise<void> {
  first.stop();
  second.stop();
  for (const program of programs) await program.kill();
}

const rounds = Number(process.argv[2]);
const pcscd = await startPcscd();
const observed = await inTemporaryFolder((folder) => observe(rounds, folder));
await pcscd.stop();
process.stdout.write(`${JSON.stringify(observed)}\n`);
