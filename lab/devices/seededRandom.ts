import type { Random } from '../../hardware/ports/random.ts';

/**
 * Repeatable randomness (the small fast counter generator SFC32 of the PractRand collection, seeded by a string).
 * Not fit for keys: for simulated worlds and tests only.
 */
export class SeededRandom implements Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string | number) {
    this.#seed = String(seed);
    [this.#a, this.#b, this.#c] = spread(this.#seed);
    // SFC32 needs about a dozen rounds until similar seeds have nothing in common.
    for (let round = 0; round < 16; round += 1) this.uint32();
  }

  /**
   * An independent stream named `label`. It depends on the seed and the label alone, so drawing more in one place
   * does not shift what another place sees.
   */
  fork(label: string): SeededRandom {
    return new SeededRandom(`${this.#seed}/${label}`);
  }

  /** A whole number of 0…2³²−1. */
  uint32(): number {
    const result = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** A number of [0, 1). */
  next(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A whole number of `min`…`max`, both included. @throws RangeError when there is none. */
  integer(min: number, max: number): number {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || max < min) throw new RangeError(`no whole number in ${min}…${max}`);
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of `items`. @throws RangeError when there is none. */
  pick<Item>(items: readonly Item[]): Item {
    const index = this.integer(0, items.length - 1);
    // `index` lies within the array: integer() has refused an empty one.
    return items[index] as Item;
  }

  /** `items` in another order; the array itself stays as it is. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const rest = [...items];
    const shuffled: Item[] = [];
    while (rest.length > 0) shuffled.push(...rest.splice(this.integer(0, rest.length - 1), 1));
    return shuffled;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.uint32() & 0xff);
  }
}

/** Three words out of a string: FNV-1a with three different starting points. */
function spread(seed: string): [number, number, number] {
  const words: [number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b];
  for (const character of seed) {
    const code = character.codePointAt(0) ?? 0;
    words[0] = Math.imul(words[0] ^ code, 0x01000193);
    words[1] = Math.imul(words[1] ^ code, 0x01000193);
    words[2] = Math.imul(words[2] ^ code, 0x01000193);
  }
  return words;
}
