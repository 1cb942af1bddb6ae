import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

const colours = new Map([...tokens.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));

function colour(name: string): string {
  const hex = colours.get(name) ?? (name.startsWith('#') ? name : undefined);
  if (hex === undefined) throw new Error(`no colour ${name}`);
  return hex;
}

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(colour(one)), luminance(colour(other))].toSorted((left, right) => left - right);
  return (high + 0.05) / (low + 0.05);
}

describe('colours', () => {
  it('knows what contrast is', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });

  it.each([
    ['paper', 'ink'],
    ['ink-soft', 'ink'],
    ['ink', 'paper'],
    ['ink', 'paper-shade'],
    ['paper-soft', 'paper'],
    ['paper-soft', 'paper-shade'],
    ['ink', 'paper-line'],
    ['ink', 'mango'],
    ['ink', 'mango-deep'],
    ['mango', 'ink'],
    ['ink', 'jade'],
    ['paper', 'brick'],
    ['jade-deep', 'jade'],
    ['jade-deep', 'paper'],
    ['paper', 'jade-deep'],
    ['paper', 'ink-pattern'],
    ['ink-soft', 'ink-pattern'],
    ['ink', 'mango-pattern'],
    ['ink', 'jade-pattern'],
    ['paper', 'brick-pattern'],
    ['paper', 'note-100'],
    ['paper', 'note-200'],
    ['paper', 'note-500'],
    ['paper', 'note-1000'],
    ['paper', 'note-2000'],
  ])('text in %s on %s: at least 7:1', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['ink-rail', 'ink'],
    ['mango-rail', 'mango'],
    ['brick-rail', 'brick'],
    ['mango', 'brick'],
    ['ink', 'paper-shade'],
  ])('the line and outlines in %s on %s: at least 3:1', (line, ground) => {
    expect(contrast(line, ground)).toBeGreaterThanOrEqual(3);
  });
});
