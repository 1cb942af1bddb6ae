import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const cli = resolve(import.meta.dirname, '../cli.ts');

function kiosk(...args: string[]) {
  return spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
}

describe('kiosk', () => {
  it('says what it can do: the product’s verbs, and the laboratory’s', () => {
    const { stderr } = kiosk();
    const verbs = [...stderr.matchAll(/^  (\S+)/gm)].map(([, verb]) => verb);
    expect(verbs).toEqual([
      'start',
      'doctor',
      'unit',
      'explain',
      'card',
      'journal',
      'staff',
      'commission',
      'simulate',
      'reference',
      'bench',
    ]);
    expect(stderr).toContain('--make');
  });

  it.each([
    [['frobnicate']],
    [['simulate']],
    [['simulate', '--seed', 'x']],
    [['start', '--bogus']],
    [['reference']],
    [['bench', '--only', 'nothing']],
    [['card']],
    [['card', '--make', 'card.json']],
    [['card', '--make', 'card.json', '--image', 'card.bin']],
    [['card', '--image', 'a', '--reader', 'b']],
    [['card', '--config', 'config/kiosk.simulated.json']],
  ])('%j is answered with what is wrong, on stderr, and exit code 2', (args) => {
    const { stdout, stderr, status } = kiosk(...args);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).not.toBe('');
  });
});
