import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('a process that asks for it leaves no core, nor do those that it starts', () => {
  const module = JSON.stringify(fileURLToPath(new URL('./noCoreDumps.ts', import.meta.url)));
  const program = `
    const { forbidCoreDumps } = await import(${module});
    forbidCoreDumps();
    const { execFileSync } = await import('node:child_process');
    process.stdout.write(execFileSync('/bin/sh', ['-c', 'ulimit -c; ulimit -Hc'], { encoding: 'utf8' }));`;
  const { stdout } = spawnSync(
    '/bin/sh',
    ['-c', 'ulimit -c unlimited 2>/dev/null; exec "$@"', 'sh', process.execPath, '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );
  expect(stdout).toBe('0\n0\n');
});
