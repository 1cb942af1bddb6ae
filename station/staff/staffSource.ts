import type { KeyObject } from 'node:crypto';

/** Where a machine has its staff from. */
export interface StaffSource {
  /** Who signs rosters. */
  readonly publicKey: KeyObject;
  /** Makes the mark by which rosters name a card. */
  readonly cardKey: Uint8Array;
  /** NT$ up to which one person decides a case alone; 0: never. */
  readonly oneDecidesUpTo: number;
  /** The roster that was taken over last, as it was read; null: none. */
  kept(): string | null;
  /** Files that may be rosters, by their names: a folder or a medium. */
  offered(): readonly { readonly name: string; readonly text: string }[];
  /** Files that may be counts of cash boxes, likewise. */
  counts(): readonly { readonly name: string; readonly text: string }[];
  /** Where statements go that are signed; null: nowhere. Writes it whole, and says what can be read there then. @throws Error when it cannot be written, or is there already */
  readonly export: ((name: string, text: string) => string) | null;
  /** @throws Error when it cannot be written */
  keep(text: string): void;
}
