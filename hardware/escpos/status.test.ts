import { describe, expect, it } from 'vitest';
import { kindOfAnswer, obstacle, readStatus, type StatusBytes } from './status.ts';

/** The bytes of a printer in order: their fixed bits and nothing else. */
const SOUND: StatusBytes = { printer: 0x12, offlineCause: 0x12, errorCause: 0x12, rollPaper: 0x12 };

describe('the status of a printer', () => {
  it('in order stands against nothing', () => {
    expect(readStatus(SOUND)).toMatchObject({ online: true, coverOpen: false, paper: 'full' });
    expect(obstacle(readStatus(SOUND))).toBeNull();
  });

  it.each<[string, Partial<StatusBytes>, string, string]>([
    ['an open cover', { printer: 0x1a, offlineCause: 0x16 }, 'offline', 'cover'],
    ['an open cover, behind which there is no paper', { offlineCause: 0x36, rollPaper: 0x7e }, 'offline', 'cover'],
    ['a stuck cutter', { printer: 0x1a, offlineCause: 0x52, errorCause: 0x1a }, 'jammed', 'cutter'],
    ['a stuck mechanism', { errorCause: 0x16 }, 'jammed', 'mechanism'],
    ['a broken printer', { errorCause: 0x32 }, 'offline', 'broken'],
    ['no paper', { printer: 0x1a, offlineCause: 0x32, rollPaper: 0x7e }, 'paper-out', 'paper'],
    ['no paper, told by the sensor alone', { rollPaper: 0x72 }, 'paper-out', 'paper'],
    ['no paper, told by the stop alone', { offlineCause: 0x32 }, 'paper-out', 'paper'],
    ['a hot head', { errorCause: 0x52 }, 'offline', 'hot'],
    ['a held button', { printer: 0x1a, offlineCause: 0x1a }, 'offline', 'button'],
    ['something it does not tell', { printer: 0x1a }, 'offline', 'does not say why'],
  ])('names %s', (_, change, kind, detail) => {
    expect(obstacle(readStatus({ ...SOUND, ...change }))).toMatchObject({ kind, detail: expect.stringContaining(detail) as string });
  });

  it('knows a roll that ends soon, by either of its bits, and goes on printing', () => {
    for (const rollPaper of [0x16, 0x1a, 0x1e]) {
      expect(readStatus({ ...SOUND, rollPaper }).paper).toBe('low');
      expect(obstacle(readStatus({ ...SOUND, rollPaper }))).toBeNull();
    }
  });
});

it.each([
  [0x12, 'real-time'],
  [0x7e, 'real-time'],
  [0x00, 'in-turn'],
  [0x0f, 'in-turn'],
  [0x11, 'other'],
  [0x13, 'other'],
  [0x10, 'other'],
  [0xff, 'other'],
])('knows byte %i by its fixed bits: %s', (byte, kind) => {
  expect(kindOfAnswer(byte)).toBe(kind);
});
