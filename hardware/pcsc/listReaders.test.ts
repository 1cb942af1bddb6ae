import { expect, it } from 'vitest';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import type { JsonChannel } from './jsonChannel.ts';
import { listReaders } from './listReaders.ts';

/** A process whose words the test says. */
function rig() {
  const clock = new VirtualClock();
  let hear: (value: unknown) => void = () => undefined;
  let lose: (reason: string) => void = () => undefined;
  let closed = 0;
  const channel: JsonChannel = {
    post: () => undefined,
    onMessage: (listener) => {
      hear = listener;
    },
    onClose: (listener) => {
      lose = listener;
    },
    close: () => {
      closed += 1;
    },
  };
  return {
    clock,
    answer: listReaders(clock, () => channel),
    say: (value: unknown) => hear(value),
    lose: (why: string) => lose(why),
    closed: () => closed,
  };
}

it('names every reader and ends the process', async () => {
  const { clock, answer, say, closed } = rig();
  say({ listening: true });
  await clock.advanceAsync(2_000);
  say({ reader: 'A 00 00' });
  say({ reader: 'B 01 00' });
  say('nonsense');
  expect(await clock.resolve(answer)).toEqual({ ok: true, value: ['A 00 00', 'B 01 00'] });
  expect(closed()).toBe(1);
});

it('knows that there is no reader', async () => {
  const { clock, answer, say } = rig();
  say({ listening: true });
  expect(await clock.resolve(answer)).toEqual({ ok: true, value: [] });
});

it('does not wait for a service that is mute, away or lost', async () => {
  const mute = rig();
  expect(await mute.clock.resolve(mute.answer)).toMatchObject({ ok: false, error: { kind: 'mute' } });
  expect(mute.closed()).toBe(1);
  const away = rig();
  away.say({ unfit: 'no-service', detail: 'refused' });
  expect(await away.answer).toEqual({ ok: false, error: { kind: 'no-service', detail: 'refused' } });
  const lost = rig();
  lost.lose('exit 1');
  expect(await lost.answer).toMatchObject({ ok: false, error: { kind: 'service-lost' } });
});
