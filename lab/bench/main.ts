import '../../station/nodeVersion.ts';
import { rmSync } from 'node:fs';
import { keepCompiledCode } from '../../hardware/system/compileCache.ts';
import { createLogSink } from '../../hardware/system/logSink.ts';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createLog } from '../../hardware/ports/log.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { type CompanionMessage, toCompanionSchema } from '../../link/companionLink.ts';
import { childEnvironment, startNodeChild } from '../../shell/childProcess.ts';
import { Supervisor } from '../../shell/supervisor.ts';
import { readLabConfig } from '../config.ts';
import { benchSockets, issuerSeedIn } from './benchSockets.ts';
import { setUpBench } from './setUpBench.ts';

/**
 * The bench process, the shell's companion: simulated hardware that lives on when the station is killed, and the reference
 * issuer where the configuration names it. Usage: `main --config FILE --data FOLDER --bench FOLDER`.
 */

keepCompiledCode();
const log = createLog(createLogSink('bench: '), systemClock);

/** The shell may be gone already: then there is nobody to tell, and `disconnect` ends this process. */
function tell(message: CompanionMessage): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

/** The reference issuer as a process of its own. Its books outlive the bench; what they begin with was made to the bench's cards. */
function superviseIssuer(folder: string, data: string): Supervisor<{ readonly type: 'ready' }> {
  const entry = resolve(import.meta.dirname, `../issuer/main${extname(import.meta.filename)}`);
  const books = join(data, 'issuer', 'books.db');
  const args = ['--books', books, '--seed', issuerSeedIn(folder), '--socket', benchSockets(folder).issuerHost];
  return new Supervisor({
    name: 'issuer',
    spawn: () => startNodeChild({ nodePath: process.execPath, entry, args, env: childEnvironment(process.env) }),
    parse: (raw) => z.strictObject({ type: z.literal('ready') }).safeParse(raw).data ?? null,
    // What it has answered is on its disk.
    stopBounds: { askedMs: 1_000, terminatedMs: 500 },
    silence: null,
    clock: systemClock,
    log,
    onMessage: () => undefined,
    // The station does not wait for it: an issuer that cannot be reached is part of its life.
    onUp: () => log.write('bench.issuer-ready'),
    onDown: () => undefined,
  });
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, data: { type: 'string' }, bench: { type: 'string' } } });
  const { config: configPath, data, bench: folder } = values;
  if (configPath === undefined || data === undefined || folder === undefined)
    throw new Error('usage: bench --config FILE --data FOLDER --bench FOLDER');
  const config = readLabConfig(configPath);
  const bench = await setUpBench({
    folder,
    cardBehind: config.reader.kind === 'bench' ? 'reader' : 'pcscd',
    cardsFolder: join(data, 'cards'),
    clock: systemClock,
    random: systemRandom,
    onState: (state) => tell({ type: 'state', state }),
  });
  const issuer = config.issuer.kind === 'reference' ? superviseIssuer(folder, data) : null;
  const end = (): void => {
    const ended = issuer?.stop() ?? Promise.resolve();
    ended.finally(() => process.exit(0)).catch(() => undefined);
  };
  // Nothing here is worth keeping: what the parts hold lives as long as this process. A shell that was killed leaves
  // the folder to be tidied up here.
  process.on('disconnect', () => {
    rmSync(folder, { recursive: true, force: true });
    end();
  });
  process.on('SIGTERM', end);
  process.on('message', (raw) => {
    const message = toCompanionSchema.safeParse(raw);
    if (!message.success) log.write('bench.message-dropped');
    else if (message.data.type === 'stop') end();
    else bench.carryOut(message.data.command);
  });
  issuer?.start();
  tell({ type: 'ready' });
}

run().catch((cause: unknown) => {
  process.stderr.write(`bench: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
