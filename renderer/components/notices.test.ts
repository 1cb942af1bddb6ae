import { describe, expect, it } from 'vitest';
import { fixtureView } from '../fixtures/views.ts';
import { noticesOf } from './notices.ts';

describe('noticesOf', () => {
  it('leaves out what stands elsewhere and nothing else', () => {
    const view = fixtureView('note-returned-not-recognised', 'en');
    expect(noticesOf(view, new Set(['note-returned.title', 'note-returned.another']))).toEqual([{ id: 'note-returned.not-recognised' }]);
    expect(noticesOf(view, new Set())).toEqual(view.prompts);
  });

  it('tells where the slip stands, once', () => {
    const view = fixtureView('take-card-slip-failed', 'en');
    expect(noticesOf({ ...view, prompts: [] }, new Set())).toEqual([{ id: 'slip.failed' }]);
    expect(noticesOf({ ...view, prompts: [{ id: 'slip.failed' }] }, new Set())).toEqual([{ id: 'slip.failed' }]);
    expect(noticesOf({ ...view, prompts: [], slip: 'offered' }, new Set())).toEqual([]);
  });
});
