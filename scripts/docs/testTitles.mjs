import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fromRoot, projectNode, root } from '../setup/paths.mjs';

/**
 * The titles of all tests of a tree, those of the groups around them in front. Vitest reads them and runs nothing: what a table,
 * another string or a comment says is no title, and an id proves nothing from there.
 */
export function testTitles(tree = root) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kiosk-titles-'));
  try {
    const list = path.join(folder, 'list.json');
    const words = [fromRoot('node_modules', 'vitest', 'vitest.mjs'), 'list', '--root', tree, `--json=${list}`];
    const { status, stdout, stderr } = spawnSync(projectNode(), words, { cwd: tree, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the tests could not be listed:\n${stdout}${stderr}`);
    return JSON.parse(readFileSync(list, 'utf8')).map(({ name }) => name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
