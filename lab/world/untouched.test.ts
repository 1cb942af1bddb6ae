import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { USAGE } from '../../hardware/card-profiles/attributes.ts';
import { EASYCARD_CLASSIC } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import type { CardDescription } from '../devices/card/cardImage.ts';
import { addValue, bus, DAY, purchase } from '../devices/card/cardHistories.ts';
import { buildEasyCardImage } from '../devices/card/easyCardImage.ts';
import { HOST_ACCOUNTS, type HostDescription, hostCardOf } from '../devices/card/hostCard.ts';
import type { PreparedCard } from '../devices/card/preparedCards.ts';
import { ISSUER_EASYCARDS } from '../devices/card/issuerCards.ts';
import { SimulatedCard } from '../devices/card/simulatedCard.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import type { Control, Verb } from '../../machines/view/view.ts';
import { LAST_PAUSE_MS } from '../../station/effects/settlement.ts';
import { actStandingOf, purseChangeOf, type LedgerAct } from '../../station/journal/actLedger.ts';
import { seedOf } from './preparedIssuer.ts';
import { purseOf } from './worldCards.ts';
import { World } from './world.ts';

/** Cases of each property; more where there is time for it. */
const RUNS = Number(process.env['KIOSK_PROPERTY_RUNS'] ?? 60);
/** Milliseconds of the real clock for one case, generously. */
const CASE_MS = 1_000;

const START_MS = 60_000;
/** Longest that a deserted screen stands, and that the issuer is not told, once everything works. */
const REST_MS = 900_000;
const TOLD_MS = LAST_PAUSE_MS + 60_000;
const NOW_MS = new VirtualClock().wallMs();

/** Somebody's card, as people have them, where any of it may be otherwise. */
const people = [...ISSUER_EASYCARDS.filter(({ id }) => id !== 'blocked'), { id: 'plain', card: { uid: '', balance: 320 }, host: {} }];

const otherwise: fc.Arbitrary<Partial<CardDescription>> = fc.record(
  {
    balance: fc.oneof(fc.integer({ min: -60, max: 120 }), fc.integer({ min: -60, max: 10_000 })),
    expiresInDays: fc.oneof(fc.integer({ min: -15, max: 90 }), fc.constant(3_000)),
    lastSequence: fc.integer({ min: 6, max: 255 }),
    history: fc.subarray([addValue(9 * DAY, 500), bus(5 * DAY), purchase(2 * DAY, 95), bus(DAY)], { minLength: 1 }),
    attributes: fc.record(
      {
        usage: fc
          .subarray<number>([USAGE.autoload, USAGE.credit, USAGE.refunded])
          .map((flags) => flags.reduce((bits, flag) => bits | flag, USAGE.activated)),
        product: fc.constantFrom('ordinary', 'cobranded', 'student', 'telecom', 'debit', 'senior'),
        personalProfile: fc.constantFrom(0, 1, 2),
        deposit: fc.constantFrom(0, 100),
      },
      { requiredKeys: [] },
    ),
    autoload: fc.record({ amount: fc.constantFrom(0, 500, 1_000), count: fc.integer({ min: 0, max: 255 }), lastOn: fc.constant(null) }),
  },
  { requiredKeys: [] },
);

