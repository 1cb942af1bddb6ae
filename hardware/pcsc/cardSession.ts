import { type AccessFault, BLOCK_LENGTH, type BlockAccess, type KeyKind } from '../card-profiles/blockAccess.ts';
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

/**
 * One card between connecting and the first failure. After a failure nothing more is sent: a reader that has said
 * 63 00 refuses everything until the card is powered again, and an answer that was lost leaves the card anywhere.
 */
export class CardSession implements BlockAccess {
  readonly uid: Uint8Array;
  readonly #pcsc: PcscPort;
  readonly #keys: CardKeys;
  readonly #loaded = new Set<KeyKind>();
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
    // Without its security module this machine cannot open any card.
    if (!own.ok) return fail({ kind: 'reader-offline', detail: own.error.detail });
    return ok(new CardSession(pcsc, own.value, uid.value));
  }

  /** Asks for the UID once more: is it still this card? */
  async isSameCard(): Promise<boolean> {
    const uid = await this.#do(GET_UID, 'UID');
    return uid.ok && toHex(uid.value) === toHex(this.uid);
  }

  async authenticate(sector: number, key: KeyKind): Promise<Result<void, AccessFault>> {
    if (this.#dead === null && this.#open?.sector === sector && this.#open.key === key) return ok();
    if (!this.#loaded.has(key)) {
      const loaded = await this.#do(loadKey(SLOT[key], this.#keys[key]), 'load key');
      if (!loaded.ok) return loaded;
      this.#loaded.add(key);
    }
    const opened = await this.#do(authenticate(sector * 4, key, SLOT[key]), `key of sector ${sector}`);
    if (opened.ok) {
      this.#open = { sector, key };
      return ok();
    }
    return opened.error.kind === 'refused' ? fail({ ...opened.error, kind: 'key-refused' }) : opened;
  }

  async read(block: number): Promise<Result<Uint8Array, AccessFault>> {
    const read = await this.#do(readBlock(block), `read ${block}`);
    if (read.ok && read.value.length !== BLOCK_LENGTH) {
      return this.#die({ kind: 'lost', detail: `read ${block}: ${read.value.length} bytes` });
    }
    return read;
  }

  async write(block: number, data: Uint8Array): Promise<Result<void, AccessFault>> {
    const written = await this.#do(updateBlock(block, data), `write ${block}`);
    return written.ok ? ok() : written;
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
  const answer = parseAnswer(transmitted.value);
  if (answer === null) return fail({ kind: 'lost', detail: `${what}: no status word` });
  if (answer.status === STATUS_SEVERAL_CARDS) return fail({ kind: 'several', detail: `${what}: ${statusText(answer.status)}` });
  if (answer.status !== STATUS_OK) return fail({ kind: 'refused', detail: `${what}: ${statusText(answer.status)}` });
  return ok(answer.data);
}

function accessFaultOf(fault: PcscFault): AccessFault {
  switch (fault.kind) {
    case 'no-service':
    case 'no-reader':
      return { kind: 'reader-offline', detail: fault.detail };
    case 'no-card':
      return { kind: 'no-card', detail: fault.detail };
    case 'not-connected':
    case 'card-lost':
    case 'timed-out':
      return { kind: 'lost', detail: fault.detail };
  }
}
