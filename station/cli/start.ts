import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { needsBench, readConfig } from '../config.ts';
import { projectRoot } from '../projectRoot.ts';
import { startShell } from '../../shell/startShell.ts';

/**
 * Starts the kiosk and stays until it is stopped.
 * @returns the exit code
 * @throws ConfigError when the configuration is missing or wrong: nothing was started then.
 */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string', default: join(projectRoot, 'config/kiosk.simulated.json') },
      data: { type: 'string', default: join(projectRoot, 'data') },
      port: { type: 'string', default: '0' },
      'no-window': { type: 'boolean', default: false },
    },
  });
  const config = readConfig(values.config);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`--port must be 0 to 65535, not ${values.port}`);
  const shell = await startShell({
    configPath: resolve(values.config),
    dataDir: resolve(values.data),
    openWindow: values['no-window'] ? false : 'auto',
    simulated: needsBench(config),
    cardBehind: config.reader.kind === 'pcsc' ? 'pcscd' : 'reader',
    referenceIssuer: config.issuer.kind === 'reference',
    port,
  });
  return shell.stopped;
}
