import type { CashCondition, CashFault } from '../ports/cashAcceptor.ts';
import type { Dollars } from '../ports/dollars.ts';
import { toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { command, NO_CHANNEL, setInhibits } from './commands.ts';
import type { Dataset } from './dataset.ts';
import type { SspEvent } from './eventTable.ts';
import type { SspExchange } from './exchange.ts';
import { genericReply } from './genericReply.ts';
import { unreachable } from './identify.ts';
import type { SspLimits } from './limits.ts';
import type { NotePath } from './notePath.ts';
import { OrderWatch } from './orderWatch.ts';
import type { PollLoop } from './pollLoop.ts';

/**
 * `down`: not polled, needs a reset · `starting`: polled, notes belong to the start-up · `ready` ·
 * `undecided`: polled, but a note may be anywhere and only a reset clears that.
 */
export type Phase = 'down' | 'starting' | 'ready' | 'undecided';

interface AdmissionOptions {
  readonly exchange: SspExchange;
  readonly limits: SspLimits;
  readonly path: NotePath;
  readonly loop: PollLoop;
  /** How it stands with the unit now. */
  readonly unit: () => {
    readonly phase: Phase;
    /** Why orders are refused while it is not `ready`. */
    readonly fault: CashFault;
    readonly generation: number;
    readonly condition: CashCondition;
  };
  /** Nothing that it answers can be relied on: it gets a rest, and a reset must show that it obeys. */
  readonly onDisobeyed: (detail: string) => void;
}

const STAYS_DISABLED = 'enabling is answered with OK, and the unit stays disabled';
const STAYS_ENABLED = 'disabling is answered with OK, and the unit stays enabled';

/** Whether the unit takes notes, and which: channels and enabling, and whether it does what it says it obeys. */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #orders = new OrderWatch();
  #channels = 0;
  /** All channels are inhibited; once the path is clear the unit is disabled too. */
  #disableDue = false;
  /** How often in a row it was enabled again and stayed disabled. */
  #vainEnables = 0;
  #distrusted = false;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** It did not obey: the next reset ends only when enabling shows its effect. */
  get distrusted(): boolean {
    return this.#distrusted;
  }

  restart(): void {
    this.#disableDue = false;
  }

  /** Whoever waits for the effect of an order waits no longer. */
  giveUp(): void {
    this.#orders.giveUp();
  }

  /** Sees every reply before anybody else: the effect of an order is in it. */
  observe(events: readonly SspEvent[]): void {
    this.#orders.observe(events);
  }

  /** Does what a reply in service has made necessary. */
  follow(events: readonly SspEvent[]): void {
    this.#disableWhenQuiet();
    this.#enableAgain(events);
  }

  /** Takes notes of exactly these denominations; none of them: takes none. */
  async open({ channels }: Dataset, accept: readonly Dollars[]): Promise<Result<void, CashFault>> {
    this.#channels = channels.length;
    const wanted = channels.filter(({ value }) => accept.includes(value));
    if (wanted.length === 0) return this.close();
    const { path } = this.#options;
    const open = new Set(wanted.map(({ number }) => number));
    const set = await this.#order(setInhibits(open, channels.length));
    if (!set.ok) return set;
    path.open = open;
    this.#disableDue = false;
    this.#vainEnables = 0;
    const enabled = await this.#enable();
    if (this.#distrusted) this.#disobeyed(STAYS_DISABLED);
    return enabled;
  }

  /**
   * Inhibits all channels. The path may still hold a note; the unit is disabled as soon as that is gone, because
   * nothing says whether a disabled unit still obeys a reject.
   */
  async close(): Promise<Result<void, CashFault>> {
    const { path, unit } = this.#options;
    if (unit().phase === 'down') return fail(unit().fault);
    path.open = NO_CHANNEL;
    this.#disableDue = true;
    return this.#order(setInhibits(NO_CHANNEL, this.#channels));
  }

  /** A unit that stayed disabled once must show that enabling works, with nobody there, before anybody is invited. */
  async prove({ channels }: Dataset): Promise<Result<void, CashFault>> {
    this.#channels = channels.length;
    if (!this.#distrusted) return ok();
    const all = new Set(channels.map(({ number }) => number));
    const set = await this.#order(setInhibits(all, channels.length));
    if (!set.ok) return set;
    const enabled = await this.#enable(1);
    for (const data of [setInhibits(NO_CHANNEL, channels.length), command('disable')]) {
      const closed = await this.#order(data);
      if (!closed.ok) return closed;
    }
    if (!enabled.ok) return enabled;
    this.#distrusted = false;
    // Whatever was pushed in meanwhile goes back first.
    const quiet = await this.#options.path.untilClear(this.#options.limits.startUpMs);
    return quiet ? ok() : fail({ kind: 'out-of-order', detail: 'the unit does not come to rest' });
  }

  /** Enables the unit and waits until it no longer says that it is disabled. */
  async #enable(attempts: number = this.#options.limits.orderAttempts): Promise<Result<void, CashFault>> {
    const { limits, loop, path, unit } = this.#options;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const enabled = await this.#order(command('enable'));
      if (!enabled.ok) return enabled;
      // Without polls there is nothing to wait for.
      if (unit().phase === 'down') return fail(unit().fault);
      // A note waits, and so the unit is not polled: it takes notes, or it would not have taken that one.
      if (path.holdsNote) return ok();
      const taking = this.#orders.until('taking', limits.effectPolls);
      loop.hurry();
      if (await taking) return ok();
      if (unit().phase === 'down') return fail(unit().fault);
      // A unit whose cash box is away, say, is disabled for a reason that it tells.
      const { kind } = unit().condition;
      if (kind !== 'in-order') return fail({ kind: 'out-of-order', detail: kind });
    }
    this.#distrusted = true;
    return fail({ kind: 'out-of-order', detail: STAYS_DISABLED });
  }

  /** After ten silent seconds the unit disables itself (GA138); when the line is back, what was open is opened again. */
  #enableAgain(events: readonly SspEvent[]): void {
    const { exchange, limits, loop, path, unit } = this.#options;
    if (!events.some(({ event }) => event === 'disabled')) {
      this.#vainEnables = 0;
      return;
    }
    const { phase, condition } = unit();
    const meant = phase === 'ready' && path.open.size > 0 && condition.kind === 'in-order';
    if (!meant || path.keeping !== null || !path.quiet) return;
    if (this.#vainEnables >= limits.orderAttempts * limits.effectPolls) {
      this.#disobeyed(STAYS_DISABLED);
      return;
    }
    const again = this.#vainEnables % limits.effectPolls === 0;
    this.#vainEnables += 1;
    if (!again) return;
    loop.followUp(async () => {
      if (path.open.size > 0) await exchange.send(command('enable'), () => undefined);
    });
  }

  #disableWhenQuiet(): void {
    const { loop, path } = this.#options;
    if (!this.#disableDue || !path.quiet) return;
    this.#disableDue = false;
    loop.followUp(() => this.#disable(1));
  }

  /** Disables the unit; one that always says when it is disabled, and now does not, has not obeyed. */
  async #disable(attempt: number): Promise<void> {
    const { exchange, limits, loop, path, unit } = this.#options;
    if (path.open.size > 0 || unit().phase !== 'ready') return;
    await exchange.send(command('disable'), () => undefined);
    if (!this.#orders.repeatsDisabled) return;
    const { generation } = unit();
    this.#orders.until('disabled', limits.effectPolls).then(
      (seen) => {
        const meant = generation === unit().generation && path.open.size === 0 && unit().phase === 'ready';
        if (seen || !meant) return;
        if (attempt < limits.orderAttempts) loop.followUp(() => this.#disable(attempt + 1));
        else this.#disobeyed(STAYS_ENABLED);
      },
      () => undefined,
    );
  }

  #disobeyed(detail: string): void {
    this.#distrusted = true;
    this.#options.onDisobeyed(detail);
  }

  /** A command that the unit should simply obey. */
  async #order(data: Uint8Array): Promise<Result<void, CashFault>> {
    const sent = await this.#options.exchange.send(data, genericReply);
    if (!sent.ok) return fail(unreachable(sent.error));
    if (sent.value === 'ok') return ok();
    return fail({ kind: 'out-of-order', detail: `the unit refuses command ${toHex(data)}: ${sent.value ?? 'no generic reply'}` });
  }
}
