import type { Verb, View } from '../../machines/view/view.ts';

/** What cannot be taken back: an agreement, and the end of waiting for a card. */
const irreversible: ReadonlySet<Verb> = new Set(['confirm', 'give-up-card', 'claim-seen']);

/** In the same place on every screen, and of the same meaning: a press may outlast the screen that it began on. */
const lasting: ReadonlySet<Verb> = new Set(['choose-language', 'call-staff']);

/** Names the question that a View asks: a press that began on another one is none of this one's. */
export function questionOf({ bootId, screen, service, staff }: View): string {
  return [bootId, screen, service?.service, service?.step, staff?.page].join(' ');
}

/** A finger, or a key, that came down on a control. */
interface Begun {
  /** The pointer's id; null: a key. */
  readonly by: number | null;
  readonly question: string;
  /** No other finger or hand lay on the screen. */
  readonly alone: boolean;
}

/**
 * Decides what is a press of one control. One finger at a time has it, whatever other fingers do elsewhere; it counts when
 * the finger goes up within the control - however long it lay there and however far it rolled - and the question is still the one
 * that it began on.
 */
export class PressJudge {
  readonly #verb: Verb;
  #begun: Begun | null = null;

  constructor(verb: Verb) {
    this.#verb = verb;
  }

  /** @returns whether the control is now held by this finger or key: a second one beside it is a hand that leans on the screen */
  begin(begun: Begun): boolean {
    // A key whose end went to another element holds nothing.
    const holder = this.#begun?.by ?? null;
    if (holder !== null && holder !== begun.by) return false;
    this.#begun = begun;
    return true;
  }

  /** @returns whether it is this finger, or key, that holds the control */
  isHeldBy(by: number | null): boolean {
    return this.#begun?.by === by;
  }

  /** The finger or key went up. @returns whether that is a press */
  end(by: number | null, inside: boolean, question: string): boolean {
    const begun = this.#begun;
    if (begun === null || begun.by !== by) return false;
    this.#begun = null;
    if (!inside) return false;
    if (irreversible.has(this.#verb) && !begun.alone) return false;
    return lasting.has(this.#verb) || begun.question === question;
  }

  /** The finger was taken away by the system, or the key by another window. */
  abandon(by: number | null): void {
    if (this.isHeldBy(by)) this.#begun = null;
  }
}
