import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startShell } from '../../shell/startShell.ts';
import { projectRoot } from '../projectRoot.ts';
import type { Edition } from './edition.ts';

/**
 * Starts the kiosk and stays until it is stopped.
 * @returns the exit code
 * @throws ConfigError when the configuration is missing or wrong: nothing was started then.
 */
export async function start(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string', default: edition.configPath },
      data: { type: 'string', default: edition.dataFolder },
      port: { type: 'string', default: '0' },
      'no-window': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`--port must be 0 to 65535, not ${values.port}`);
  const shell = await startShell({
    ...edition.programsFor(values.config),
    projectRoot,
    configPath: resolve(values.config),
    dataDir: resolve(values.data),
    openWindow: values['no-window'] ? false : 'auto',
    port,
  });
  return shell.stopped;
}
