import { expect, it } from 'vitest';
import { CardNumber } from './cardNumber.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { createLog } from './log.ts';

function start() {
  const lines: string[] = [];
  const clock = new VirtualClock({ wallMs: Date.parse('2026-11-21T05:00:00Z') });
  return { lines, clock, log: createLog((line) => lines.push(line), clock) };
}

it('writes time, level, name, sentence and fields on one line', () => {
  const { lines, log } = start();
  log.write('slip.failed', { slip: 'claim-T1', detail: 'no\npaper' });
  expect(lines).toEqual(['2026-11-21T13:00:00+08:00 warn slip.failed a slip could not be printed slip="claim-T1" detail="no\\npaper"']);
});

it('says what an event is about, and says each apart', () => {
  const { lines, log } = start();
  for (const process of ['station', 'bench']) log.write('process.restarted', { process, how: 'code 1', afterMs: 500 });
  expect(lines.map((line) => line.slice(26))).toEqual([
    'warn process.restarted station ended and is started again process="station" how="code 1" afterMs=500',
    'warn process.restarted bench ended and is started again process="bench" how="code 1" afterMs=500',
  ]);
});

it('writes a field that is missing as null, and none that the table does not have', () => {
  const { lines, log } = start();
  const closed = { why: 'cash-box-full', code: 'E26', detail: undefined, card: 'of somebody' };
  log.write('cash.closed', closed);
  expect(lines[0]).toMatch(/detail=null$/);
});

it('holds back what repeats, and says how often', () => {
  const { lines, log, clock } = start();
  for (let time = 0; time < 100; time += 1) log.write('clock.right');
  expect(lines).toHaveLength(1);
  clock.advance(5_000);
  log.write('clock.right');
  expect(lines[1]).toContain('(99 more held back)');
});

it('can only say the end of a card number', () => {
  const { lines, log } = start();
  log.write('card.unreadable', { kind: 'unreadable', detail: `card ${String(new CardNumber('0123456789'))}` });
  expect(lines[0]).toContain('****6789');
  expect(lines[0]).not.toContain('012345');
});
