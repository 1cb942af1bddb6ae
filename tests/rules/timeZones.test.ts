import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { questions } from './questionArbitrary.ts';

const cli = join(import.meta.dirname, '../../station/cli.ts');

/** Zones on either side of Taipei, with daylight saving, with odd offsets, and none. */
const zones = ['UTC', 'Asia/Taipei', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe'];

function explained(input: string, zone: string): string {
  const { stdout, status } = spawnSync(process.execPath, [cli, 'explain'], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, TZ: zone, LC_ALL: 'th_TH.UTF-8' },
  });
  expect(status).toBe(0);
  return stdout;
}

it('the machine may stand in any time zone and speak any language: every answer is the same, byte for byte', () => {
  const input = fc
    .sample(questions(), { numRuns: 2_000, seed: 1 })
    .map((question) => `${JSON.stringify(question)}\n`)
    .join('');
  const [first, ...others] = zones.map((zone) => explained(input, zone));
  expect(first?.split('\n')).toHaveLength(2_001);
  for (const other of others) expect(other).toBe(first);
});
