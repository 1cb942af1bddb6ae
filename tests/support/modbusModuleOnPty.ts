import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PtyPair } from './ptyPair.ts';

/** Debian's own Python: pymodbus comes as its package. */
const PYTHON = '/usr/bin/python3';

/** A Modbus module that somebody else wrote (pymodbus), in a process of its own at the far end of a real serial line. */
export class ModbusModuleOnPty {
  readonly pty: PtyPair;
  readonly coils = new Map<number, boolean>();
  readonly #process: ChildProcess;

  private constructor(pty: PtyPair, process: ChildProcess) {
    this.pty = pty;
    this.#process = process;
  }

  /** @throws Error when Python or pymodbus is missing */
  static async start(unit: number): Promise<ModbusModuleOnPty> {
    const pty = await PtyPair.open();
    const child = spawn(PYTHON, [join(import.meta.dirname, 'modbusModule.py'), pty.unitEnd, String(unit)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const module = new ModbusModuleOnPty(pty, child);
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.on('exit', () =>
      reject(new Error(`the module ended (Debian packages "python3-pymodbus", "python3-serial-asyncio"):\n${complaint}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word, place, value] = line.split(' ');
      if (word === 'ready') resolve();
      if (word === 'coil') module.coils.set(Number(place), value === '1');
    });
    await ready;
    return module;
  }

  setInput(place: number, on: boolean): void {
    this.#process.stdin?.write(`input ${place} ${on ? 1 : 0}\n`);
  }

  /** Falls silent until `wake`. */
  freeze(): void {
    this.#process.kill('SIGSTOP');
  }

  wake(): void {
    this.#process.kill('SIGCONT');
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
    await this.pty.end();
  }
}
