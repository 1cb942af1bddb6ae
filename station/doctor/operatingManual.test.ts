import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseConfig, realKinds } from '../config.ts';
import { hallLanguages, languages } from '../../machines/messages/languages.ts';
import { projectRoot } from '../projectRoot.ts';
import { CHECK_IDS } from './finding.ts';

const manual = readFileSync(join(projectRoot, 'docs/operating.md'), 'utf8');
const example = readFileSync(join(projectRoot, 'config/kiosk.example.json'), 'utf8');

/** Cells of the table row that begins with `name`. */
function row(name: string): readonly string[] {
  const found = manual.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
  return found?.split('|').map((cell) => cell.trim()) ?? [];
}

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, path === '' ? key : `${path}.${key}`));
}

it.each(leaves(JSON.parse(example), ''))('the manual explains %s of the example, %j', (path, value) => {
  const [, , shown, meaning] = row(path);
  expect(shown).toBe(`\`${String(value)}\``);
  expect(meaning).not.toBe('');
});

it('the example is of real parts only, and needs every member it has', () => {
  const config = parseConfig(example, 'kiosk.example.json');
  // The security module is asked for when the machine starts: what has no reader has none.
  for (const member of Object.keys(config).filter((name) => name !== 'securityModule')) {
    expect(() => parseConfig(JSON.stringify({ ...config, [member]: undefined }), 'kiosk.json'), member).toThrow(member);
  }
});

it.each(Object.entries(realKinds))('the manual names every kind of %s', (part, kinds) => {
  const said = manual.split('\n').filter((line) => line.startsWith(`| \`${part}`));
  for (const { shape } of kinds) expect(said.join(' ')).toMatch(new RegExp(`[\`"]${shape.kind.value}[\`"]`));
});

it.each(hallLanguages)('the manual says that a hall can have %s for its own language', (language) => {
  expect(row('language').at(3)).toContain(`\`${language}\``);
});

it.each(languages)('the manual says that a station can have a name in %s', (language) => {
  expect(row('stationNames').at(3)).toContain(`\`${language}\``);
});

it.each(CHECK_IDS)('the manual says what the check %s looks at', (id) => {
  expect(row(id)[2]).toBeTruthy();
});
