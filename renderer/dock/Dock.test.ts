import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { dockFixture, dockJournalFixture } from '../fixtures/dock.ts';
import { createDockStore } from '../store/dockStore.ts';
import Dock from './Dock.tsx';

function draw(): string {
  const dock = createDockStore();
  dock.acceptState(dockFixture);
  dock.acceptJournal(dockJournalFixture);
  return renderToStaticMarkup(createElement(Dock, { dock, command: () => undefined }));
}

function tag(markup: string, testId: string): string {
  return new RegExp(`<\\w+[^>]* data-testid="${testId}"[^>]*>`).exec(markup)?.[0] ?? '';
}

describe('the dock', () => {
  it('is not there without a simulated machine', () => {
    expect(renderToStaticMarkup(createElement(Dock, { dock: createDockStore(), command: () => undefined }))).toBe('');
  });

  it('is closed at first and offers everything that hands could do', () => {
    const markup = draw();
    expect(tag(markup, 'dock-handle')).toContain('aria-expanded="false"');
    const ids = [...markup.matchAll(/<button[^>]* data-testid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      'dock-handle',
      ...dockFixture.cards.map(({ id }) => `dock-place-${id}`),
      'dock-remove',
      'dock-lay-beside',
      'dock-pull-while-writing',
      ...[100, 200, 500, 1000, 2000].map((value) => `dock-note-${value}`),
      'dock-jam',
      'dock-clear-jam',
      'dock-note-unit',
      'dock-paper-full',
      'dock-paper-out',
      'dock-operator-run',
      'dock-operator-maintenance',
      'dock-door-closed',
      'dock-door-open',
      'dock-cut-power',
      'dock-network-up',
      'dock-network-cut',
      'dock-fail-next-act',
    ]);
  });

  it('shows which card lies there and which notes would be refused, and lets them be tried', () => {
    const markup = draw();
    expect(tag(markup, 'dock-place-commuter')).toContain('aria-pressed="true"');
    expect(tag(markup, 'dock-place-full')).toContain('aria-pressed="false"');
    expect(tag(markup, 'dock-note-500')).toContain('data-faint="false"');
    expect(tag(markup, 'dock-note-2000')).toContain('data-faint="true"');
    expect(markup).not.toContain('disabled');
  });

  it('keeps damaged cards apart, under a heading of their own', () => {
    const markup = draw();
    const heading = markup.indexOf('<h3>Damaged</h3>');
    expect(heading).toBeGreaterThan(markup.indexOf('dock-place-ipass'));
    expect(heading).toBeLessThan(markup.indexOf('dock-place-forged'));
  });

  it('shows whether the network is up', () => {
    const markup = draw();
    expect(tag(markup, 'dock-network-up')).toContain('aria-pressed="true"');
    expect(tag(markup, 'dock-network-cut')).toContain('aria-pressed="false"');
  });

  it('shows the last slip and the tail of the journal', () => {
    const markup = draw();
    expect(markup).toContain('data-testid="dock-slip"');
    expect(markup.match(/data-testid="dock-journal-record"/g)).toHaveLength(dockJournalFixture.length);
  });
});
