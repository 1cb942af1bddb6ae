import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { screens } from '../../machines/view/screens.ts';
import type { Control, View } from '../../machines/view/view.ts';
import { type Language, languages, languageTable } from '../../machines/messages/languages.ts';
import { controlTestId } from '../components/TouchButton.tsx';
import { sayIn, sayPrompt } from '../components/say.ts';
import { type FixtureName, fixtureNames, fixtureView, languagesOf } from '../fixtures/views.ts';
import { StationDown } from './StationDown.tsx';
import { fetchScreens } from './screenComponents.ts';
import { ViewScreen } from './ViewScreen.tsx';

// All of them have come.
await fetchScreens();

// Every text from a catalogue comes between brackets: what stands outside of them was written into a component.
vi.mock(import('../../machines/messages/format.ts'), async (original) => {
  const real = await original();
  return { formatMessage: (...asked) => `⟦${real.formatMessage(...asked)}⟧` };
});

function draw(view: View): string {
  return renderToStaticMarkup(createElement(ViewScreen, { view, press: () => undefined }));
}

/** Markup as text: no tags, no entities that matter here. */
function textOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** What is neither from a catalogue nor a number. */
function foreignWords(text: string, own: readonly string[]): string {
  // A date is a text of its own inside of another one.
  const outside = text.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ').replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
  const left = own.toSorted((one, other) => other.length - one.length).reduce((rest, word) => rest.replaceAll(word, ' '), outside);
  return (left.match(/\p{Letter}+/gu) ?? []).join(' ');
}

/** Words that are the View's own data, and what languages call themselves. */
function dataOf({ chrome, card, sameCard, claim, help, staff, controls }: View): string[] {
  const keys = controls.flatMap(({ verb, arg }) => (verb === 'staff-key' && arg !== 'erase' ? [arg] : []));
  const words = [
    staff?.typed?.text,
    // What stands on the keys of a keypad, one after another.
    keys.join(''),
    chrome.station,
    card?.number,
    sameCard?.number,
    claim?.number,
    claim?.code,
    claim?.machine,
    claim?.station,
    claim?.transaction,
    ...languages.map((language) => languageTable[language].name),
    ...(help?.contacts ?? []).flatMap(({ hotline, website }) => [hotline, website]),
  ];
  return words.filter((word) => word !== undefined && word !== null).filter((word) => word !== '');
}

const cases = fixtureNames.flatMap((name) => languagesOf(name).map((language) => [name, language] as [FixtureName, Language]));

describe.each(cases)('%s (%s)', (name, language) => {
  const view = fixtureView(name, language);
  const markup = draw(view);

  it('shows every control of the View exactly once, and no other', () => {
    const buttons = [...markup.matchAll(/<button[^>]* data-testid="([^"]+)"/g)].map(([, id = '']) => id);
    // It turns the other languages up.
    const shown = buttons.filter((id) => id !== 'control-choose-language-more');
    expect(shown.toSorted()).toEqual(view.controls.map(controlTestId).toSorted());
  });

  it('names the screen and asks one question', () => {
    expect(markup).toMatch(new RegExp(`<main[^>]* data-testid="screen" data-screen="${view.screen}"`));
    expect(markup.match(/<h1/g)).toHaveLength(1);
    expect(markup).toContain(`lang="${language}"`);
  });

  it('takes every word from the catalogues or from the View', () => {
    expect(foreignWords(textOf(markup), dataOf(view))).toBe('');
    const labels = [...markup.matchAll(/ (?:aria-label|alt|title|placeholder)="([^"]*)"/g)].map(([, label]) => label ?? '');
    expect(foreignWords(labels.join(' '), dataOf(view))).toBe('');
  });

  it('says everything that the station wants to tell, on the screen and for a voice', () => {
    const [visible = '', spoken = ''] = markup.split('<p class="unseen"');
    for (const prompt of view.prompts) expect(textOf(visible), prompt.id).toContain(sayPrompt(sayIn(language), prompt));
    for (const prompt of view.speech) expect(textOf(spoken), prompt.id).toContain(sayPrompt(sayIn(language), prompt));
  });

  it('can be drawn while nothing is offered and nothing is known', () => {
    const bare: View = {
      ...view,
      controls: [],
      prompts: [],
      speech: [],
      card: null,
      cash: null,
      money: null,
      sameCard: null,
      claim: null,
      service: null,
      help: null,
      deadline: null,
    };
    expect(draw(bare)).not.toContain('<button');
  });
});

