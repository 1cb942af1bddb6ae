import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel says of processes: those of this namespace only (proc(5)). A process that has gone has nothing open. */

/** Process ids of the children that a process has not lost yet, whichever of its threads has begun them. */
export function childrenOf(pid: number): number[] {
  return tasksOf(pid).flatMap((task) => numbers(read(`/proc/${pid}/task/${task}/children`)));
}

export function openFilesOf(pid: number): number {
  return list(`/proc/${pid}/fd`).length;
}

/** pcscd has one for each reader, and one for each client that is connected. */
export function threadsOf(pid: number): number {
  return tasksOf(pid).length;
}

/** Memory that is really there (VmRSS), kB. */
export function residentKbOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** Processes that have ended and that nobody has collected. */
export function zombies(): number[] {
  return list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => /^State:\s+Z/m.test(read(`/proc/${pid}/status`)));
}

function tasksOf(pid: number): string[] {
  return list(`/proc/${pid}/task`);
}

function numbers(text: string): number[] {
  return text.split(/\s+/).filter(Boolean).map(Number);
}

function list(path: string): string[] {
  return orElse(() => readdirSync(path), []);
}

function read(path: string): string {
  return orElse(() => readFileSync(path, 'utf8'), '');
}

/** Processes end while one looks at them. */
function orElse<Value>(look: () => Value, none: Value): Value {
  try {
    return look();
  } catch {
    return none;
  }
}
