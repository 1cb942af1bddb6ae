import { describe, expect, it } from 'vitest';
import { someCard, startInService } from '../tests/support/testVisit.ts';
import type { Intent } from '../machines/view/intent.ts';
import type { View } from '../machines/view/view.ts';
import { IntentGate } from './intents.ts';

const visit = startInService();
const snapshot = visit.actor.getSnapshot();
const view: View = { ...visit.screen(), bootId: 'boot', seq: 9, deadline: null };

function touch(change: Partial<Intent> = {}): Intent {
  return { verb: 'choose-language', arg: 'en', bootId: 'boot', seqSeen: 9, nonce: 'n1', ...change };
}

/** The present screen began with View 5. */
function judge(intent: Intent, gate = new IntentGate()) {
  return gate.judge(intent, view, 5, snapshot);
}

describe('a touch', () => {
  it('on what the passenger sees becomes an event', () => {
    expect(judge(touch())).toEqual({ accepted: true, event: { type: 'LANGUAGE', language: 'en' } });
  });

  it.each<[string, Partial<Intent>, string]>([
    ['of a station that was restarted since', { bootId: 'earlier' }, 'other-boot'],
    ['on the screen before', { seqSeen: 4 }, 'other-screen'],
    ['on a View that was never sent', { seqSeen: 10 }, 'other-screen'],
    ['on a control that is not offered', { verb: 'claim-seen' }, 'not-offered'],
    ['with an argument that is not offered', { arg: 'tlh' }, 'not-offered'],
  ])('%s is dropped', (_, change, why) => {
    expect(judge(touch(change))).toEqual({ accepted: false, why });
  });

  it('that arrives twice counts once', () => {
    const gate = new IntentGate();
    expect(judge(touch(), gate).accepted).toBe(true);
    expect(judge(touch(), gate)).toEqual({ accepted: false, why: 'seen-before' });
    expect(judge(touch({ nonce: 'n2' }), gate).accepted).toBe(true);
  });

  it('whose control went away in the same frame is judged by the flow itself', () => {
    const busy = startInService();
    busy.present(someCard());
    busy.say({ type: 'CASH.OPENED' });
    const shown: View = { ...busy.screen(), bootId: 'boot', seq: 9, deadline: null };
    busy.say({ type: 'NOTE.SEEN' });
    const { arg: _, ...finish } = touch({ verb: 'finish' });
    expect(new IntentGate().judge(finish, shown, 5, busy.actor.getSnapshot())).toEqual({ accepted: false, why: 'not-accepted' });
  });
});
