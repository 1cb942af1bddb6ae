import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What the walks start is what a package holds: compiled, never older than its sources. */
export default function compile(): void {
  const root = resolve(import.meta.dirname, '../..');
  execFileSync(process.execPath, [resolve(root, 'node_modules/typescript/bin/tsc'), '-b'], { cwd: root, stdio: 'inherit' });
}
