import { createHmac } from 'node:crypto';
import { add, type Dollars, subtract } from '../../ports/dollars.ts';
import { fail, ok, type Result } from '../../ports/result.ts';
import type { CardKeys, SecurityFault, SecurityModule } from '../../ports/securityModule.ts';

/** Bytes of a MIFARE Classic key. */
const KEY_LENGTH = 6;

/**
 * A card's own keys out of its UID: whoever knows those of one card knows nothing of another. The operators' way is not
 * public; this one is the first bytes of HMAC-SHA256.
 */
export function diversifiedKeys(masterKey: Uint8Array, uid: Uint8Array): CardKeys {
  const derive = (kind: 'a' | 'b'): Uint8Array =>
    Uint8Array.from(createHmac('sha256', masterKey).update(kind).update(uid).digest().subarray(0, KEY_LENGTH));
  return { a: derive('a'), b: derive('b') };
}

/** A security module in its slot: it may be used up, filled up again, and pulled out. It remembers what was paid for. */
export class SimulatedSecurityModule implements SecurityModule {
  readonly #masterKey: Uint8Array;
  readonly #paid = new Set<string>();
  #credit: Dollars;
  #inserted = true;

  constructor(masterKey: Uint8Array, credit: Dollars) {
    this.#masterKey = masterKey;
    this.#credit = credit;
  }

  async keysFor(uid: Uint8Array): Promise<Result<CardKeys, SecurityFault>> {
    return this.#inserted ? ok(diversifiedKeys(this.#masterKey, uid)) : ABSENT;
  }

  async creditLeft(): Promise<Result<Dollars, SecurityFault>> {
    return this.#inserted ? ok(this.#credit) : ABSENT;
  }

  async useCredit(reference: string, amount: Dollars): Promise<Result<void, SecurityFault>> {
    if (!this.#inserted) return ABSENT;
    if (this.#paid.has(reference)) return ok();
    if (amount > this.#credit) return fail({ kind: 'credit-used-up', detail: `NT$${this.#credit} left` });
    this.#credit = subtract(this.#credit, amount);
    this.#paid.add(reference);
    return ok();
  }

  /** The operator lets more value out. */
  refill(amount: Dollars): void {
    this.#credit = add(this.#credit, amount);
  }

  pullOut(): void {
    this.#inserted = false;
  }

  insert(): void {
    this.#inserted = true;
  }
}

const ABSENT = fail<SecurityFault>({ kind: 'no-module', detail: 'no security module in its slot' });
