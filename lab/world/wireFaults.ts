import { type FaultPlan, FaultQueue } from '../devices/faultQueue.ts';

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
  | 'garbage' /** done, and what is heard is not the answer */
  | 'switched'; /** done, and answered by a switch of protocols (status 101), which a transport may take for no end at all */

/** All of them, for tests that try each. */
export const WIRE_FAULTS: readonly WireFault[] = [
  'request-lost',
  'answer-lost',
  'late',
  'overtaken',
  'twice',
  'server-error',
  'garbage',
  'switched',
];

/** Which request a fault strikes. */
export interface WireFaultPlan extends FaultPlan {
  /** Only requests of this operation, or of one of these, count; left out, all do. */
  readonly on?: string | readonly string[];
}

/** The faults that wait for their request, and the plug of the cable. */
export class WireScript extends FaultQueue<WireFault, WireFaultPlan> {
  #plugged = true;
  #onPlug: ((plugged: boolean) => void) | null = null;

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

  /** Counts a request and says what strikes it. */
  strike(operation: string): WireFault | null {
    return this.take(({ on }) => on === undefined || on === operation || on.includes(operation))?.fault ?? null;
  }
}