describe('screens', () => {
  it('have a fixture each, under the size of a frame', () => {
    const shown = new Set<string>(fixtureNames.map((name) => fixtureView(name, 'en').screen));
    expect(Object.keys(screens).filter((screen) => !shown.has(screen))).toEqual([]);
    for (const name of fixtureNames) expect(Buffer.byteLength(JSON.stringify(fixtureView(name, 'zh-Hant'))), name).toBeLessThan(4096);
  });

  it('show what the machine takes at this moment and nothing that it would refuse', () => {
    const notes = (name: FixtureName): string[] =>
      [...draw(fixtureView(name, 'en')).matchAll(/<svg[^>]* role="img" aria-label="⟦NT\$([\d,]+)⟧"/g)].map(([, value]) => value ?? '');
    expect(notes('balance')).toEqual(['100', '500', '1,000']);
    expect(notes('balance-one-note')).toEqual(['100']);
    expect(notes('balance-wait-cash')).toEqual([]);
    expect(notes('balance-cash-closed')).toEqual([]);
    expect(notes('attract-cash-closed')).toEqual([]);
    expect(notes('added-full')).toEqual([]);
  });

  it('sign every amount of the history by its kind', () => {
    const rows = [...draw(fixtureView('balance-unfolded', 'zh-Hant')).matchAll(/data-testid="history-row".*?<\/tr>/g)].map(([row]) =>
      textOf(`<tr ${row}`),
    );
    expect(rows.map((row) => row.replaceAll(/[⟦⟧]/g, ''))).toEqual([
      '03/05 08:12出站−25350',
      '03/05 07:49進站／搭車0375',
      '03/04 19:30消費−125375',
      '03/04 18:02加值+500500',
      '03/03 22:41進站／搭車−150',
      '02/28 12:00其他6015',
    ]);
  });

  it('hide every amount from who stands behind, when the passenger asked for it', () => {
    const words = textOf(draw(fixtureView('balance-hidden', 'en')).split('<p class="unseen"')[0] ?? '');
    expect(words).not.toMatch(/350|9,650/);
    const unfolded = fixtureView('balance-unfolded', 'en');
    const hidden = draw({ ...unfolded, prompts: [], speech: [], card: unfolded.card && { ...unfolded.card, amountsHidden: true } });
    expect(hidden).toContain('data-testid="history-row"');
    expect(textOf(hidden)).not.toMatch(/350|125|375/);
  });

  it('show places only when the passenger asked for them', () => {
    expect(textOf(draw(fixtureView('balance-unfolded', 'en')))).not.toContain('Place ');
    expect(textOf(draw(fixtureView('balance-places', 'en')))).toContain('⟦Place 1008⟧');
  });

  it('show before and after of what was added', () => {
    const markup = draw(fixtureView('added-second', 'en'));
    const amount = (id: string): string =>
      textOf(new RegExp(`data-testid="${id}">.*?</span>(?=</p>| )`).exec(markup)?.[0].replace(/^[^>]*>/, '') ?? '');
    expect(amount('money-before')).toBe('⟦NT$850⟧');
    expect(amount('money-after')).toBe('⟦NT$1,850⟧');
  });

  it('say how much is on the card, and say nothing of it while that is undecided', () => {
    expect(draw(fixtureView('take-card', 'en'))).toContain('data-testid="balance-amount"');
    expect(draw(fixtureView('take-card-balance-unknown', 'en'))).not.toContain('data-testid="balance-amount"');
  });

  it('put a control that has no place of its own among the others', () => {
    const control: Control = { verb: 'toggle-places', label: { id: 'control.show-places' }, emphasis: 'quiet' };
    expect(draw({ ...fixtureView('attract', 'en'), controls: [control] })).toContain('data-testid="control-toggle-places"');
    const bare = { ...fixtureView('balance', 'en'), card: null, controls: [control] };
    expect(draw(bare).match(/control-toggle-places/g)).toHaveLength(1);
  });

  it('keep the languages of the top-up behind the globe until one of them is chosen; staff has neither', () => {
    /** The languages that stand in the bar at once, and those behind the globe. */
    const bar = (name: FixtureName, language: Language) => {
      const groups = [
        ...draw(fixtureView(name, language)).matchAll(
          /<div class="[^"]*"( hidden="")?>((?:<button[^>]*choose-language.*?<\/button>)*)<\/div>/g,
        ),
      ];
      const named = (hidden: boolean) =>
        groups
          .filter(([, folded]) => (folded !== undefined) === hidden)
          .flatMap(([, , keys = '']) => [...keys.matchAll(/choose-language-([\w-]+)/g)].map(([, id]) => id));
      return { shown: named(false), folded: named(true) };
    };
    const everything = ['zh-Hant', 'en', 'ja', 'ko'];
    const topUp = ['id', 'vi', 'th'];
    for (const language of ['zh-Hant', 'ko'] as const) expect(bar('attract', language)).toEqual({ shown: everything, folded: topUp });
    for (const language of ['id', 'th'] as const) expect(bar('attract', language)).toEqual({ shown: topUp, folded: everything });
    expect(draw(fixtureView('attract', 'en'))).toContain('data-testid="control-choose-language-more"');
    expect(bar('staff-pin', 'en')).toEqual({ shown: ['zh-Hant', 'en'], folded: [] });
    expect(draw(fixtureView('staff-pin', 'en'))).not.toContain('data-testid="control-choose-language-more"');
  });

  it('say in every language that nobody answers behind the screen', () => {
    const { chrome } = fixtureView('attract', 'en');
    const words = textOf(renderToStaticMarkup(createElement(StationDown, { site: chrome })));
    expect(words).toContain('⟦暫停服務⟧');
    expect(words).toContain('⟦Out of service⟧');
    for (const told of [chrome.station, chrome.machine, '02-412-8880', '07-793-8888'])
      expect(words.replaceAll('\u2060', '')).toContain(told);
    expect(foreignWords(words, [chrome.station, chrome.machine])).toBe('');
    expect(textOf(renderToStaticMarkup(createElement(StationDown, { site: null })))).toContain('⟦需要協助請洽站務員⟧');
  });
});

describe('a machine that takes no notes', () => {
  const words = (name: FixtureName) => textOf(draw(fixtureView(name, 'en')));

  it.each(['attract-no-line', 'balance-cash-closed'] as const)('does not show the way to them (%s)', (name) => {
    expect(words(name)).not.toContain('⟦Note⟧');
  });

  it('does not promise to add value', () => {
    expect(words('attract-no-line')).not.toContain('Add value');
  });

  it('shows it again when it takes them', () => {
    expect(words('attract')).toContain('⟦Note⟧');
  });
});
