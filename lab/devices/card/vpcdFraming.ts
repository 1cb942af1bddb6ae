/** What the driver asks of a virtual card: to be powered, to give its ATR, or to answer a command. */
export type VpcdMessage =
  | { readonly type: 'power-off' }
  | { readonly type: 'power-on' }
  | { readonly type: 'reset' }
  | { readonly type: 'get-atr' }
  | { readonly type: 'apdu'; readonly command: Uint8Array };

/** A reply is announced by one byte of length when the other went out early, so it cannot be longer. */
const LONGEST_REPLY = 255;

/**
 * The wire format of vsmartcard's virtual PC/SC driver, seen from the card: every message is a 16-bit big-endian
 * length and its bytes.
 *
 * Debian's driver (3.3+dfsg-2) sends length and bytes in two pieces, and the second waits 40 ms for our
 * acknowledgement of the first. So the card hurries it: on seeing a length alone it sends one byte 00 - the high byte
 * of its *next* reply's length, early. That byte is a debt: the next reply owes one byte less of length, at most one
 * is ever outstanding, and it must be made a whole length (of zero, "card removed") before hanging up, or the driver
 * crashes.
 */
export class VpcdFraming {
  #buffer: Uint8Array = new Uint8Array();
  #debt = false;

  /** Takes in what arrived. `hurry`, when not empty, is to be sent at once. */
  receive(chunk: Uint8Array): { readonly messages: VpcdMessage[]; readonly hurry: Uint8Array } {
    this.#buffer = Uint8Array.of(...this.#buffer, ...chunk);
    const messages: VpcdMessage[] = [];
    for (;;) {
      const length = this.#announced();
      if (length === null) return { messages, hurry: new Uint8Array() };
      if (this.#buffer.length < 2 + length) return { messages, hurry: this.#hurry() };
      messages.push(toMessage(this.#buffer.slice(2, 2 + length)));
      this.#buffer = this.#buffer.slice(2 + length);
    }
  }

  /** The bytes of a reply, to be written in one piece. @throws RangeError above 255 bytes. */
  reply(body: Uint8Array): Uint8Array {
    if (body.length > LONGEST_REPLY) throw new RangeError(`a reply of ${body.length} bytes`);
    const header = this.#debt ? [body.length] : [0, body.length];
    this.#debt = false;
    return Uint8Array.of(...header, ...body);
  }

  /** What must still be written before hanging up. */
  farewell(): Uint8Array {
    const owed = this.#debt ? Uint8Array.of(0) : new Uint8Array();
    this.#debt = false;
    return owed;
  }

  #announced(): number | null {
    const [high, low] = this.#buffer;
    return high === undefined || low === undefined ? null : high * 256 + low;
  }

  #hurry(): Uint8Array {
    if (this.#debt) return new Uint8Array();
    this.#debt = true;
    return Uint8Array.of(0);
  }
}

/** Messages of one byte. */
const CONTROL: ReadonlyMap<number | undefined, VpcdMessage> = new Map<number, VpcdMessage>([
  [0, { type: 'power-off' }],
  [1, { type: 'power-on' }],
  [2, { type: 'reset' }],
  [4, { type: 'get-atr' }],
]);

function toMessage(body: Uint8Array): VpcdMessage {
  const control = body.length === 1 ? CONTROL.get(body[0]) : undefined;
  return control ?? { type: 'apdu', command: body };
}
