import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zhHant } from '../machines/messages/zh-Hant.ts';

const page = readFileSync(new URL('index.html', import.meta.url), 'utf8');
const body = page.slice(page.indexOf('<title>'));

describe('the page before any script', () => {
  it('takes its words from the catalogues', () => {
    const named = [...body.matchAll(/\{\{(?:first|each):([^}]+)\}\}/g)].map(([, id]) => id);
    expect(named.length).toBeGreaterThan(0);
    for (const id of named) expect(Object.keys(zhHant)).toContain(id);
    const words = body.replaceAll(/\{\{[^}]+\}\}|<[^>]*>/g, '');
    expect(words.trim()).toBe('');
  });

  it('has nothing that its policy forbids: no inline script, style or handler', () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]* src=)/i);
  });
});
