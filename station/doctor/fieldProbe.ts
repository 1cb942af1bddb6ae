import { execFile } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { FieldProbe } from './field.ts';

/** A command that hangs is as good as none; milliseconds (ours). */
const LONGEST_MS = 5_000;

/** This very machine. */
export function systemFieldProbe(installed: string): FieldProbe {
  const { username, uid } = userInfo();
  return {
    user: username,
    uid,
    installed,
    readText: (path) => readFile(path, 'utf8').catch(() => null),
    ask: (command, ...args) =>
      new Promise((resolve) => {
        execFile(command, args, { timeout: LONGEST_MS, encoding: 'utf8' }, (error, stdout) => {
          resolve(error?.code === 'ENOENT' || error?.killed === true ? null : stdout.trim());
        });
      }),
    mayWrite: (path) =>
      access(path, constants.W_OK).then(
        () => true,
        () => false,
      ),
  };
}
