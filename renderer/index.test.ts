import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogues } from '../machines/messages/catalogues.ts';

const page = readFileSync(new URL('index.html', import.meta.url), 'utf8');
const body = page.slice(page.indexOf('<title>'));

describe('the page before any script', () => {
  it('takes its words from the catalogues', () => {
    const known = new Set(Object.entries(catalogues).flatMap(([language, texts]) => Object.keys(texts).map((id) => `${language}:${id}`)));
    const named = [...page.matchAll(/\{\{([^}]+)\}\}/g)].map(([, key]) => key);
    expect(named.length).toBeGreaterThan(0);
    for (const key of named) expect(known, key).toContain(key);
    const words = body.replaceAll(/\{\{[^}]+\}\}|<[^>]*>/g, '');
    expect(words.trim()).toBe('');
  });

  it('has nothing that its policy forbids: no inline script, style or handler', () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]* src=)/i);
  });
});
