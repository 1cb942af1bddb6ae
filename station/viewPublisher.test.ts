import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { startInService } from '../tests/support/testVisit.ts';
import type { Picture } from '../machines/view/project.ts';
import type { View } from '../machines/view/view.ts';
import { ViewPublisher } from './viewPublisher.ts';

const picture: Picture = startInService().screen();

function start() {
  const clock = new VirtualClock();
  const sent: View[] = [];
  const publisher = new ViewPublisher({ clock, bootId: 'boot', send: (view) => sent.push(view) });
  return { clock, sent, publisher };
}

function speaking(language: 'en' | 'zh-Hant'): Picture {
  return { ...picture, chrome: { ...picture.chrome, language } };
}

describe('Views', () => {
  it('leave numbered, and only when something changed', () => {
    const { sent, publisher, clock } = start();
    publisher.offer(picture);
    clock.advance(100);
    publisher.offer({ ...picture });
    clock.advance(100);
    expect(sent.map((view) => view.seq)).toEqual([1]);
  });

  it('leave at most once a frame, and then the newest', () => {
    const { sent, publisher, clock } = start();
    publisher.offer(picture);
    clock.advance(0);
    publisher.offer(speaking('en'));
    publisher.offer(speaking('zh-Hant'));
    publisher.offer(speaking('en'));
    expect(sent).toHaveLength(1);
    clock.advance(16);
    expect(sent.map((view) => [view.seq, view.chrome.language])).toEqual([
      [1, 'zh-Hant'],
      [2, 'en'],
    ]);
  });

  it('show nothing that the machines only pass through', () => {
    const { sent, publisher, clock } = start();
    publisher.offer({ ...picture, screen: 'balance' });
    publisher.offer(picture);
    clock.advance(0);
    expect(sent.map((view) => view.screen)).toEqual(['attract']);
  });

  it('stay under 4 kB', () => {
    const { sent, publisher, clock } = start();
    publisher.offer(picture);
    clock.advance(0);
    expect(Buffer.byteLength(JSON.stringify(sent[0]))).toBeLessThan(4096);
  });

  it('know since when their screen is shown', () => {
    const { publisher, clock } = start();
    publisher.offer(picture);
    clock.advance(20);
    publisher.offer(speaking('en'));
    expect(publisher.screenSince).toBe(1);
    clock.advance(20);
    publisher.offer({ ...picture, screen: 'reading' });
    clock.advance(20);
    expect(publisher.screenSince).toBe(3);
  });
});

describe('a service that is agreed to twice', () => {
  it('is another question at its second step: a double tap on the first answers it once', () => {
    const { publisher, clock } = start();
    const service = { service: 'refund', step: 'offer', facts: [], grave: true } as const;
    publisher.offer({ ...picture, screen: 'service', service });
    clock.advance(20);
    expect(publisher.screenSince).toBe(1);
    publisher.offer({ ...picture, screen: 'service', service: { ...service, step: 'confirm' } });
    clock.advance(20);
    expect(publisher.screenSince).toBe(2);
  });
});

describe('the time that remains', () => {
  it('runs from when the deadline began, also for a screen that attaches later', () => {
    const { sent, publisher, clock } = start();
    publisher.offer({ ...picture, deadline: { key: 'idle', totalMs: 20_000 } });
    clock.advance(0);
    expect(sent[0]?.deadline).toEqual({ remainingMs: 20_000, totalMs: 20_000 });
    clock.advance(5_000);
    expect(publisher.current?.deadline?.remainingMs).toBe(15_000);
    publisher.offer({ ...picture, deadline: { key: 'again', totalMs: 20_000 } });
    clock.advance(0);
    expect(sent[1]?.deadline?.remainingMs).toBe(20_000);
  });
});
