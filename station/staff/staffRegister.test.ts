import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import { Journal } from '../journal/journal.ts';
import { MemoryJournalStore } from '../journal/testing.ts';
import { sealPin } from './pin.ts';
import { cardMarkOf, readRoster, type RosterPerson, signRoster } from './roster.ts';
import { StaffRegister } from './staffRegister.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const cardKey = new Uint8Array(32).fill(7);
const random = new SeededRandom('staff');
const CLERK_CARD = new CardNumber('0144764929');
const OTHER_CARD = new CardNumber('0144764930');

/** Of the lowest cost that is taken: a test tries many. */
function person(change: Partial<RosterPerson> = {}): RosterPerson {
  return {
    person: 'P01',
    role: 'clerk',
    card: cardMarkOf(cardKey, CLERK_CARD),
    until: '2099-12-31',
    oneTime: false,
    pin: sealPin('102938', random, 14),
    ...change,
  };
}

function rosterOf(version: number, ...persons: RosterPerson[]): string {
  return signRoster({ format: 'kiosk-roster-1', version, persons }, privateKey);
}

/** A machine whose medium holds these rosters. `restart` is another start of it over the same journal and data folder. */
function machine(...offered: string[]) {
  const clock = new VirtualClock();
  const store = new MemoryJournalStore();
  let kept: string | null = null;
  const medium = [...offered];
  const start = () => {
    const journal = new Journal({ store, clock, bootId: 'boot' });
    const register = new StaffRegister({
      source: {
        publicKey,
        cardKey,
        oneDecidesUpTo: 0,
        kept: () => kept,
        counts: () => [],
        export: null,
        offered: () => medium.map((text, at) => ({ name: `${at}.roster.json`, text })),
        keep: (text) => {
          kept = text;
        },
      },
      journal,
      seal: createCardSeal(new Uint8Array(32), new SeededRandom('seal')),
      clock,
      random,
      log: createLog(() => undefined, clock),
    });
    register.takeOver();
    return { register, journal };
  };
  return { clock, medium, start, keep: (text: string | null) => (kept = text) };
}

const LET_IN = { entered: true, person: { person: 'P01', role: 'clerk' }, mustChoosePin: false };

describe('a roster', () => {
  it('holds when the operator signed it, and is kept without its medium', () => {
    const { start, medium } = machine(rosterOf(1, person()));
    expect(start().register.version).toBe(1);
    medium.length = 0;
    expect(start().register.enter(CLERK_CARD, '102938')).toEqual(LET_IN);
  });

  it('is refused when somebody else signed it, or changed it since', () => {
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const forged = signRoster({ format: 'kiosk-roster-1', version: 1, persons: [person()] }, stranger);
    const changed = rosterOf(1, person()).replace('"clerk"', '"cashier"');
    expect(machine(forged, changed, 'not JSON', '{}').start().register.version).toBe(0);
    expect(readRoster(changed, publicKey)).toHaveProperty('fault');
  });

  it('gives way to a newer one, and never to an older one that is put back', () => {
    const first = rosterOf(1, person());
    const world = machine(first);
    world.start();
    world.medium.push(rosterOf(2, person({ role: 'auditor' })));
    expect(world.start().register.version).toBe(2);
    world.medium.splice(1);
    world.keep(first);
    expect(world.start().register.version).toBe(0);
  });

  it('names nobody twice', () => {
    expect(() => rosterOf(1, person(), person())).toThrow('twice');
  });

  it('cannot be signed with a public key', () => {
    expect(() => createPrivateKey(createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }))).toThrow();
  });
});

