import { createHmac } from 'node:crypto';
import { add, type Dollars, dollars, subtract } from '../../../hardware/ports/dollars.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';
import { FACTORY_KEYS } from '../../../hardware/pcsc/cardKeys.ts';
import type { CardKeys, SecurityFault, SecurityModule } from '../../../hardware/ports/securityModule.ts';

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

/** What a module knows while nobody powers it. */
export interface ModuleMemory {
  readonly credit: Dollars;
  /** References of add-values that were paid for, oldest first. */
  readonly paid: readonly string[];
  /** Durable when it returns. @throws Error when it could not be kept: then nothing is let out. */
  readonly keep: (credit: Dollars, paid: readonly string[]) => void;
}

export interface SimulatedSecurityModuleParts {
  /** Null: every card has the factory's keys, as artificial cards have that were not made for a module. */
  readonly masterKey: Uint8Array | null;
  readonly memory: ModuleMemory;
}

/** A security module in its slot: it may be used up, filled up again, and pulled out. It remembers what was paid for. */
export class SimulatedSecurityModule implements SecurityModule {
  readonly #masterKey: Uint8Array | null;
  readonly #paid: Set<string>;
  readonly #keep: ModuleMemory['keep'];
  #credit: Dollars;
  #used: Dollars = dollars(0);
  #inserted = true;

  constructor({ masterKey, memory }: SimulatedSecurityModuleParts) {
    this.#masterKey = masterKey;
    this.#paid = new Set(memory.paid);
    this.#credit = memory.credit;
    this.#keep = memory.keep;
  }

  async keysFor(uid: Uint8Array): Promise<Result<CardKeys, SecurityFault>> {
    if (!this.#inserted) return ABSENT;
    return ok(this.#masterKey === null ? FACTORY_KEYS : diversifiedKeys(this.#masterKey, uid));
  }

  async creditLeft(): Promise<Result<Dollars, SecurityFault>> {
    return this.#inserted ? ok(this.#credit) : ABSENT;
  }

  async useCredit(reference: string, amount: Dollars): Promise<Result<void, SecurityFault>> {
    if (!this.#inserted) return ABSENT;
    if (this.#paid.has(reference)) return ok();
    if (amount > this.#credit) return fail({ kind: 'credit-used-up', detail: `NT$${this.#credit} left` });
    const left = subtract(this.#credit, amount);
    try {
      this.#keep(left, [...this.#paid, reference]);
    } catch (cause) {
      return fail({ kind: 'no-module', detail: `it cannot remember: ${cause instanceof Error ? cause.message : String(cause)}` });
    }
    this.#credit = left;
    this.#used = add(this.#used, amount);
    this.#paid.add(reference);
    return ok();
  }

  /** NT$ of credit that was used since it was switched on. */
  get used(): Dollars {
    return this.#used;
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
