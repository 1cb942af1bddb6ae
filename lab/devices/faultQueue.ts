/** Where in a row of counting events a fault strikes. */
export interface FaultPlan {
  /** How many counting events pass before; default 0, the next one. */
  readonly after?: number;
}

interface Waiting<Fault, Plan> {
  readonly fault: Fault;
  readonly plan: Partial<Plan>;
  readonly repeats: boolean;
  left: number;
}

/** The faults that wait for what they strike. Several can wait; of those that strike at once the oldest does. */
export class FaultQueue<Fault, Plan extends FaultPlan> {
  #waiting: Waiting<Fault, Plan>[] = [];

  /** Strikes once. */
  failNext(fault: Fault, plan: Partial<Plan> = {}): void {
    this.#waiting.push({ fault, plan, repeats: false, left: plan.after ?? 0 });
  }

  /** Strikes at every counting event from then on, until {@link clear}. */
  failRepeatedly(fault: Fault, plan: Partial<Plan> = {}): void {
    this.#waiting.push({ fault, plan, repeats: true, left: plan.after ?? 0 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Faults that have not struck yet; repeating ones always count. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** One event: those whose plan counts it come nearer, and one of them may strike. */
  protected take(counts: (plan: Partial<Plan>) => boolean): { readonly fault: Fault; readonly plan: Partial<Plan> } | null {
    let struck: Waiting<Fault, Plan> | null = null;
    for (const waiting of this.#waiting) {
      if (!counts(waiting.plan)) continue;
      if (waiting.left > 0) waiting.left -= 1;
      else struck ??= waiting;
    }
    if (struck !== null && !struck.repeats) this.#waiting = this.#waiting.filter((waiting) => waiting !== struck);
    return struck;
  }
}
