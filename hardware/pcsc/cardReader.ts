import { type AccessFault, toCardFault } from '../card-profiles/blockAccess.ts';
import { cardNumberOfUid } from '../card-profiles/cardNumberOfUid.ts';
import type { CardPlan, CardProfile, Prepared } from '../card-profiles/cardProfile.ts';
import type { MayWrite } from '../card-profiles/carryOut.ts';
import type { CardFacts } from '../ports/cardFacts.ts';
import type { CardNumber } from '../ports/cardNumber.ts';
import type { CardEvidence, CardFault, CardReader, CardReaderEvent, PurseSeen, WriteVerdict } from '../ports/cardReader.ts';
import { type Clock, delay, type Timer } from '../ports/clock.ts';
import { type Dollars, dollars } from '../ports/dollars.ts';
import { toHex } from '../ports/hex.ts';
import type { PcscEvent, PcscPort } from '../ports/pcsc.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import type { SecurityModule } from '../ports/securityModule.ts';
import { technologyOf } from './atr.ts';
import type { CardSession } from './cardSession.ts';
import { creditNeedOf } from './creditNeed.ts';
import { Sessions } from './sessions.ts';

export interface CardReaderParts {
  readonly pcsc: PcscPort;
  readonly clock: Clock;
  readonly keys: SecurityModule;
  /** In the order in which they are tried. */
  readonly profiles: readonly CardProfile[];
  /**
   * Whether this machine serves artificial cards, and may therefore write to places on a card that this project invented.
   * Default: no, as in every machine that passengers' cards are laid on.
   */
  readonly artificialCards?: boolean;
}

/**
 * Milliseconds before a card that could not be read is tried once more: a card that is being laid down is often
 * heard badly at first. Our choice; short against the 300 ms in which a card shall be shown.
 */
const SECOND_TRY_AFTER_MS = 100;

/**
 * Milliseconds after a step that lost the card before we look whether it lies there after all; once each per card laid
 * down. A lift shorter than the service's polling (pcscd: 400 ms) brings no event: the first look comes after that. A
 * card that gives its number but nothing else is not looked at for ever. Our choice.
 */
export const LOOK_AGAIN_AFTER_MS = [700, 2_000, 5_000] as const;

/**
 * How often a card must answer in a row before it counts as the only one: of two that take turns by chance one would be taken for
 * the only one once in four looks, and the next reading finds that out. Our choice.
 */
const LOOKS_AT_ONE = 3;

/** Nothing, or nothing sure, was heard of the card: it may have been lifted, lie badly, or have taken another one's place unnoticed. */
const NOT_HEARD: ReadonlySet<CardFault['kind']> = new Set(['no-card', 'brushed', 'unreadable', 'several']);

/** Failures that a second try may not meet again. */
const MAY_PASS: ReadonlySet<AccessFault['kind']> = new Set(['key-refused', 'refused', 'lost']);

/** What was done in one session; a session that failed says how. */
type Sessioned<Value> = Result<Value, AccessFault>;

/** What lies on the reader since the service told of it. */
interface Contact {
  readonly atr: Uint8Array;
  /** In hexadecimal; null until it was given. */
  uid: string | null;
  /** More than one card answered, or another one than before: looked at again for as long as that lasts. */
  several: boolean;
  /** A part of it did not open to our keys: it is never written. */
  onlyRead: boolean;
}

/**
 * The card reader of the kiosk: PC/SC below, card profiles beside it. One session at a time; every step begins with
 * the UID of the card, on a new connection or - when a plan is carried out right after it was made - on the one that
 * made it. Reading is tried twice, writing never without being asked again.
 */
