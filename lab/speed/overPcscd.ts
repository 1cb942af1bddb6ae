import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { inOwnNamespace, namespaceEnv, whyNoNamespace } from './ownNamespace.ts';
import { beside } from './program.ts';

const PCSCD = '/usr/sbin/pcscd';
const VIRTUAL_READER = '/etc/reader.conf.d/vpcd';

/** Why nothing can be measured over the real PC/SC service on this machine, or null. */
export function pcscdObstacle(): string | null {
  const missing = [PCSCD, VIRTUAL_READER].find((path) => !existsSync(path));
  if (missing !== undefined) return `${missing} is missing (apt-get install pcscd vsmartcard-vpcd)`;
  return whyNoNamespace() ?? null;
}

/** Runs a program of this folder inside a namespace of its own; its argument is how often. @returns the JSON that it printed. */
export async function observeOverPcscd(program: string, rounds: number): Promise<unknown> {
  const { file, args } = inOwnNamespace([process.execPath, beside(program), String(rounds)]);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...namespaceEnv() } });
  const [[code], output] = await Promise.all([once(child, 'exit'), text(child.stdout)]);
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  return JSON.parse(output);
}
