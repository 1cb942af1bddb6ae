import { spawn } from 'node:child_process';
import { root } from '../setup/paths.mjs';

/** A stage that takes longer than this hangs. */
const BOUND_MS = 15 * 60_000;

const running = new Set();

/**
 * Runs a command to its end, in a process group of its own, so that nothing it started outlives it.
 *
 * @param {string[]} command
 * @param {{ env?: Record<string, string>, boundMs?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` is stdout and stderr as they came
 */
export function runCommand([file, ...args], { env = {}, boundMs = BOUND_MS } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    const bound = setTimeout(() => {
      output += `\nended: it took longer than ${boundMs / 60_000} minutes\n`;
      end(child);
    }, boundMs);
    child.on('error', (error) => {
      output += `${error.message}\n`;
    });
    child.on('close', (code) => {
      clearTimeout(bound);
      running.delete(child);
      end(child);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}

/** Ends everything that is still running. */
export function stopRunning() {
  for (const child of running) end(child);
}

function end(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