export function createCardReader({ pcsc, clock, keys, profiles, artificialCards = false }: CardReaderParts): CardReader {
  let listener: (event: CardReaderEvent) => void = () => undefined;
  let card: Contact | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let looksTaken = 0;
  let lookTimer: Timer | null = null;
  const sessions = new Sessions({ pcsc, clock, keys, inTurn });

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  async function secondTry<Value>(work: (card: CardSession) => Promise<Sessioned<Value>>): Promise<Sessioned<Value>> {
    const first = await sessions.run(work);
    if (first.ok || !MAY_PASS.has(first.error.kind)) return first;
    await delay(clock, SECOND_TRY_AFTER_MS);
    return sessions.run(work);
  }

  /** Runs `work` with the profile of the card that lies there. */
  async function withProfile<Value>(
    work: (access: CardSession, profile: CardProfile) => Promise<Result<Value, CardFault>>,
  ): Promise<Result<Value, CardFault>> {
    const contact = card;
    // A name for people, not a reason: MIFARE Classic comes under many (Infineon's, MIFARE Plus, 4K, emulated ones), and whether
    // our keys open it only the card can say.
    const cardType = contact === null ? 'unknown' : technologyOf(contact.atr);
    const unsupported = (detail: string): Result<never, CardFault> => fail({ kind: 'unsupported', detail, cardType });
    const done = await secondTry<Result<Value, CardFault>>(async (access) => {
      const uid = toHex(access.uid);
      if (contact !== null) contact.uid ??= uid;
      // Nobody took a card away, and yet this is another one.
      if (contact !== null && contact.uid !== uid) return fail({ kind: 'several', detail: 'two cards answer in turn' });
      for (const profile of profiles) {
        const recognised = await profile.recognise(access);
        // What a card is known by, it must tell: no sector could be left out.
        if (!recognised.ok) return fail({ kind: recognised.error.kind, detail: recognised.error.detail });
        if (!recognised.value) continue;
        const result = await work(access, profile);
        // Silence is worth a second session; what the card says is not.
        return !result.ok && result.error.kind === 'unreadable' ? fail({ ...result.error, kind: 'lost' }) : ok(result);
      }
      return ok(unsupported('no card profile knows this card'));
    });
    if (done.ok) return done.value;
    const { kind, detail } = done.error;
    // A card that gives its UID twice and refuses our key twice is somebody else's.
    if (kind === 'key-refused') return unsupported(detail);
    const gone = kind === 'no-card' || (kind === 'lost' && card !== contact);
    if (contact !== null && contact.uid === null && gone) return fail({ kind: 'brushed', detail });
    return fail(toCardFault(done.error));
  }

  function tell(event: CardReaderEvent): void {
    listener(event);
  }

  function forgetLook(): void {
    if (lookTimer !== null) clock.clearTimeout(lookTimer);
    lookTimer = null;
  }

  function lookAfter({ kind }: CardFault): void {
    if (card !== null) card.several ||= kind === 'several';
    if (NOT_HEARD.has(kind)) lookAgainLater();
  }

  /** The card was not heard, or not alone. If it comes back without an event of the service, it is reported as placed again. */
  function lookAgainLater(): void {
    const waitMs = LOOK_AGAIN_AFTER_MS[looksTaken] ?? (card?.several === true ? LOOK_AGAIN_AFTER_MS.at(-1) : undefined);
    const missed = card;
    if (missed === null || waitMs === undefined || lookTimer !== null) return;
    looksTaken += 1;
    lookTimer = clock.setTimeout(() => {
      lookTimer = null;
      look(missed).catch(() => undefined);
    }, waitMs);
  }

  /** @returns the one card that answers each time; null: none does, or several in turn */
  async function oneCard(): Promise<string | null> {
    const heard = new Set<string | null>();
    for (let time = 0; time < LOOKS_AT_ONE; time += 1) {
      const uid = await sessions.run((access) => Promise.resolve(ok(toHex(access.uid))));
      if (!uid.ok) return null;
      heard.add(uid.value);
    }
    const [only = null] = heard;
    return heard.size === 1 ? only : null;
  }

  async function look(missed: Contact): Promise<void> {
    const answers = await inTurn(oneCard);
    if (card !== missed) return;
    if (answers === null) return lookAgainLater();
    tell({ type: 'card-removed' });
    card = { atr: missed.atr, uid: null, several: false, onlyRead: false };
    tell({ type: 'card-placed' });
  }

  function cardGone(): void {
    forgetLook();
    if (card === null) return;
    card = null;
    tell({ type: 'card-removed' });
  }

  function onPcscEvent(event: PcscEvent): void {
    // Whatever happens at the reader ends what was known of the card on it.
    sessions.end();
    switch (event.type) {
      case 'reader-attached':
        return tell({ type: 'reader-online', name: event.reader });
      case 'reader-detached':
        cardGone();
        return tell({ type: 'reader-offline', why: event.why });
      case 'card-present':
        cardGone();
        card = { atr: event.atr, uid: null, several: false, onlyRead: false };
        looksTaken = 0;
        return tell({ type: 'card-placed' });
      case 'card-absent':
        return cardGone();
    }
  }

  /** The card, and if a sector of it has other keys or access bits than ours, the rest of it: what that is not is said. */
  async function readWhatOpens(onPurse?: (purse: PurseSeen) => void): Promise<Result<CardFacts, CardFault>> {
    const closed = new Set<number>();
    for (;;) {
      const read = await inTurn(() => withProfile<CardFacts>((access, profile) => profile.read(access, access.uid, { closed, onPurse })));
      if (read.ok && card !== null) card.onlyRead = read.value.unread !== undefined;
      const sector = read.ok || read.error.kind !== 'unreadable' ? undefined : read.error.sector;
      if (sector === undefined || closed.has(sector)) return read;
      closed.add(sector);
    }
  }

  /** Makes a plan and keeps the session, in case the plan is carried out at once. */
  async function plan<Plan extends CardPlan>(
    number: CardNumber,
    prepare: (access: CardSession, profile: CardProfile) => Promise<Result<Prepared<Plan>, CardFault>>,
    mayBePaid = false,
  ): Promise<Result<Plan, CardFault>> {
    const planned = await inTurn(() =>
      withProfile<Plan>(async (access, profile) => {
        if (!cardNumberOfUid(access.uid).equals(number)) return fail(ANOTHER_CARD);
        if (card?.onlyRead === true) return fail(ONLY_READ);
        const prepared = await prepare(access, profile);
        if (!prepared.ok) return prepared;
        const refused = await refusalOf(profile, prepared.value.plan, mayBePaid);
        if (refused !== null) return fail(refused);
        sessions.keep(access, prepared.value);
        return ok(prepared.value.plan);
      }),
    );
    if (!planned.ok) lookAfter(planned.error);
    return planned;
  }

  /**
   * Why this machine must not carry out a plan that the card allows.
   * @param mayBePaid an earlier plan for the same payment may have used the credit already: the module knows
   */
  async function refusalOf(profile: CardProfile, of: CardPlan, mayBePaid: boolean): Promise<CardFault | null> {
    if (!artificialCards && profile.writesSynthetic(of)) return { kind: 'not-writable', detail: INVENTED };
    const need = creditNeedOf(of);
    if (need === null || mayBePaid) return null;
    const left = await keys.creditLeft();
    if (!left.ok) return { kind: 'no-credit', detail: left.error.detail };
    return left.value !== null && left.value < need ? { kind: 'no-credit', detail: 'the add-value credit is used up' } : null;
  }

  /** On the card that a plan is for, where this machine may write what the plan writes. */
  async function onCardOf(
    of: CardPlan,
    work: (profile: CardProfile, access: CardSession) => Promise<WriteVerdict>,
    quickly: () => Promise<WriteVerdict | null> = () => Promise.resolve(null),
  ): Promise<WriteVerdict> {
    const profile = profiles.find((candidate) => candidate.id === of.profile);
    if (profile === undefined) return { verdict: 'unknown', detail: `no card profile ${of.profile}` };
    if (!artificialCards && profile.writesSynthetic(of)) return { verdict: 'unknown', detail: INVENTED };
    if (card?.onlyRead === true) return { verdict: 'unknown', detail: ONLY_READ.detail };
    const atOnce = await quickly();
    if (atOnce !== null) return atOnce;
    const done = await sessions.run<WriteVerdict>(async (access) =>
      ok(toHex(access.uid) === of.uid ? await work(profile, access) : { verdict: 'other-card' }),
    );
    return done.ok ? done.value : { verdict: 'unknown', detail: done.error.detail };
  }

  function carryOut(of: CardPlan, payment: string): Promise<WriteVerdict> {
    const mayWrite = payingFor(creditNeedOf(of), payment);
    return onCardOf(
      of,
      (profile, access) => profile.carryOut(access, of, mayWrite),
      () => sessions.carryOutKept(of, mayWrite),
    );
  }

  function payingFor(need: Dollars | null, payment: string): MayWrite {
    return need === null ? () => Promise.resolve(ok()) : () => keys.useCredit(payment, need);
  }

  async function write(work: () => Promise<WriteVerdict>): Promise<WriteVerdict> {
    const applied = await inTurn(work);
    if (applied.verdict === 'unknown') lookAgainLater();
    return applied;
  }

  return {
    onEvent(next) {
      listener = next;
    },
    start() {
      pcsc.onEvent(onPcscEvent);
      pcsc.start();
    },
    async stop() {
      forgetLook();
      sessions.end();
      await inTurn(() => pcsc.stop());
    },
    async creditLeft() {
      const left = await keys.creditLeft();
      return left.ok ? left.value : dollars(0);
    },
    async readCard(onPurse) {
      const read = await readWhatOpens(onPurse);
      if (!read.ok) lookAfter(read.error);
      return read;
    },
    readEvidence: (number) =>
      inTurn(() =>
        withProfile<CardEvidence>(async (access, profile) =>
          cardNumberOfUid(access.uid).equals(number) ? profile.readEvidence(access) : fail(ANOTHER_CARD),
        ),
      ),
    planAddValue: (order) =>
      plan(order.card, (access, profile) => profile.prepareAddValue(access, access.uid, order), order.abandoned !== undefined),
    async applyAddValue(of, payment) {
      const applied = await write(() => carryOut(of, payment));
      return applied.verdict === 'written' ? { ...applied, balance: dollars(of.balanceAfter) } : applied;
    },
    planChange: (order) => plan(order.card, (access, profile) => profile.prepareChange(access, access.uid, order)),
    applyChange: (of, payment) => write(() => carryOut(of, payment)),
    undoChange: (of) => write(() => onCardOf(of, (profile, access) => profile.undo(access, of))),
  };
}

const ANOTHER_CARD = { kind: 'other-card', detail: 'another card lies on the reader' } as const;

const ONLY_READ = { kind: 'not-writable', detail: 'a part of this card does not open to the keys of this machine' } as const;

const INVENTED = 'this machine does not write to places that only artificial cards have';
