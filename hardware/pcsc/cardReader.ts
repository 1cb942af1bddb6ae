import { type AccessFault, toCardFault } from '../card-profiles/blockAccess.ts';
import { cardNumberOfUid } from '../card-profiles/cardNumberOfUid.ts';
import type { CardProfile } from '../card-profiles/cardProfile.ts';
import type { CardFacts } from '../ports/cardFacts.ts';
import type { AddValuePlan, AddValueVerdict, CardFault, CardReader, CardReaderEvent } from '../ports/cardReader.ts';
import { type Clock, delay, type Timer } from '../ports/clock.ts';
import { toHex } from '../ports/hex.ts';
import type { PcscEvent, PcscPort } from '../ports/pcsc.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { technologyOf } from './atr.ts';
import type { KeyStore } from './cardKeys.ts';
import { CardSession } from './cardSession.ts';

export interface CardReaderParts {
  readonly pcsc: PcscPort;
  readonly clock: Clock;
  readonly keys: KeyStore;
  /** In the order in which they are tried. */
  readonly profiles: readonly CardProfile[];
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

/** What was done in one session; a session that failed says how. */
type Sessioned<Value> = Result<Value, AccessFault>;

/**
 * The card reader of the kiosk: PC/SC below, card profiles beside it. One session at a time; every step begins with
 * a new connection and the UID of the card. Reading is tried twice, writing never without being asked again.
 */
export function createCardReader({ pcsc, clock, keys, profiles }: CardReaderParts): CardReader {
  let listener: (event: CardReaderEvent) => void = () => undefined;
  let card: { readonly atr: Uint8Array } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let looksTaken = 0;
  let lookTimer: Timer | null = null;

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  async function session<Value>(work: (card: CardSession) => Promise<Sessioned<Value>>): Promise<Sessioned<Value>> {
    const opened = await CardSession.open(pcsc, keys);
    const result = opened.ok ? await work(opened.value) : opened;
    await pcsc.disconnect();
    return result;
  }

  async function secondTry<Value>(work: (card: CardSession) => Promise<Sessioned<Value>>): Promise<Sessioned<Value>> {
    const first = await session(work);
    if (first.ok || first.error.kind === 'no-card' || first.error.kind === 'reader-offline') return first;
    await delay(clock, SECOND_TRY_AFTER_MS);
    return session(work);
  }

  /** Runs `work` with the profile of the card that lies there. */
  async function withProfile<Value>(
    work: (access: CardSession, profile: CardProfile) => Promise<Result<Value, CardFault>>,
  ): Promise<Result<Value, CardFault>> {
    const technology = card === null ? null : technologyOf(card.atr);
    if (technology !== null && technology !== 'mifare-classic-1k') return fail({ kind: 'unsupported', detail: technology });
    const done = await secondTry<Result<Value, CardFault>>(async (access) => {
      for (const profile of profiles) {
        const recognised = await profile.recognise(access);
        if (!recognised.ok) return recognised;
        if (!recognised.value) continue;
        const result = await work(access, profile);
        // Silence is worth a second session; what the card says is not.
        return !result.ok && result.error.kind === 'unreadable' ? fail({ kind: 'lost', detail: result.error.detail }) : ok(result);
      }
      return ok(fail({ kind: 'unsupported', detail: 'no card profile knows this card' }));
    });
    if (done.ok) return done.value;
    // A card that gives its UID twice and refuses our key twice is somebody else's.
    return fail(done.error.kind === 'key-refused' ? { kind: 'unsupported', detail: done.error.detail } : toCardFault(done.error));
  }

  function tell(event: CardReaderEvent): void {
    listener(event);
  }

  function forgetLook(): void {
    if (lookTimer !== null) clock.clearTimeout(lookTimer);
    lookTimer = null;
  }

  /** The card was not heard. If it comes back without an event of the service, it is told as laid down anew. */
  function lookAgainLater(): void {
    const waitMs = LOOK_AGAIN_AFTER_MS[looksTaken];
    const missed = card;
    if (missed === null || waitMs === undefined || lookTimer !== null) return;
    looksTaken += 1;
    lookTimer = clock.setTimeout(() => {
      lookTimer = null;
      look(missed).catch(() => undefined);
    }, waitMs);
  }

  async function look(missed: { readonly atr: Uint8Array }): Promise<void> {
    const heard = await inTurn(() => session((access) => Promise.resolve(ok(access.uid))));
    if (card !== missed) return;
    if (!heard.ok) return lookAgainLater();
    tell({ type: 'card-removed' });
    card = { atr: missed.atr };
    tell({ type: 'card-placed' });
  }

  function cardGone(): void {
    forgetLook();
    if (card === null) return;
    card = null;
    tell({ type: 'card-removed' });
  }

  function onPcscEvent(event: PcscEvent): void {
    switch (event.type) {
      case 'reader-attached':
        return tell({ type: 'reader-online', name: event.reader });
      case 'reader-detached':
        cardGone();
        return tell({ type: 'reader-offline', why: event.why });
      case 'card-present':
        cardGone();
        card = { atr: event.atr };
        looksTaken = 0;
        return tell({ type: 'card-placed' });
      case 'card-absent':
        return cardGone();
    }
  }

  async function apply(plan: AddValuePlan): Promise<AddValueVerdict> {
    const profile = profiles.find((candidate) => candidate.id === plan.profile);
    if (profile === undefined) return { verdict: 'unknown', detail: `no card profile ${plan.profile}` };
    const done = await session<AddValueVerdict>(async (access) =>
      ok(toHex(access.uid) === plan.uid ? await profile.applyAddValue(access, plan) : { verdict: 'other-card' }),
    );
    return done.ok ? done.value : { verdict: 'unknown', detail: done.error.detail };
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
      await inTurn(() => pcsc.stop());
    },
    async readCard() {
      const read = await inTurn(() => withProfile<CardFacts>((access, profile) => profile.read(access, access.uid)));
      if (!read.ok && notHeard(read.error)) lookAgainLater();
      return read;
    },
    async planAddValue(order) {
      const planned = await inTurn(() =>
        withProfile<AddValuePlan>(async (access, profile) => {
          if (!cardNumberOfUid(access.uid).equals(order.card))
            return fail({ kind: 'other-card', detail: 'another card lies on the reader' });
          return profile.planAddValue(access, access.uid, order);
        }),
      );
      if (!planned.ok && notHeard(planned.error)) lookAgainLater();
      return planned;
    },
    async applyAddValue(plan) {
      const applied = await inTurn(() => apply(plan));
      if (applied.verdict === 'unknown') lookAgainLater();
      return applied;
    },
  };
}

/** Nothing, or nothing sure, was heard of the card: it may have been lifted, or lie badly. */
function notHeard({ kind }: CardFault): boolean {
  return kind === 'no-card' || kind === 'unreadable';
}
