import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '../config.ts';
import type { ExaminedConfig } from '../doctor/examined.ts';
import type { Edition } from './edition.ts';

/**
 * Prints the drop-in by which systemd lets the kiosk speak to what its configuration names, and to nothing else.
 * @returns the exit code
 * @throws ConfigError where a configuration names a host by a word: systemd knows addresses only
 */
export async function unit(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string', default: edition.configPath } } });
  const path = resolve(values.config);
  process.stdout.write(networkDropIn(edition.parse(readFileSync(path, 'utf8'), path)));
  return 0;
}

/** The hosts that a configuration names, as they stand in it. */
export function hostsOf({ issuer, printer }: ExaminedConfig): string[] {
  const hosts = [
    issuer.kind === 'http' ? new URL(issuer.url).hostname.replace(/^\[|\]$/g, '') : null,
    'host' in printer ? printer.host : null,
  ];
  return hosts.filter((host) => host !== null && host !== undefined);
}

export function networkDropIn(config: ExaminedConfig): string {
  const hosts = hostsOf(config).filter((host) => host !== 'localhost');
  for (const host of hosts) {
    if (isIP(host) === 0)
      throw new ConfigError(
        `${host}: name it by its numeric address, and put the name of its certificate into /etc/hosts: a name could be made to mean another host`,
      );
  }
  return [
    '# Made by `kiosk unit` from the configuration: whom the kiosk may speak to besides this machine.',
    '[Service]',
    ...hosts.map((host) => `IPAddressAllow=${host}`),
    '',
  ].join('\n');
}
