import { describe, expect, it } from 'vitest';
import { claimedFor, failureScenes } from '../support/failureScenes.ts';
import { scenes } from './serviceScenes.ts';
import type { TestVisit } from '../support/testVisit.ts';
import type { ClaimCause } from '../../machines/flows/events.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import { type Language, passengerLanguages } from '../../machines/messages/languages.ts';
import type { FailurePart, Prompt } from '../../machines/view/view.ts';

const parts = ['happened', 'money', 'now', 'help'] as const satisfies readonly FailurePart[];

const endings = [
  ...Object.entries(failureScenes),
  ...Object.entries(scenes).filter(([name]) => /service-refused|not-linked|claim-/.test(name)),
];

function saidIn(language: Language, prompts: readonly Prompt[], part?: FailurePart): string {
  const said = prompts.filter((each) => part === undefined || each.part === part);
  return said.map(({ id, params }) => formatMessage(language, id, params)).join('\n');
}

describe('whoever leaves without the value is told (R-000-09, R-000-10, R-000-12, R-000-13)', () => {
  it.each(endings)('four things, each with words of its own: %s', (_, scene: () => TestVisit) => {
    const { prompts } = scene().screen();
    for (const language of passengerLanguages) {
      const said = parts.map((part) => saidIn(language, prompts, part));
      expect(said.every((words) => words.length > 0)).toBe(true);
      expect(new Set(said).size).toBe(parts.length);
    }
  });

  it.each(endings.filter(([name]) => !/claim-/.test(name)))('a code that staff and hotline know: %s', (name, scene: () => TestVisit) => {
    const { prompts } = scene().screen();
    // What is said of no code has a cause in plain words alone: the card was lifted, the issuer did not answer.
    const codeless = /no-answer|unknown-card|mismatch|day-over|unreadable$/.test(name);
    if (!codeless) expect(prompts.map(({ id }) => id)).toContain('refused.code');
  });
});

describe('what to do now', () => {
  it('is something to do: that a part of the card cannot be read is what happened', () => {
    const { prompts } = failureScenes['balance-closed-sector']().screen();
    expect(prompts.filter(({ part }) => part === 'now').map(({ id }) => id)).toEqual(['refused.help-finish']);
    expect(prompts.find(({ id }) => id === 'refused.unread')?.part).toBe('happened');
  });
});

describe('whom to call (R-003-02, R-004-41)', () => {
  const others = { easycard: /07-793|\(07\)|iPASS|一卡通/, ipass: /412-8880|EasyCard|悠遊/ } as const;

  it.each(Object.entries(failureScenes))('is never the other issuer: %s', (_, scene: () => TestVisit) => {
    const visit = scene();
    const issuer = visit.actor.getSnapshot().context.card?.issuer;
    if (issuer === undefined) return;
    for (const language of passengerLanguages) expect(saidIn(language, visit.screen().prompts, 'help')).not.toMatch(others[issuer]);
  });

  it('is the number as a mobile telephone dials it, with where else to add value', () => {
    const causes: ClaimCause[] = ['card-away', 'not-yet-added', 'note-in-doubt', 'note-unknown', 'changed-elsewhere', 'pass-unfinished'];
    for (const cause of causes) {
      expect(saidIn('zh-Hant', claimedFor(cause).screen().prompts, 'help')).toMatch(/02-412-8880[^]*超商、郵局/);
      expect(saidIn('zh-Hant', claimedFor(cause, 'ipass').screen().prompts, 'help')).toMatch(/07-793-8888[^]*服務台/);
    }
  });
});
