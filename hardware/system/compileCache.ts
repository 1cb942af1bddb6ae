import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * Lets Node keep compiled code between starts, in a folder that nobody else can write: whoever writes there runs code as this
 * user, and Node's own choice, a folder in the shared temporary directory, trusts whoever made it first. Without such a folder code is
 * compiled anew at each start.
 */
export function keepCompiledCode(): void {
  const folder = compileCacheFolder();
  if (folder !== null) enableCompileCache(folder);
}

/** systemd's own folder for the unit (CacheDirectory=), or the user's; null when there is none to trust. */
export function compileCacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string | null {
  try {
    const { homedir } = userInfo();
    const folder = resolve(env['CACHE_DIRECTORY'] ?? join(homedir, '.cache', 'add-value-kiosk'), 'compiled');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwnAlone(folder) ? folder : null;
  } catch {
    return null;
  }
}

/** Whether only this user (and root) can put anything into a folder, or put another one in its place. */
export function isOwnAlone(folder: string): boolean {
  const own = process.getuid?.() ?? -1;
  const at = lstatSync(folder);
  if (!at.isDirectory() || at.uid !== own || (at.mode & 0o077) !== 0) return false;
  for (let path = dirname(folder); ; path = dirname(path)) {
    if (!isTrusted(lstatSync(path), own)) return false;
    if (path === dirname(path)) return true;
  }
}

/** In a sticky folder others can add, and neither move nor remove what is not theirs. */
function isTrusted(at: Stats, own: number): boolean {
  const othersWrite = (at.mode & 0o022) !== 0 && (at.mode & 0o1000) === 0;
  return at.isDirectory() && (at.uid === 0 || at.uid === own) && !othersWrite;
}
