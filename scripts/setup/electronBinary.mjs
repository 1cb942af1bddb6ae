import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fromRoot, projectNode } from './paths.mjs';
import { say } from './say.mjs';

/** A download that has brought nothing new for this long is given up: in a closed network nobody answers at all. */
const STALLED_AFTER_MS = 5_000;
const LOOK_EVERY_MS = 250;

/** True when Electron can be started on this machine. */
export function electronIsHere() {
  return Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH) || existsSync(fromRoot('node_modules', 'electron', 'path.txt'));
}

/**
 * Electron's package comes without its binary. Asks for it, and gives up as soon as no bytes arrive: the project runs
 * without it, in the system's Chromium. Resolves to true when Electron is there.
 */
export async function fetchElectron() {
  if (electronIsHere()) return true;
  const download = mkdtempSync(path.join(os.tmpdir(), 'kiosk-electron-'));
  try {
    const reason = await runInstaller(download);
    if (electronIsHere()) return true;
    say(`Electron's binary did not come (${reason}): windows open in Chromium instead. KIOSK_FETCH_ELECTRON=1 tries again.`);
    return false;
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
}

function runInstaller(download) {
  const distribution = fromRoot('node_modules', 'electron', 'dist');
  return new Promise((resolve) => {
    const env = { ...process.env, TMPDIR: download };
    const installer = spawn(projectNode(), [fromRoot('node_modules', 'electron', 'install.js')], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    let stalled = false;
    let size = 0;
    let lookedAt = Date.now();
    const watch = setInterval(() => {
      const now = sizeOf(download) + sizeOf(distribution);
      if (now > size) {
        size = now;
        lookedAt = Date.now();
      } else if (Date.now() - lookedAt > STALLED_AFTER_MS) {
        stalled = true;
        installer.kill('SIGKILL');
      }
    }, LOOK_EVERY_MS);
    installer.stderr.on('data', (bytes) => {
      complaint += bytes;
    });
    installer.on('error', (error) => {
      complaint = error.message;
    });
    installer.on('close', () => {
      clearInterval(watch);
      resolve(stalled ? 'nothing arrived' : complaint.trim().split('\n')[0] || 'no reason given');
    });
  });
}

/** Bytes of the files below `folder`; it may change or go while it is read. */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + fileSize(path.join(folder, name)), 0);
  } catch {
    return 0;
  }
}

function fileSize(file) {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
