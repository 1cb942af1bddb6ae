import { readdirSync, readFileSync } from 'node:fs';

/** A tick of the kernel's accounts, milliseconds (USER_HZ is 100 on Linux). */
const TICK_MS = 10;

interface Process {
  readonly parent: number;
  readonly cpuMs: number;
}

/** Processor time of a process and all that descend from it so far, ms (proc(5)). */
export function cpuOfTree(root: number): number {
  const processes = new Map(readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? processOf(Number(name)) : [])));
  const descends = (pid: number): boolean => pid === root || (processes.has(pid) && descends(processes.get(pid)?.parent ?? 0));
  return [...processes].reduce((sum, [pid, { cpuMs }]) => sum + (descends(pid) ? cpuMs : 0), 0);
}

function processOf(pid: number): [number, Process][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may hold spaces; the fields behind it are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [[pid, { parent: Number(fields[1]), cpuMs: TICK_MS * (Number(fields[11]) + Number(fields[12])) }]];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
