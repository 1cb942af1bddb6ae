import '../../station/nodeVersion.ts';
import { rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { type BenchMessage, toBenchSchema } from './benchLink.ts';
import { setUpBench } from './setUpBench.ts';

/**
 * The bench process: simulated hardware that lives on when the station is killed.
 * Usage: `main --bench FOLDER [--cards FOLDER] [--card-behind reader|pcscd]`, started by the shell.
 */

enableCompileCache();

/** The shell may be gone already: then there is nobody to tell, and `disconnect` ends this process. */
function tell(message: BenchMessage): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { bench: { type: 'string' }, cards: { type: 'string' }, 'card-behind': { type: 'string', default: 'reader' } },
  });
  const cardBehind = values['card-behind'];
  const folder = values.bench;
  if (folder === undefined || (cardBehind !== 'reader' && cardBehind !== 'pcscd')) {
    throw new Error('usage: bench --bench FOLDER [--cards FOLDER] [--card-behind reader|pcscd]');
  }
  const bench = await setUpBench({
    folder,
    cardBehind,
    ...(values.cards === undefined ? {} : { cardsFolder: values.cards }),
    clock: systemClock,
    random: systemRandom,
    onState: (state) => tell({ type: 'state', state }),
  });
  // Nothing here is worth keeping: what the parts hold lives as long as this process. A shell that was killed leaves
  // the folder to be tidied up here.
  process.on('disconnect', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
  process.on('SIGTERM', () => process.exit(0));
  process.on('message', (raw) => {
    const message = toBenchSchema.safeParse(raw);
    if (!message.success) process.stderr.write('bench: something that is no message was dropped\n');
    else if (message.data.type === 'stop') process.exit(0);
    else bench.carryOut(message.data.command);
  });
  tell({ type: 'ready' });
}

run().catch((cause: unknown) => {
  process.stderr.write(`bench: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
