import { describe, expect, it } from 'vitest';
import type { ServiceView, Verb, View } from '../../machines/view/view.ts';
import { fixtureView } from '../fixtures/views.ts';
import { PressJudge, questionOf } from './pressJudge.ts';

const judge = (verb: Verb = 'finish') => new PressJudge(verb);
const finger = (by: number, { question = 'q', alone = true } = {}) => ({ by, question, alone });

describe('a press', () => {
  it('is a finger that came down on the control and goes up within it, whatever lies elsewhere', () => {
    const control = judge();
    expect(control.begin(finger(7, { alone: false }))).toBe(true);
    expect(control.isHeldBy(7)).toBe(true);
    expect(control.end(7, true, 'q')).toBe(true);
    expect(control.end(7, true, 'q')).toBe(false);
  });

  it('is none when the finger goes up elsewhere, is taken away, or came down elsewhere', () => {
    const control = judge();
    control.begin(finger(7));
    expect(control.end(7, false, 'q')).toBe(false);
    control.begin(finger(8));
    control.abandon(8);
    expect(control.end(8, true, 'q')).toBe(false);
    expect(control.end(9, true, 'q')).toBe(false);
  });

  it('is of one finger: a second one on the same control makes no second press', () => {
    const control = judge('toggle-places');
    control.begin(finger(1));
    expect(control.begin(finger(2))).toBe(false);
    expect([control.end(2, true, 'q'), control.end(1, true, 'q')]).toEqual([false, true]);
    expect(control.begin(finger(2))).toBe(true);
  });

  it('is not kept from fingers by a key that was never let go', () => {
    const control = judge();
    control.begin({ by: null, question: 'q', alone: true });
    expect([control.begin(finger(1)), control.end(1, true, 'q')]).toEqual([true, true]);
  });

  it('belongs to the question that it began on', () => {
    const control = judge();
    control.begin(finger(1));
    expect(control.end(1, true, 'another')).toBe(false);
  });

  it.each<Verb>(['choose-language', 'call-staff'])('of %s outlasts a screen: it means the same on every one', (verb) => {
    const control = judge(verb);
    control.begin(finger(1));
    expect(control.end(1, true, 'another')).toBe(true);
  });

  it.each<Verb>(['confirm', 'give-up-card', 'claim-seen'])(
    'of %s, which cannot be taken back, does not begin under a leaning hand',
    (verb) => {
      const control = judge(verb);
      control.begin(finger(1, { alone: false }));
      expect(control.end(1, true, 'q')).toBe(false);
      control.begin(finger(1));
      expect(control.end(1, true, 'q')).toBe(true);
    },
  );
});

const service: ServiceView = { service: 'refund', step: 'offer', facts: [], grave: true };

describe('a question', () => {
  it('is another one after the first of two agreements, and in another boot', () => {
    const view: View = { ...fixtureView('balance', 'en'), service };
    expect(questionOf({ ...view, service: { ...service, step: 'confirm' } })).not.toBe(questionOf(view));
    expect(questionOf({ ...view, bootId: 'later' })).not.toBe(questionOf(view));
    expect(questionOf({ ...view, seq: view.seq + 1 })).toBe(questionOf(view));
  });
});
