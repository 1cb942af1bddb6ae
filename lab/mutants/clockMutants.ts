import type { Mutant } from './mutant.ts';

const watch = 'station/clockWatch.ts';
const witness = 'station/journal/clockWitness.ts';

/** A wrong clock that is not noticed, and a right one that is called wrong. */
export const clockMutants: readonly Mutant[] = [
  {
    name: 'a machine that slept is called wrong by what the issuer said before',
    file: watch,
    is: 'const least = aheadMs + Math.min(leapMs, 0);',
    becomes: 'const least = aheadMs + leapMs;',
  },
  {
    name: 'a clock that was set on is right as long as the issuer was heard',
    file: watch,
    is: 'return leapMs <= LONGEST_SILENCE_MS && least',
    becomes: 'return least',
  },
  {
    name: 'the issuer’s time is not compared',
    file: watch,
    is: 'least <= MOST_APART_MS && most >= -MOST_APART_MS;',
    becomes: 'least <= Number.MAX_SAFE_INTEGER && most >= -MOST_APART_MS;',
  },
  {
    name: 'a certificate of the future says nothing of the clock',
    file: watch,
    is: "if (!reply.ok && reply.error.certificate === 'not-yet-valid') this.#hearTooEarly();",
    becomes: '',
    worldCannot: 'its wire carries no certificates',
  },
  {
    name: 'a clock may go back',
    file: witness,
    is: '(nowMs >= lastMs - SET_BACK_MS && nowMs',
    becomes: '(nowMs',
  },
  {
    name: 'a clock may be years on',
    file: witness,
    is: ' && nowMs <= lastMs + LONGEST_SILENCE_MS)',
    becomes: ')',
  },
  {
    name: 'the clock is not looked at again before a note is taken in',
    file: 'station/effects/cashDesk.ts',
    is: "if (!looked || this.#deps.clockWatch.judge() === 'wrong') return false;",
    becomes: 'if (!looked) return false;',
  },
];