const otherHost: fc.Arbitrary<HostDescription> = fc.record(
  {
    status: fc.constant('refunded'),
    link: fc.record({ account: fc.constantFrom('anna', 'bert-credit-line', 'carla'), enabled: fc.boolean() }),
    creditCardActivated: fc.boolean(),
    uses: fc.integer({ min: 0, max: 300 }),
    firstUsedDaysAgo: fc.integer({ min: 1, max: 900 }),
    adjustments: fc.array(fc.constantFrom(-100, 100, 5_000), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const seldom = <Value extends object>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | Record<never, never>> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary });

interface Somebody {
  readonly card: Omit<CardDescription, 'nowMs'>;
  readonly host: HostDescription;
}

const somebody: fc.Arbitrary<Somebody> = fc
  .tuple(fc.constantFrom(...people), seldom(otherwise), seldom(otherHost))
  .map(([{ card, host }, change, hostChange]) => ({ card: { ...card, ...change, uid: '08b10001' }, host: { ...host, ...hostChange } }))
  .filter(({ card }) => isPossible(card));

/** No card expires before it was issued, say. */
function isPossible(card: Somebody['card']): boolean {
  try {
    buildEasyCardImage({ ...card, nowMs: NOW_MS });
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

function prepare({ card, host }: Somebody): PreparedCard {
  const described = { ...card, nowMs: NOW_MS };
  return { id: 'any', label: '', image: buildEasyCardImage(described), host: hostCardOf(EASYCARD_CLASSIC, described, host) };
}

/**
 * A step of a passenger; a tap is at one of the controls that the screen offers then. `onward`: at one that leads deeper
 * into a service, where there is one.
 */
type Step =
  | { readonly do: 'tap' | 'onward'; readonly which: number }
  | { readonly do: 'lift' | 'lay' }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('onward' as const), which: fc.nat(10) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tap' as const), which: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'lift' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'lay' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 100, 2_000, 2_000, 85_000) }) },
);

const steps = fc.array(step, { minLength: 4, maxLength: 24, size: 'max' });

/** What a passenger of a property never touches, and what the issuer does. */
interface Manner {
  readonly taps: (control: Control, world: World) => boolean;
  /** The issuer's books no longer know the card once it is asked for an act. */
  readonly refused?: true;
}

/** Money and marks in the issuer's books, whatever acts they hold. */
function booksOf({ issuer }: World): unknown {
  const rows = (sql: string): unknown => issuer?.books.prepare(sql).all();
  return { accounts: rows('SELECT * FROM account'), cards: rows('SELECT * FROM card'), adjustments: rows('SELECT * FROM adjustment') };
}

const ONWARD: readonly Verb[] = ['confirm', 'choose-service', 'more-services'];

function choose(offered: readonly Control[], { do: how, which }: Extract<Step, { which: number }>): Control | undefined {
  const deeper = how === 'onward' ? ONWARD.map((verb) => offered.filter((control) => control.verb === verb)) : [];
  const among = deeper.find(({ length }) => length > 0) ?? offered;
  return among[which % Math.max(1, among.length)];
}

interface Life {
  readonly world: World;
  readonly image: { readonly before: Uint8Array; readonly after: Uint8Array };
  readonly added: number;
  readonly books: { readonly before: unknown; readonly after: unknown };
  readonly acts: readonly LedgerAct[];
}

async function live(prepared: PreparedCard, taken: readonly Step[], { taps, refused }: Manner): Promise<Life> {
  const world = new World({ seed: 'untouched', issuer: seedOf([prepared], NOW_MS) });
  const laid = new SimulatedCard(prepared.image);
  const before = { image: laid.save(), purse: purseOf(laid) ?? 0, books: booksOf(world) };
  world.adopt(laid);
  world.boot();
  await world.until(() => world.view?.screen === 'attract', START_MS);
  world.reader.place(laid);
  await world.pass(2_000);
  let touches = 0;
  let books = before.books;
  for (const each of taken) {
    if (each.do === 'lift') world.reader.remove();
    else if (each.do === 'lay' && world.reader.card === null) world.reader.place(laid);
    else if (each.do === 'tap' || each.do === 'onward') {
      const offered = world.view?.controls.filter((control) => taps(control, world)) ?? [];
      const control = choose(offered, each);
      if (control === undefined || world.view === null) continue;
      if (control.verb === 'confirm' && refused) {
        world.issuer?.books.exec('DELETE FROM adjustment; DELETE FROM card');
        books = booksOf(world);
      }
      touches += 1;
      const { verb, arg } = control;
      const { bootId, seq } = world.view;
      world.station?.intent({ verb, ...(arg === undefined ? {} : { arg }), bootId, seqSeen: seq, nonce: `touch ${touches}` });
    }
    await world.pass(each.do === 'wait' ? each.ms : 900);
  }
  world.reader.remove();
  await world.until(() => world.view?.screen === 'attract', REST_MS);
  // Whatever was torn is brought to its end by the same card.
  world.reader.place(laid);
  await world.pass(4_000);
  world.reader.remove();
  await world.until(() => world.view?.screen === 'attract', REST_MS);
  await world.until(() => world.ledger().acts.asked.every((act) => actStandingOf(act) === 'closed'), TOLD_MS);
  for (const { key, state } of world.issuerTruth()?.acts ?? []) if (state === 'held') world.violate(`act ${key} is held for ever`);
  for (const act of world.ledger().acts.asked) {
    if (actStandingOf(act) !== 'closed' || act.closed === 'disagrees') world.violate(`act ${act.id} is ${actStandingOf(act)} in the end`);
  }
  const life: Life = {
    world,
    image: { before: before.image, after: laid.save() },
    added: (purseOf(laid) ?? 0) - before.purse,
    books: { before: books, after: booksOf(world) },
    acts: world.ledger().acts.all,
  };
  world.close();
  return life;
}

/** Not a byte of the card, not a dollar of an account, and nothing on record that was done. */
function expectUntouched({ world, image, books, acts }: Life): void {
  expect(world.violations).toEqual([]);
  expect(world.errors).toEqual([]);
  expect(image.after).toEqual(image.before);
  expect(books.after).toEqual(books.before);
  expect(acts.filter(({ write, closed }) => write !== 'none' || closed === 'settled')).toEqual([]);
}

/** Checks something about many lives. */
const always = (manner: Manner, check: (life: Life) => void) => () =>
  fc.assert(
    fc.asyncProperty(somebody, steps, async (who, taken) => check(await live(prepare(who), taken, manner))),
    { numRuns: RUNS },
  );

const weighed: ReadonlySet<string | undefined> = new Set(['refund', 'extend']);

describe('for any card, any host and any touches', { timeout: 10_000 + RUNS * CASE_MS }, () => {
  it(
    'what is not agreed to changes nothing, and the issuer is asked for nothing',
    always({ taps: ({ verb }) => verb !== 'confirm' }, (life) => {
      expectUntouched(life);
      expect(life.acts).toEqual([]);
    }),
  );

  it('what the issuer refuses changes nothing', always({ taps: () => true, refused: true }, expectUntouched));

  it(
    'what is not agreed to once the issuer has named its figures changes nothing, and is held no longer',
    always(
      {
        taps: ({ verb, arg }, { view }) =>
          verb === 'choose-service' ? weighed.has(arg) : verb !== 'confirm' || view?.service?.step !== 'weigh',
      },
      expectUntouched,
    ),
  );

  it(
    'a dollar on the card is a dollar from an account or a complaint, and a byte is an act on record',
    always({ taps: () => true }, ({ world, image, added, books, acts }) => {
      expect(world.violations).toEqual([]);
      expect(world.errors).toEqual([]);
      const written = acts.filter(({ write }) => write === 'written');
      expect(added).toBe(sumOf(written));
      if (written.length === 0) {
        expect(image.after).toEqual(image.before);
        expect(books.after).toEqual(books.before);
      } else expect(image.after).not.toEqual(image.before);
      const funds = Object.values(HOST_ACCOUNTS).reduce<number>((sum, each) => sum + each.funds, 0);
      const { accounts } = books.after as { readonly accounts: readonly { readonly funds: number }[] };
      const drawn = written.reduce((sum, { order }) => sum + drawnFor(order), 0);
      expect(accounts.reduce((sum, each) => sum + each.funds, 0)).toBe(funds - drawn);
    }),
  );
});

/** NT$ that acts put onto cards, less what period passes took off them. */
function sumOf(acts: readonly LedgerAct[]): number {
  return acts.reduce((sum, act) => sum + (purseChangeOf(act) ?? 0), 0);
}

/** NT$ that an account gave for an act. */
function drawnFor(order: LedgerAct['order']): number {
  return order.act === 'autoload' ? order.amount : order.act === 'buy-pass' ? order.autoload : 0;
}
