import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import type { ProcessFacts } from './probe.ts';

/** Processes other than this one that have `target` open, as /proc names it, and not also `exceptWith`. */
async function withOpen(target: string, exceptWith?: string): Promise<ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const open = await openFiles(pid);
      return open.includes(target) && !(exceptWith !== undefined && open.includes(exceptWith)) ? nameOf(pid) : null;
    }),
  );
  return found.filter((process) => process !== null);
}

async function openFiles(pid: string): Promise<string[]> {
  // Another user's process cannot be looked into, and any may end while we look.
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return Promise.all(descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')));
}

async function nameOf(pid: string): Promise<ProcessFacts> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '?');
  return { pid: Number(pid), name: name.trim() };
}

/** Makes pseudo terminals. Whoever has it open stands at the far end of one, and may keep the near end open as well. */
const PTY_MASTER = '/dev/ptmx';

/** Processes that have a device open. */
export async function holdersOf(device: string): Promise<ProcessFacts[]> {
  return withOpen(await realpath(device), PTY_MASTER);
}

/** A line of /proc/net/unix: Num, RefCount, Protocol, Flags, Type, St, Inode, Path (proc_net_unix(5)). */
const UNIX_SOCKET = /^\S+ \S+ \S+ (?<flags>\S+) \S+ \S+ +(?<inode>\d+) (?<path>.*)$/;

/** Flags of a socket that takes connections in (__SO_ACCEPTCON, linux/net.h). */
const LISTENING = '00010000';

/** The process that listens on a unix socket, or null. */
export async function ownerOfSocket(path: string): Promise<ProcessFacts | null> {
  const table = await readFile('/proc/net/unix', 'utf8');
  // A connection that was taken in bears the same path, and may be gone while we look.
  const listening = table
    .split('\n')
    .map((line) => UNIX_SOCKET.exec(line)?.groups)
    .find((socket) => socket?.['path'] === path && socket['flags'] === LISTENING);
  if (listening === undefined) return null;
  return (await withOpen(`socket:[${listening['inode']}]`))[0] ?? null;
}
