/**
 * What can go wrong with one request between a machine and its issuer: the same words for a wire in memory and a real one.
 * A request that cannot even leave the machine is no fault of its own: then the plug is out.
 */
export type WireFault =
  | 'request-lost' /** it left the machine and never arrives; no answer */
  | 'answer-lost' /** done, and the answer never arrives */
  | 'late' /** done, and answered after the machine's deadline */
  | 'overtaken' /** it arrives only after the next request has; no answer */
  | 'twice' /** it arrives two times; the second answer is heard */
  | 'server-error' /** not done, status 503 */
  | 'garbage'; /** done, and what is heard is not the answer */

/** All of them, for tests that try each. */
export const WIRE_FAULTS: readonly WireFault[] = ['request-lost', 'answer-lost', 'late', 'overtaken', 'twice', 'server-error', 'garbage'];

/** Which request a fault strikes. */
export interface WireFaultPlan {
  /** Only requests of this operation count; left out, all do. */
  readonly on?: string;
  /** How many counting requests pass before; default 0, the next one. */
  readonly after?: number;
}

interface Pending {
  readonly fault: WireFault;
  readonly plan: WireFaultPlan;
  readonly repeats: boolean;
  left: number;
}

/** The faults that wait for their request, and the plug of the cable. */
export class WireScript {
  #pending: Pending[] = [];
  #plugged = true;
  #onPlug: ((plugged: boolean) => void) | null = null;

  /** Strikes once. */
  failNext(fault: WireFault, plan: WireFaultPlan = {}): void {
    this.#pending.push({ fault, plan, repeats: false, left: plan.after ?? 0 });
  }

  /** Strikes at every counting request from then on, until {@link clear}. */
  failRepeatedly(fault: WireFault, plan: WireFaultPlan = {}): void {
    this.#pending.push({ fault, plan, repeats: true, left: plan.after ?? 0 });
  }

  /** Forgets the faults; the plug stays as it is. */
  clear(): void {
    this.#pending = [];
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  /** Pulled, no request leaves the machine, and the machine knows it; no answer that is on its way arrives. */
  setPlug(plugged: boolean): void {
    if (plugged === this.#plugged) return;
    this.#plugged = plugged;
    this.#onPlug?.(plugged);
  }

  /** One listener, told of every change. */
  onPlug(listener: (plugged: boolean) => void): void {
    this.#onPlug = listener;
  }

  /** Counts a request and says what strikes it. Of several faults the oldest does. */
  strike(operation: string): WireFault | null {
    let struck: Pending | null = null;
    for (const pending of this.#pending) {
      if (pending.plan.on !== undefined && pending.plan.on !== operation) continue;
      if (pending.left > 0) pending.left -= 1;
      else struck ??= pending;
    }
    if (struck === null) return null;
    if (!struck.repeats) this.#pending = this.#pending.filter((pending) => pending !== struck);
    return struck.fault;
  }
}
