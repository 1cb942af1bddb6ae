import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../setup/paths.mjs';

/** [rule that must speak, file, what stands in it] */
const FAULTS = [
  ['typescript(no-floating-promises)', 'station/floating.ts', 'export function f(): void { Promise.resolve(1); }'],
  ['typescript(no-floating-promises)', 'station/voided.ts', 'export function f(): void { void Promise.resolve(1); }'],
  ['typescript(no-misused-promises)', 'station/misused.ts', 'export const f = (p: Promise<boolean>): number => (p ? 1 : 2);'],
  ['typescript(await-thenable)', 'station/await.ts', 'export async function f(): Promise<number> { return await (1 as number); }'],
  [
    'typescript(switch-exhaustiveness-check)',
    'machines/inexhaustive.ts',
    "export function f(s: 'a' | 'b'): void { switch (s) { case 'a': break; } }",
  ],
  ['typescript(no-explicit-any)', 'hardware/any.ts', 'export const f = (x: any): unknown => x;'],
  ['typescript(no-non-null-assertion)', 'hardware/certain.ts', 'export const f = (x: number | undefined): number => x!;'],
  ['typescript(consistent-type-imports)', 'machines/inline.ts', "export type F = import('../hardware/port.ts').Port;"],
  ['eslint(eqeqeq)', 'machines/loose.ts', 'export const f = (x: unknown): boolean => x == 1;'],
  ['eslint(no-console)', 'station/console.ts', "console.log('here');"],
  ['eslint(no-restricted-globals)', 'machines/timer.ts', 'setTimeout(() => undefined, 1);'],
  ['eslint(no-restricted-globals)', 'renderer/timer.ts', 'globalThis.setInterval(() => undefined, 1);'],
  ['eslint(no-restricted-globals)', 'station/measure.ts', 'export const t = performance.now();'],
  ['eslint(no-restricted-properties)', 'machines/chance.ts', 'export const r = Math.random();'],
  ['eslint(no-restricted-properties)', 'station/uuid.ts', 'export const r = crypto.randomUUID();'],
  ['eslint(no-restricted-properties)', 'hardware/hrtime.ts', 'export const r = process.hrtime.bigint();'],
  ['eslint(no-restricted-imports)', 'station/imported.ts', "import { randomUUID } from 'node:crypto'; export const r = randomUUID();"],
  [
    'eslint(no-restricted-imports)',
    'station/delay.ts',
    "import { setTimeout as wait } from 'node:timers/promises'; export const w = wait;",
  ],
  ['eslint(no-restricted-imports)', 'electron/outside.ts', "import { shell } from 'electron'; export const s = shell;"],
  [
    'eslint(no-restricted-properties)',
    'electron/browse.ts',
    'export const f = (parts: { openExternal(url: string): void }): void => parts.openExternal("https://example.org/");',
  ],
  ['house(ambient-date)', 'machines/now.ts', 'export const t = Date.now();'],
  ['house(ambient-date)', 'hardware/today.ts', 'export const t = new Date();'],
  ['house(wildcard-transition)', 'machines/wildcard.ts', "export const m = { on: { '*': 'done' } };"],
  ['house(lost-action)', 'machines/lost.ts', "import { assign } from 'xstate'; export const m = { entry: () => { assign({ n: 1 }); } };"],
  ['vitest(no-focused-tests)', 'machines/focus.test.ts', "import { it } from 'vitest'; it.only('x', () => undefined);"],
  ['vitest(no-disabled-tests)', 'machines/skip.test.ts', "import { it } from 'vitest'; it.skip('x', () => undefined);"],
];

/** What the rules must leave alone: [what it is, file, what stands in it] */
const GOOD = [
  ['the clock adapter', 'hardware/system/systemClock.ts', 'export const t = Date.now(); setTimeout(() => undefined, performance.now());'],
  ['the random adapter', 'hardware/system/systemRandom.ts', "import { randomBytes } from 'node:crypto'; export const r = randomBytes(4);"],
  [
    'timers of the Clock port',
    'station/port.ts',
    'export const f = (clock: { setTimeout(f: () => void, ms: number): void }): void => clock.setTimeout(() => undefined, 1);',
  ],
  ['a date from a number', 'hardware/date.ts', 'export const f = (ms: number): string => new Date(ms).toISOString();'],
  ['a program that prints', 'station/cli/verb.ts', "console.log('here');"],
  ['a hash', 'station/hash.ts', "import { createHash } from 'node:crypto'; export const h = createHash('sha256');"],
];

describe('the lint configuration', () => {
  let tree;
  let found;
  beforeAll(() => {
    tree = mkdtempSync(path.join(os.tmpdir(), 'kiosk-lint-'));
    cpSync(fromRoot('.oxlintrc.json'), path.join(tree, '.oxlintrc.json'));
    cpSync(fromRoot('scripts', 'lint'), path.join(tree, 'scripts', 'lint'), { recursive: true });
    cpSync(fromRoot('tsconfig.base.json'), path.join(tree, 'tsconfig.json'));
    symlinkSync(fromRoot('node_modules'), path.join(tree, 'node_modules'));
    for (const [, file, text] of [...FAULTS, ...GOOD]) {
      mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
      writeFileSync(path.join(tree, file), `${text}\n`);
    }
    const args = [
      fromRoot('node_modules', 'oxlint', 'bin', 'oxlint'),
      '--type-aware',
      '--format=json',
      'hardware',
      'machines',
      'station',
      'renderer',
      'electron',
    ];
    const { stdout } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' });
    found = JSON.parse(stdout).diagnostics;
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  const rulesIn = (file) => found.filter(({ filename }) => filename === file).map(({ code }) => code);

  it.each(FAULTS)('lets %s speak in %s', (rule, file) => {
    expect(rulesIn(file)).toContain(rule);
    expect(found.filter(({ filename, code }) => filename === file && code === rule).map(({ severity }) => severity)).toContain('error');
  });

  it.each(GOOD)('leaves %s alone', (_what, file) => {
    expect(rulesIn(file)).toEqual([]);
  });
});
