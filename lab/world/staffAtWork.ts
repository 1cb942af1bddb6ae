import { generateKeyPairSync } from 'node:crypto';
import type { StaffRole } from '../../machines/flows/staff.ts';
import type { View } from '../../machines/view/view.ts';
import { cardNumberOfUid } from '../../hardware/card-profiles/cardNumberOfUid.ts';
import { sealPin } from '../../station/staff/pin.ts';
import { cardMarkOf, signRoster } from '../../station/staff/roster.ts';
import type { StaffSource } from '../../station/staff/staffSource.ts';
import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { makeCard } from './worldCards.ts';
import type { World } from './world.ts';

/** Staff of a simulated world: who they are, and how somebody gets an errand done by what the screen shows. */

/** Longest that somebody of the staff waits for the machine to answer, milliseconds: a start, and a note that is being checked. */
const PATIENCE_MS = 120_000;

/** Touches within which any errand is done, though the power fails twice. */
const MOST_TOUCHES = 400;

const PIN = '102938';

export interface Colleague {
  readonly person: string;
  readonly role: StaffRole;
  readonly card: SimulatedCard;
}

export interface WorldStaff {
  readonly clerk: Colleague;
  readonly second: Colleague;
  readonly auditor: Colleague;
  readonly source: StaffSource;
}

const CARD_KEY = new Uint8Array(32).fill(7);
const KEYS = generateKeyPairSync('ed25519');
/** Of the lowest cost that is taken: worlds are many. */
const SECRET = sealPin(PIN, new SeededRandom('staff of the world'), 14);

/** A clerk, a second clerk and an auditor, on a roster that is kept as a machine keeps it: over every power cut. */
export function worldStaff(nowMs: number): WorldStaff {
  const person = (name: string, role: StaffRole, index: number): Colleague => ({
    person: name,
    role,
    card: makeCard('ordinary', nowMs, index),
  });
  const [clerk, second, auditor] = [person('P01', 'clerk', 3), person('P02', 'clerk', 4), person('P03', 'auditor', 5)];
  const persons = [clerk, second, auditor].map(({ person: name, role, card }) => ({
    person: name,
    role,
    card: cardMarkOf(CARD_KEY, cardNumberOfUid(card.uid)),
    until: '2099-12-31',
    oneTime: false,
    pin: SECRET,
  }));
  const roster = signRoster({ format: 'kiosk-roster-1', version: 1, persons }, KEYS.privateKey);
  let kept: string | null = null;
  const source: StaffSource = {
    publicKey: KEYS.publicKey,
    cardKey: CARD_KEY,
    oneDecidesUpTo: 0,
    kept: () => kept,
    offered: () => [{ name: 'world.roster.json', text: roster }],
    counts: () => [],
    export: null,
    keep: (text) => {
      kept = text;
    },
  };
  return { clerk, second, auditor, source };
}

type Page = NonNullable<View['staff']>['page'];

/** What somebody wants to get done. What the screen shows says what comes next, whatever came between. */
export interface Errand {
  /** As whoever does it knows by the machine's records: it is over. */
  readonly done: (world: World) => boolean;
  /** What is pressed on a page; on every other one: back. */
  readonly press: { readonly [Shown in Page]?: Press | ((view: View) => Press) };
}

export type Press = { readonly choose: string } | { readonly type: string } | 'confirm';

/** Comes to the machine, gets the errands done one after the other, and leaves it as passengers find it. */
export async function doErrands(world: World, { card }: Colleague, errands: readonly Errand[]): Promise<void> {
  world.auxiliaries.turnOperatorSwitch('maintenance');
  for (const errand of errands) {
    for (let touches = 0; !errand.done(world) && touches < MOST_TOUCHES; touches += 1) await step(world, card, errand);
    if (!errand.done(world))
      world.violate(`staff does not get its errand done: ${world.view?.staff?.page ?? world.view?.screen ?? 'dark'}`);
  }
  if (world.reader.card === card) world.reader.remove();
  world.auxiliaries.turnOperatorSwitch('run');
  await world.until(() => world.view !== null && (world.view.staff ?? null) === null, PATIENCE_MS);
}

/** The next touch, or the card once more where the screen waits for one. */
async function step(world: World, card: SimulatedCard, errand: Errand): Promise<void> {
  const page = (): string | null => world.view?.staff?.page ?? null;
  const answered = await world.until(() => errand.done(world) || (page() !== null && page() !== 'busy'), 5_000);
  if (errand.done(world)) return;
  const { view } = world;
  if (!answered || view === null || (view.staff ?? null) === null) {
    if (world.reader.card !== null) world.reader.remove();
    await world.pass(500);
    world.reader.place(card);
    return;
  }
  const { page: shown, typed } = view.staff as NonNullable<View['staff']>;
  const says = shown === 'pin' ? { type: PIN } : errand.press[shown];
  const press = typeof says === 'function' ? says(view) : says;
  if (press === undefined) touch(world, 'cancel');
  else if (press === 'confirm') touch(world, 'confirm');
  else if ('choose' in press) touch(world, 'staff-choose', press.choose);
  else if ((typed?.text.length ?? 0) < press.type.length) touch(world, 'staff-key', press.type[typed?.text.length ?? 0]);
  else touch(world, 'staff-choose', 'enter');
  await world.until(() => world.view !== view, 1_000);
}

let nonces = 0;

function touch(world: World, verb: 'cancel' | 'confirm' | 'staff-choose' | 'staff-key', arg?: string): void {
  const { station, view } = world;
  if (station === null || view === null) return;
  nonces += 1;
  station.intent({ verb, ...(arg === undefined ? {} : { arg }), bootId: view.bootId, seqSeen: view.seq, nonce: `staff ${nonces}` });
}

function offers(view: View, arg: string): boolean {
  return view.controls.some((control) => control.verb === 'staff-choose' && control.arg === arg);
}

/** The box goes out and another one comes in. */
export const exchange: Errand = {
  done: (world) => world.ledger().box.state.exchanges > 0 && world.ledger().box.state.open === null,
  press: {
    today: { choose: 'exchange' },
    'box-serial': { type: 'B01' },
    'box-seal': { type: 'S77' },
    'confirm-out': 'confirm',
    exchange: (view) => (offers(view, 'close') ? { choose: 'close' } : { choose: 'new-box' }),
    'new-box': { type: 'B02' },
  },
};

/** The box that was taken out is counted: one note of each value. */
export const count: Errand = {
  done: (world) => (world.ledger().box.state.last?.difference ?? null) !== null,
  press: { today: { choose: 'boxes' }, boxes: { choose: '1' }, count: { type: '1' }, 'confirm-count': 'confirm' },
};

/** @param id of the case; its passenger was paid at the counter, or so the first says who signs */
export function sign(id: string, done: Errand['done']): Errand {
  return {
    done,
    press: {
      today: { choose: 'cases' },
      cases: { choose: id },
      case: (view) => (view.controls.some(({ verb }) => verb === 'confirm') ? 'confirm' : { choose: 'paid-at-counter' }),
      reason: { choose: 'claim-shown' },
      confirm: 'confirm',
    },
  };
}
