import { type AccessFault, BLOCK_LENGTH, type BlockAccess, type KeyKind, sectorOf } from '../card-profiles/blockAccess.ts';
import type { PcscFault, PcscPort } from '../ports/pcsc.ts';
import { toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import type { CardKeys, SecurityModule } from '../ports/securityModule.ts';
import {
  authenticate,
  GET_UID,
  type KeySlot,
  loadKey,
  parseAnswer,
  readBlock,
  STATUS_OK,
  STATUS_SEVERAL_CARDS,
  statusText,
  updateBlock,
} from './apdu.ts';

const SLOT: Readonly<Record<KeyKind, KeySlot>> = { a: 0, b: 1 };

/** One of several commands that are sent together. */
interface Step {
  readonly command: Uint8Array;
  /** For the details of a fault. */
  readonly what: string;
  /** Bytes that its answer must have. */
  readonly length?: number;
  /** About which sector it is asked. */
  readonly sector: number;
  /** What it means when the card says no. */
  readonly refusal?: AccessFault['kind'];
  readonly done?: () => void;
}

function reading(block: number): Step {
  return { command: readBlock(block), what: `read ${block}`, length: BLOCK_LENGTH, sector: sectorOf(block) };
}

/**
 * One card between connecting and the first failure. After a failure nothing more is sent: a reader that has said
 * 63 00 refuses everything until the card is powered again, and an answer that was lost leaves the card anywhere.
 */
export class CardSession implements BlockAccess {
  readonly uid: Uint8Array;
  readonly #pcsc: PcscPort;
  readonly #keys: CardKeys;
  /** What lies in the reader's slots now, in hexadecimal. */
  readonly #loaded = new Map<KeyKind, string>();
  #open: { readonly sector: number; readonly key: KeyKind } | null = null;
  #dead: AccessFault | null = null;

  private constructor(pcsc: PcscPort, keys: CardKeys, uid: Uint8Array) {
    this.#pcsc = pcsc;
    this.#keys = keys;
    this.uid = uid;
  }

  /** Connects and reads the UID, which is the first thing of every step: cards change hands quickly. */
  static async open(pcsc: PcscPort, keys: SecurityModule): Promise<Result<CardSession, AccessFault>> {
    const connected = await pcsc.connect();
    if (!connected.ok) return fail(accessFaultOf(connected.error));
    const uid = await send(pcsc, GET_UID, 'UID');
    if (!uid.ok) return uid;
    if (uid.value.length !== 4 && uid.value.length !== 7) return fail({ kind: 'lost', detail: `a UID of ${uid.value.length} bytes` });
    const own = await keys.keysFor(uid.value);
    // Without its security module this machine cannot open any card; without keys for this one, not this one.
    if (!own.ok) return fail({ kind: own.error.kind === 'no-keys' ? 'key-refused' : 'reader-offline', detail: own.error.detail });
    return ok(new CardSession(pcsc, own.value, uid.value));
  }

  /** Asks for the UID once more: is it still this card? */
  async isSameCard(): Promise<boolean> {
    const uid = await this.#do(GET_UID, 'UID');
    return uid.ok && toHex(uid.value) === toHex(this.uid);
  }

  async authenticate(sector: number, key: KeyKind): Promise<Result<void, AccessFault>> {
    const isOpen = this.#open?.sector === sector && this.#open.key === key;
    const opened = await this.#doAll(isOpen ? [] : this.#opening(sector, key));
    return opened.ok ? ok() : opened;
  }

  async read(block: number): Promise<Result<Uint8Array, AccessFault>> {
    const read = await this.#doAll([reading(block)]);
    return read.ok ? ok(read.value[0] ?? new Uint8Array()) : read;
  }

  async readAll(key: KeyKind, blocks: readonly number[]): Promise<Result<readonly Uint8Array[], AccessFault>> {
    const steps: Step[] = [];
    let sector = this.#open?.key === key ? this.#open.sector : null;
    let loaded = this.#loaded.get(key);
    for (const block of blocks) {
      if (sectorOf(block) !== sector) {
        sector = sectorOf(block);
        steps.push(...this.#opening(sector, key, loaded));
        loaded = toHex(this.#keyOf(sector, key));
      }
      steps.push(reading(block));
    }
    const read = await this.#doAll(steps);
    return read.ok ? ok(read.value.filter((_, index) => steps[index]?.length !== undefined)) : read;
  }

  async write(block: number, data: Uint8Array): Promise<Result<void, AccessFault>> {
    const written = await this.#do(updateBlock(block, data), `write ${block}`);
    return written.ok ? ok() : written;
  }

  /**
   * What it takes to open a sector with this key.
   * @param loaded what will lie in the key's slot by then
   */
  #opening(sector: number, key: KeyKind, loaded = this.#loaded.get(key)): Step[] {
    const open: Step = {
      command: authenticate(sector * 4, key, SLOT[key]),
      what: `key of sector ${sector}`,
      sector,
      refusal: 'key-refused',
      done: () => {
        this.#open = { sector, key };
      },
    };
    const bytes = this.#keyOf(sector, key);
    const hex = toHex(bytes);
    if (loaded === hex) return [open];
    const load: Step = { command: loadKey(SLOT[key], bytes), what: 'load key', sector, done: () => this.#loaded.set(key, hex) };
    return [load, open];
  }

  #keyOf(sector: number, key: KeyKind): Uint8Array {
    return (this.#keys.sectors?.get(sector) ?? this.#keys)[key];
  }

  /** @returns what each step read */
  async #doAll(steps: readonly Step[]): Promise<Result<Uint8Array[], AccessFault>> {
    if (this.#dead !== null) return fail(this.#dead);
    if (steps.length === 0) return ok([]);
    const sent = await this.#pcsc.transmitAll(steps.map(({ command }) => command));
    if (!sent.ok)
      return this.#die({ ...accessFaultOf(sent.error), detail: `${steps.map(({ what }) => what).join(', ')}: ${sent.error.detail}` });
    const read: Uint8Array[] = [];
    for (const [index, step] of steps.entries()) {
      const { what, length, refusal, sector, done } = step;
      const answer = dataOf(sent.value[index], what);
      if (!answer.ok)
        return this.#die(answer.error.kind === 'refused' ? { ...answer.error, kind: refusal ?? 'refused', sector } : answer.error);
      if (length !== undefined && answer.value.length !== length) {
        return this.#die({ kind: 'lost', detail: `${what}: ${answer.value.length} bytes` });
      }
      done?.();
      read.push(answer.value);
    }
    return ok(read);
  }

  async #do(command: Uint8Array, what: string): Promise<Result<Uint8Array, AccessFault>> {
    if (this.#dead !== null) return fail(this.#dead);
    const answer = await send(this.#pcsc, command, what);
    return answer.ok ? answer : this.#die(answer.error);
  }

  #die(fault: AccessFault): Result<never, AccessFault> {
    this.#dead = fault;
    return fail(fault);
  }
}

async function send(pcsc: PcscPort, command: Uint8Array, what: string): Promise<Result<Uint8Array, AccessFault>> {
  const transmitted = await pcsc.transmit(command);
  if (!transmitted.ok) return fail({ ...accessFaultOf(transmitted.error), detail: `${what}: ${transmitted.error.detail}` });
  return dataOf(transmitted.value, what);
}

/** What an answer carries, if its status word says that the command was carried out. */
function dataOf(bytes: Uint8Array | undefined, what: string): Result<Uint8Array, AccessFault> {
  const answer = bytes === undefined ? null : parseAnswer(bytes);
  if (answer === null) return fail({ kind: 'lost', detail: `${what}: no status word` });
  if (answer.status === STATUS_SEVERAL_CARDS) return fail({ kind: 'several', detail: `${what}: ${statusText(answer.status)}` });
  if (answer.status !== STATUS_OK) return fail({ kind: 'refused', detail: `${what}: ${statusText(answer.status)}` });
  return ok(answer.data);
}

function accessFaultOf(fault: PcscFault): AccessFault {
  switch (fault.kind) {
    case 'no-service':
    case 'no-reader':
    case 'in-use':
    case 'forbidden':
      return { kind: 'reader-offline', detail: fault.detail };
    case 'no-card':
      return { kind: 'no-card', detail: fault.detail };
    case 'not-connected':
    case 'card-lost':
    case 'timed-out':
      return { kind: 'lost', detail: fault.detail };
  }
}
