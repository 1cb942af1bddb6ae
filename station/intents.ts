import type { VisitEvent, VisitSnapshot } from '../machines/flows/visit/visit.ts';
import { acceptedEvent } from '../machines/view/controls.ts';
import type { Intent } from '../machines/view/intent.ts';
import type { View } from '../machines/view/view.ts';

/** How many nonces are remembered: more touches than a frame of stale messages can hold. */
const NONCES_REMEMBERED = 128;

export type IntentRefusal = 'other-boot' | 'other-screen' | 'seen-before' | 'not-offered' | 'not-accepted';

export type IntentAnswer =
  | { readonly accepted: true; readonly event: VisitEvent }
  | { readonly accepted: false; readonly why: IntentRefusal };

/** Decides whether a touch is about what the passenger saw, and means something now. Refusing changes nothing. */
export class IntentGate {
  readonly #nonces = new Set<string>();

  /**
   * @param view the View that was sent last
   * @param screenSince number of the first View of the present screen
   */
  judge(intent: Intent, view: View, screenSince: number, snapshot: VisitSnapshot): IntentAnswer {
    if (intent.bootId !== view.bootId) return { accepted: false, why: 'other-boot' };
    if (intent.seqSeen < screenSince || intent.seqSeen > view.seq) return { accepted: false, why: 'other-screen' };
    if (this.#nonces.has(intent.nonce)) return { accepted: false, why: 'seen-before' };
    this.#remember(intent.nonce);
    const offered = view.controls.some((control) => control.verb === intent.verb && control.arg === intent.arg);
    if (!offered) return { accepted: false, why: 'not-offered' };
    const event = acceptedEvent(snapshot, intent.verb, intent.arg);
    return event === null ? { accepted: false, why: 'not-accepted' } : { accepted: true, event };
  }

  #remember(nonce: string): void {
    this.#nonces.add(nonce);
    if (this.#nonces.size <= NONCES_REMEMBERED) return;
    const [oldest] = this.#nonces;
    if (oldest !== undefined) this.#nonces.delete(oldest);
  }
}
