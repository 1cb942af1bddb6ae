import { expect, it } from 'vitest';
import { CardNumber } from './cardNumber.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { createLog } from './log.ts';

function start() {
  const lines: string[] = [];
  const clock = new VirtualClock({ wallMs: Date.parse('2026-11-21T05:00:00Z') });
  return { lines, clock, log: createLog((line) => lines.push(line), clock) };
}

it('writes time, level, message and details on one line', () => {
  const { lines, log } = start();
  log.warn('a slip could not be printed', { slip: 'claim-T1', tries: 2 });
  expect(lines).toEqual(['2026-11-21T13:00:00+08:00 warn a slip could not be printed slip="claim-T1" tries=2']);
});

it('holds back what repeats, and says how often', () => {
  const { lines, log, clock } = start();
  for (let time = 0; time < 100; time += 1) log.info('again');
  expect(lines).toHaveLength(1);
  clock.advance(5_000);
  log.info('again');
  expect(lines[1]).toContain('(99 more held back)');
});

it('can only say the end of a card number', () => {
  const { lines, log } = start();
  log.info('card', { number: String(new CardNumber('0123456789')) });
  expect(lines[0]).toContain('"****6789"');
  expect(lines[0]).not.toContain('012345');
});