describe('card and PIN (R-000-17)', () => {
  it('let in who is on the roster until the end of the last day', () => {
    const { clock, start } = machine(rosterOf(1, person({ until: '2026-05-12' })));
    const { register } = start();
    clock.jumpWall(Date.parse('2026-05-12T23:59:59+08:00') - clock.wallMs());
    expect(register.enter(CLERK_CARD, '102938')).toEqual(LET_IN);
    clock.jumpWall(Date.parse('2026-05-13T00:00:00+08:00') - clock.wallMs());
    expect(register.enter(CLERK_CARD, '102938')).toEqual({ entered: false, waitMs: 0 });
  });

  it('are on record with every try, and what was wrong is told to nobody', () => {
    const { start } = machine(rosterOf(1, person()));
    const { register, journal } = start();
    expect(register.enter(CLERK_CARD, '000000')).toEqual(register.enter(OTHER_CARD, '102938'));
    const tries = journal.tail(2).map(({ kind, body }) => [kind, 'person' in body ? body.person : undefined]);
    expect(tries).toEqual([
      ['staff-entry', null],
      ['staff-entry', 'P01'],
    ]);
  });

  it.each([
    ['on the roster', CLERK_CARD],
    ['on none', OTHER_CARD],
  ])('lock a card %s out, twice as long each time, over restarts', (_, card) => {
    const { clock, start } = machine(rosterOf(1, person()));
    const waits: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const entry = start().register.enter(card, '000000');
      if (entry.entered) throw new Error('let in');
      waits.push(entry.waitMs);
      clock.advance(entry.waitMs);
    }
    expect(waits).toEqual([0, 0, 30_000, 60_000, 120_000]);
  });

  it('are not looked at while the lock-out lasts, the right ones neither; afterwards they are', () => {
    const { clock, start } = machine(rosterOf(1, person()));
    for (let tries = 0; tries < 3; tries += 1) start().register.enter(CLERK_CARD, '000000');
    clock.advance(29_999);
    expect(start().register.enter(CLERK_CARD, '102938')).toEqual({ entered: false, waitMs: 1 });
    clock.advance(1);
    expect(start().register.enter(CLERK_CARD, '102938')).toEqual(LET_IN);
    expect(start().register.enter(CLERK_CARD, '000000')).toEqual({ entered: false, waitMs: 0 });
  });

  it('stay locked out when more cards are tried than are remembered', () => {
    const { register, journal } = machine(rosterOf(1, person())).start();
    for (let tries = 0; tries < 3; tries += 1) register.enter(CLERK_CARD, '000000');
    for (let card = 0; card < 70; card += 1) {
      journal.append('staff-entry', null, { end: 'refused', card: String(card).padStart(64, '0'), person: null, role: null });
    }
    expect(register.enter(CLERK_CARD, '102938')).toMatchObject({ entered: false, waitMs: 30_000 });
    expect(journal.ledger.staff.state.failures).toHaveLength(64);
  });

  it('lock out no longer than that when the clock is put back', () => {
    const { clock, start } = machine(rosterOf(1, person()));
    const { register } = start();
    for (let tries = 0; tries < 3; tries += 1) register.enter(CLERK_CARD, '000000');
    clock.jumpWall(-86_400_000);
    expect(register.enter(CLERK_CARD, '102938')).toEqual({ entered: false, waitMs: 30_000 });
  });
});

describe('a PIN of their own', () => {
  it('is asked of whoever has one for once, and holds from then on', () => {
    const { start } = machine(rosterOf(1, person({ oneTime: true })));
    expect(start().register.enter(CLERK_CARD, '102938')).toEqual({ ...LET_IN, mustChoosePin: true });
    expect(start().register.choosePin(LET_IN.person as never, '770123')).toBe(true);
    expect(start().register.enter(CLERK_CARD, '102938')).toMatchObject({ entered: false });
    expect(start().register.enter(CLERK_CARD, '770123')).toEqual(LET_IN);
  });

  it('gives way to what a newer roster says', () => {
    const world = machine(rosterOf(1, person({ oneTime: true })));
    world.start().register.choosePin(LET_IN.person as never, '770123');
    world.medium.push(rosterOf(2, person({ pin: sealPin('554433', random, 14) })));
    expect(world.start().register.enter(CLERK_CARD, '554433')).toEqual(LET_IN);
  });

  it.each(['111111', '123456', '987654', '890123', '12345', 'abcdef', '102938'])('is not %s', (pin) => {
    expect(
      machine(rosterOf(1, person()))
        .start()
        .register.choosePin(LET_IN.person as never, pin),
    ).toBe(false);
  });

  it('lies in the journal sealed', () => {
    const { start } = machine(rosterOf(1, person()));
    const { register, journal } = start();
    register.choosePin(LET_IN.person as never, '770123');
    expect(JSON.stringify(journal.tail(1))).not.toContain('scrypt');
  });
});
