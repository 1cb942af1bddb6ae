import { type Timer, taipeiTimestamp } from '../../hardware/ports/clock.ts';
import type { Result } from '../../hardware/ports/result.ts';
import type { IssuerLink, LinkFault } from '../issuer/issuerLink.ts';
import { jitter } from '../issuer/jitter.ts';
import type { RequestOf } from '../issuer/protocol/operations.ts';
import { actStandingOf, type IssuerAct } from '../journal/actLedger.ts';
import type { JournalBodies } from '../journal/records.ts';
import type { EffectDeps } from './deps.ts';
import { record } from './record.ts';

/**
 * Pauses between rounds that did not get through, milliseconds: doubled from the first to the last, the second half of
 * each by chance, so that machines do not come back in step. The first is short because the issuer holds a passenger's money
 * until it hears of a reversal; the last bounds how late it is heard after a day's outage, and costs 300 rounds in such a day.
 */
export const FIRST_PAUSE_MS = 2_000;
export const LAST_PAUSE_MS = 300_000;

type Closing = JournalBodies['act.closed'];

interface Due {
  readonly by: Closing['by'];
  readonly act: IssuerAct;
}

/**
 * Tells the issuer how every act ended, oldest first, until it has said that it knows: an advice for what the card
 * carries, a reversal for what it does not and never will. Repeating either is harmless. It works beside everything else
 * and nobody waits for it; what the power interrupts, the next boot's journal begins again.
 */
export class Settlement {
  readonly #deps: EffectDeps;
  readonly #link: IssuerLink | null;
  #running = false;
  #again = false;
  #stopped = false;
  #pauseMs = FIRST_PAUSE_MS;
  #timer: Timer | null = null;

  constructor(deps: EffectDeps, link: IssuerLink | null) {
    this.#deps = deps;
    this.#link = link;
  }

  /** Something may be due: looked at now, or after the round that is under way. */
  wake(): void {
    if (this.#stopped || this.#deps.journal.failed) return;
    if (this.#link === null) {
      this.#warnOfNobody();
      return;
    }
    this.#again = true;
    if (this.#running) return;
    this.#cancelPause();
    this.#rounds(this.#link).catch((cause: unknown) => {
      this.#deps.log.write('issuer.settlement-broke', { cause: String(cause) });
      this.#deps.dispatch({ type: 'STATION.FAULTY' });
    });
  }

  /** The issuer has just answered something else: no pause is worth waiting for any more. */
  heard(): void {
    if (this.#timer !== null) this.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelPause();
  }

  async #rounds(link: IssuerLink): Promise<void> {
    this.#running = true;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        const left = await this.#round(link);
        if (left && !this.#again && !this.#stopped) this.#pause();
      }
    } finally {
      this.#running = false;
    }
  }

  /** One look at everything that is due. @returns whether something is left that is worth another try */
  async #round(link: IssuerLink): Promise<boolean> {
    let left = false;
    for (const due of this.#due()) {
      const { by, act } = due;
      const told = by === 'advice' ? await advise(link, this.#adviceOf(act)) : await reverse(link, this.#reversalOf(act));
      if (this.#stopped) return false;
      if (told.ok) this.#close(act, told.value, told.value.end === 'disagrees' ? 'issuer-disagrees' : null);
      else if (told.error.kind === 'rejected') this.#close(act, { by, end: 'disagrees', detail: told.error.detail }, 'issuer-rejected');
      // An issuer that cannot be reached for one act cannot be for the next.
      else if (told.error.kind === 'unreachable') return true;
      else left = true;
      if (this.#deps.journal.failed) return false;
    }
    return left;
  }

  /** An issuer that was configured away still holds what it approved, and only the operator can bring it back. */
  #warnOfNobody(): void {
    const due = this.#due().map(({ act }) => act.id);
    if (due.length > 0) this.#deps.log.write('issuer.not-configured', { transactions: due.join(' ') });
  }

  /** Oldest first. */
  #due(): Due[] {
    return this.#deps.journal.ledger.acts.asked.flatMap<Due>((act) => {
      const standing = actStandingOf(act);
      if (standing === 'advice-due') return [{ by: 'advice', act }];
      return standing === 'reversal-due' ? [{ by: 'reversal', act }] : [];
    });
  }

  #adviceOf(act: IssuerAct): RequestOf<'advice'> {
    const { balanceAfter, balance, sequence } = act;
    const newest = balanceAfter === null ? sequence : ((sequence ?? 0) + recordsLeftBy(act)) & 0xff;
    return { ...this.#about(act), balance: balanceAfter ?? balance, sequence: newest };
  }

  #reversalOf(act: IssuerAct): RequestOf<'reversal'> {
    const reason = act.answer !== 'approved' ? 'no-answer' : act.released === 'given-up' ? 'given-up' : 'not-written';
    return { ...this.#about(act), reason };
  }

  #about({ key }: IssuerAct): { readonly key: string; readonly machine: string; readonly at: string } {
    const { clock, site } = this.#deps;
    return { key, machine: site.machine, at: taipeiTimestamp(clock.wallMs()) };
  }

  #close(act: IssuerAct, closing: Closing, cause: 'issuer-disagrees' | 'issuer-rejected' | null): void {
    const { journal, log } = this.#deps;
    this.#pauseMs = FIRST_PAUSE_MS;
    log.write('act.closed', { transaction: act.id, act: act.order.act, ...closing });
    record(this.#deps, () => {
      // The case first: were the power to fail between the two, the issuer would be told once more and the case written twice.
      if (cause !== null) journal.append('case', act.id, { cause, detail: closing.detail });
      journal.append('act.closed', act.id, closing);
    });
  }

  #pause(): void {
    const mostMs = this.#pauseMs;
    this.#pauseMs = Math.min(mostMs * 2, LAST_PAUSE_MS);
    const pauseMs = mostMs / 2 + jitter(this.#deps.random, mostMs / 2);
    this.#timer = this.#deps.clock.setTimeout(() => {
      this.#timer = null;
      this.wake();
    }, pauseMs);
  }

  #cancelPause(): void {
    if (this.#timer !== null) this.#deps.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** Records that an act which changes the purse leaves on the card: what is loaded for a period ticket has its own. */
function recordsLeftBy({ order }: IssuerAct): number {
  return order.act === 'buy-pass' && order.autoload > 0 ? 2 : 1;
}

async function advise(link: IssuerLink, request: RequestOf<'advice'>): Promise<Result<Closing, LinkFault>> {
  const answer = await link.ask('advice', request);
  if (!answer.ok) return answer;
  const { outcome } = answer.value;
  return { ok: true, value: { by: 'advice', end: outcome === 'settled' ? 'settled' : 'disagrees', detail: outcome } };
}

async function reverse(link: IssuerLink, request: RequestOf<'reversal'>): Promise<Result<Closing, LinkFault>> {
  const answer = await link.ask('reversal', request);
  if (!answer.ok) return answer;
  const { outcome } = answer.value;
  return { ok: true, value: { by: 'reversal', end: outcome === 'settled' ? 'disagrees' : 'reversed', detail: outcome } };
}
