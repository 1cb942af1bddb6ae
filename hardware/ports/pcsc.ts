import type { ReaderCondition } from './condition.ts';
import { ok, type Result } from './result.ts';

/** What happened at the reader. */
export type PcscEvent =
  | { readonly type: 'reader-attached'; readonly reader: string }
  /** No reader, and why; told again when the reason changes. */
  | { readonly type: 'reader-detached'; readonly why: ReaderCondition }
  | { readonly type: 'card-present'; readonly atr: Uint8Array }
  | { readonly type: 'card-absent' };

/**
 * Why a PC/SC call gave no answer. For a command that could have changed the card every kind but `not-connected`
 * means: the outcome is unknown, and only reading the card again decides.
 */
export interface PcscFault {
  readonly kind:
    | 'no-service' /** pcscd is absent or was lost */
    | 'no-reader'
    | 'no-card'
    | 'not-connected' /** the command was not sent */
    | 'in-use' /** another program holds the reader; nothing was sent */
    | 'forbidden' /** the service does not let this user use cards; nothing was sent */
    | 'card-lost' /** empty answer or an error of the reader: the card may or may not have executed the command */
    | 'timed-out' /** the card or the helper is mute: it may or may not have executed the command */;
  readonly detail: string;
}

/**
 * One PC/SC reader and the card on it, commands one at a time. The lowest port of the card side: an adapter moves
 * APDUs and understands none.
 */
export interface PcscPort {
  /** Tells everything that happens at the reader, beginning with what is already there. One listener. */
  onEvent(listener: (event: PcscEvent) => void): void;
  /** Starts watching the reader; asks again by itself while the service or the reader is away. */
  start(): void;
  /** Takes the card exclusively and powers it up. A connection that already stands is ended and made anew. */
  connect(): Promise<Result<void, PcscFault>>;
  /** Sends one command APDU and gives the whole answer, status word included (at least two bytes). */
  transmit(command: Uint8Array): Promise<Result<Uint8Array, PcscFault>>;
  /**
   * Sends commands one after the other, as long as each is answered by 90 00 (ISO 7816-4: done). For those that only read:
   * after a fault nobody knows how far it came.
   * @returns the answers so far; the last one may say something else than 90 00
   */
  transmitAll(commands: readonly Uint8Array[]): Promise<Result<readonly Uint8Array[], PcscFault>>;
  disconnect(): Promise<void>;
  /** Stops watching and lets the reader go. */
  stop(): Promise<void>;
}

/** {@link PcscPort.transmitAll} where each command is sent for itself. */
export async function transmitEach(
  transmit: PcscPort['transmit'],
  commands: readonly Uint8Array[],
): Promise<Result<readonly Uint8Array[], PcscFault>> {
  const answers: Uint8Array[] = [];
  for (const command of commands) {
    const answer = await transmit(command);
    if (!answer.ok) return answer;
    answers.push(answer.value);
    if (answer.value.at(-2) !== 0x90 || answer.value.at(-1) !== 0x00) break;
  }
  return ok(answers);
}
