import type { AccessFault } from '../card-profiles/blockAccess.ts';
import type { CardPlan, Prepared } from '../card-profiles/cardProfile.ts';
import type { CarryOutVerdict, MayWrite } from '../card-profiles/carryOut.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { PcscPort } from '../ports/pcsc.ts';
import type { Result } from '../ports/result.ts';
import type { SecurityModule } from '../ports/securityModule.ts';
import { CardSession } from './cardSession.ts';

/**
 * Milliseconds for which a session is kept after a plan was made. The plan is made durable meanwhile, which takes a few;
 * afterwards the card is let go, and the plan is carried out the long way. Our choice.
 */
export const KEEP_SESSION_MS = 2_000;

/** A session that outlives the step which made a plan, because the next step is likely to carry that plan out. */
interface Kept {
  readonly session: CardSession;
  readonly prepared: Prepared<CardPlan>;
  readonly timer: Timer;
}

export interface SessionsParts {
  readonly pcsc: PcscPort;
  readonly clock: Clock;
  readonly keys: SecurityModule;
  /** Lets one step after the other touch the reader. */
  readonly inTurn: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

/** The sessions with the card on one reader: never two at a time, at most one kept from one step to the next. */
export class Sessions {
  readonly #parts: SessionsParts;
  #kept: Kept | null = null;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  /** Runs `work` in a new session: connection, UID. A session that was kept is over. */
  async run<Value>(work: (session: CardSession) => Promise<Result<Value, AccessFault>>): Promise<Result<Value, AccessFault>> {
    const { pcsc, keys } = this.#parts;
    this.#forget();
    const opened = await CardSession.open(pcsc, keys);
    const result = opened.ok ? await work(opened.value) : opened;
    if (this.#kept === null) await pcsc.disconnect();
    return result;
  }

  /** To be called at the end of `work`: its session stays open for {@link carryOutKept}. */
  keep(session: CardSession, prepared: Prepared<CardPlan>): void {
    this.#forget();
    const timer = this.#parts.clock.setTimeout(() => this.end(), KEEP_SESSION_MS);
    this.#kept = { session, prepared, timer };
  }

  /** The kept session is of no more use: its card moved, or it was not needed in time. The card is let go. */
  end(): void {
    if (this.#kept === null) return;
    this.#forget();
    const { inTurn, pcsc } = this.#parts;
    // Another step may have begun a session, or kept one, since.
    const letGo = inTurn(async () => {
      if (this.#kept === null) await pcsc.disconnect();
    });
    letGo.catch(() => undefined);
  }

  #forget(): void {
    if (this.#kept !== null) this.#parts.clock.clearTimeout(this.#kept.timer);
    this.#kept = null;
  }

  /**
   * Carries `plan` out in the session that made it, after the card has given its UID again.
   * @returns null when there is no such session, or its card does not answer as before. Nothing was written then.
   */
  async carryOutKept(plan: CardPlan, mayWrite: MayWrite): Promise<CarryOutVerdict | null> {
    const kept = this.#kept;
    if (kept === null) return null;
    this.#forget();
    // Plans are plain data, and may have been to the journal and back.
    const isIts = JSON.stringify(kept.prepared.plan) === JSON.stringify(plan);
    const verdict = isIts && (await kept.session.isSameCard()) ? await kept.prepared.carryOut(mayWrite) : null;
    await this.#parts.pcsc.disconnect();
    return verdict;
  }
}
