import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { fromRoot } from './paths.mjs';
import { say } from './say.mjs';

const lockFile = fromRoot('.cache', 'setup.lock');

/** Runs `action` while no other set-up of this clone runs: two `npm ci` in one folder destroy each other's work. */
export async function onlyOne(action) {
  mkdirSync(fromRoot('.cache'), { recursive: true });
  let waiting = false;
  while (!take()) {
    if (!waiting) say('another set-up is running here; waiting for it');
    waiting = true;
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
  }
  const release = () => rmSync(lockFile, { force: true });
  const leave = () => process.exit(130);
  process.once('exit', release);
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  try {
    return await action();
  } finally {
    release();
    process.off('exit', release);
    process.off('SIGINT', leave);
    process.off('SIGTERM', leave);
  }
}

function take() {
  try {
    const handle = openSync(lockFile, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!holderLives()) rmSync(lockFile, { force: true });
    return false;
  }
}

function holderLives() {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    // An empty file: the holder is about to write its number.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
