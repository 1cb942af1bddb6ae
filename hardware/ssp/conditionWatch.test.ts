import { beforeEach, describe, expect, it } from 'vitest';
import { ConditionWatch } from './conditionWatch.ts';

let watch: ConditionWatch;

beforeEach(() => {
  watch = new ConditionWatch();
});

describe('the condition of a unit', () => {
  it('is told only when it changes', () => {
    expect(watch.observe([])).toBeNull();
    expect(watch.observe([{ event: 'safe-jam' }])).toEqual({ kind: 'jammed', reachable: false });
    expect(watch.observe([{ event: 'safe-jam' }])).toBeNull();
    expect(watch.observe([{ event: 'unsafe-jam' }])).toEqual({ kind: 'jammed', reachable: true });
    expect(watch.observe([])).toEqual({ kind: 'in-order' });
  });

  it('stays "cash box removed" until the box is back, also when the unit says it only once', () => {
    expect(watch.observe([{ event: 'cashbox-removed' }])).toEqual({ kind: 'cash-box-removed' });
    expect(watch.observe([])).toBeNull();
    expect(watch.observe([{ event: 'cashbox-replaced' }])).toEqual({ kind: 'in-order' });
  });

  it('is the gravest of several', () => {
    watch.observe([{ event: 'cashbox-removed' }, { event: 'stacker-full' }]);
    expect(watch.standing).toEqual({ kind: 'cash-box-removed' });
    watch.observe([{ event: 'safe-jam' }]);
    expect(watch.standing.kind).toBe('jammed');
    watch.observe([{ event: 'fraud-attempt', channel: 0 }, { event: 'safe-jam' }]);
    expect(watch.standing.kind).toBe('fraud-attempt');
  });

  it('of a fraud stands until the reset of the unit, and what was told is not told again by that', () => {
    watch.observe([{ event: 'fraud-attempt', channel: 0 }]);
    expect(watch.observe([])).toBeNull();
    watch.restart();
    expect(watch.standing).toEqual({ kind: 'fraud-attempt' });
    expect(watch.observe([])).toEqual({ kind: 'in-order' });
    expect(watch.enter({ kind: 'offline', detail: 'one' })).toBe(true);
    expect(watch.enter({ kind: 'offline', detail: 'two' })).toBe(false);
  });
});
