import { fail, ok, type Result } from '../ports/result.ts';
import { EVENT_TABLE, type EventLayout, type SspAmount, type SspEvent, type SspEventName, type SspRequest } from './eventTable.ts';
import { type GenericReply, genericReply } from './genericReply.ts';

/** What the decoder must know of the unit. */
export interface PollReplyContext {
  /** Channels of the dataset; a higher number in an event makes the reply void. Unlimited when not given. */
  readonly channels?: number;
  /** Validators tell a fraud attempt with a channel, SMART Hopper and SMART System with amounts (GA973). Default `channel`. */
  readonly fraudLayout?: 'channel' | 'amounts';
}

/** Why a poll reply says nothing: no event of it may be believed, not even those before the bad byte. */
export type PollReplyError =
  /** DATA[0] is no generic reply. */
  | { readonly kind: 'bad-reply' }
  /** The unit refused to be polled. */
  | { readonly kind: 'refused'; readonly reply: GenericReply }
  /** An unknown code has an unknown length, so that all after it is unknown too. */
  | { readonly kind: 'unknown-event'; readonly code: number; readonly offset: number }
  | { readonly kind: 'truncated-event'; readonly event: SspEventName; readonly offset: number }
  | { readonly kind: 'channel-out-of-range'; readonly event: SspEventName; readonly channel: number; readonly offset: number };

const rows: ReadonlyMap<number, { readonly name: SspEventName; readonly layout: EventLayout }> = new Map(
  EVENT_TABLE.map(([code, name, layout]) => [code, { name, layout }] as const),
);

/** Every `channel` event may say 0 for "not known" but the credit: a credit of nothing is none (GA138). */
const CHANNEL_REQUIRED: ReadonlySet<SspEventName> = new Set<SspEventName>(['note-credit']);

/**
 * Decodes the DATA of a reply to poll (07) or poll with ack (56), protocol 6 to 8. All or nothing: a byte is never
 * skipped, because the payload of an unknown event would turn into events that never happened.
 */
export function decodePollReply(data: Uint8Array, context: PollReplyContext = {}): Result<readonly SspEvent[], PollReplyError> {
  const reply = genericReply(data);
  if (reply === null) return fail({ kind: 'bad-reply' });
  if (reply !== 'ok') return fail({ kind: 'refused', reply });
  const events: SspEvent[] = [];
  const reader = new Reader(data, 1);
  while (!reader.atEnd) {
    const offset = reader.offset;
    const code = reader.u8();
    const row = rows.get(code);
    if (row === undefined) return fail({ kind: 'unknown-event', code, offset });
    const { name } = row;
    const layout = name === 'fraud-attempt' && context.fraudLayout === 'amounts' ? 'amounts' : row.layout;
    const fields = readFields(reader, layout);
    if (reader.overrun) return fail({ kind: 'truncated-event', event: name, offset });
    const { channel } = fields;
    if (channel !== undefined && (channel > (context.channels ?? 0xff) || (channel === 0 && CHANNEL_REQUIRED.has(name)))) {
      return fail({ kind: 'channel-out-of-range', event: name, channel, offset });
    }
    // The table ties the name to its layout, and the layout to its fields; the compiler cannot follow it through a map.
    events.push({ event: name, ...fields } as SspEvent);
  }
  return ok(events);
}

interface Fields {
  readonly channel?: number;
  readonly error?: number;
  readonly value?: number;
  readonly currency?: string;
  readonly amounts?: readonly (SspAmount | SspRequest)[];
}

function readFields(reader: Reader, layout: EventLayout): Fields {
  switch (layout) {
    case 'none':
      return {};
    case 'channel':
      return { channel: reader.u8() };
    case 'error':
      return { error: reader.u8() };
    case 'value':
      return readAmount(reader);
    case 'amounts':
      return { amounts: readList(reader, readAmount) };
    case 'requests':
      return { amounts: readList(reader, readRequest) };
    case 'amounts-error':
      return { amounts: readList(reader, readAmount), error: reader.u8() };
  }
}

function readAmount(reader: Reader): SspAmount {
  return { value: reader.u32(), currency: reader.ascii(3) };
}

function readRequest(reader: Reader): SspRequest {
  return { paid: reader.u32(), requested: reader.u32(), currency: reader.ascii(3) };
}

function readList<Entry>(reader: Reader, read: (reader: Reader) => Entry): Entry[] {
  const count = reader.u8();
  const entries: Entry[] = [];
  while (entries.length < count && !reader.overrun) entries.push(read(reader));
  return entries;
}

/** Walks over bytes; past the end it reads zeros and remembers that it did. */
class Reader {
  readonly #data: Uint8Array;
  offset: number;

  constructor(data: Uint8Array, offset: number) {
    this.#data = data;
    this.offset = offset;
  }

  get atEnd(): boolean {
    return this.offset >= this.#data.length;
  }

  get overrun(): boolean {
    return this.offset > this.#data.length;
  }

  u8(): number {
    const byte = this.#data[this.offset] ?? 0;
    this.offset += 1;
    return byte;
  }

  u32(): number {
    return this.u8() + this.u8() * 0x100 + this.u8() * 0x1_0000 + this.u8() * 0x100_0000;
  }

  ascii(length: number): string {
    let text = '';
    for (let index = 0; index < length; index += 1) text += String.fromCharCode(this.u8());
    return text;
  }
}
