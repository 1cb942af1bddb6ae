/**
 * A place inside a cash unit where money ends up, in the words of XFS4IoT's storage interface. Counts are lifetime counts
 * of pieces: they survive power cuts and wrap to 0, so that only differences mean anything.
 */
export interface StorageUnit {
  readonly id: 'cash-box' | 'payout-store';
  /** `cashIn`: what goes in stays in until staff empties it. `recycle`: it can be paid out again. */
  readonly type: 'cashIn' | 'recycle';
  readonly status: StorageStatus;
  /** Pieces that went in, those moved here from another storage unit included; null when the device does not count. */
  readonly in: number | null;
  /** Pieces that left again, paid out or moved to another storage unit; null when the device does not count. */
  readonly out: number | null;
}

/** `missing`: taken out (XFS4IoT: not present). */
export type StorageStatus = 'ok' | 'full' | 'missing';

/** What a cash device can do. A device declares it; nobody asks by its name. */
export interface CashCapabilities {
  /** Pieces that can wait in escrow for one decision; 0: whatever goes in is kept at once. */
  readonly escrowItems: number;
  /**
   * What `cashInRollback` can give back (XFS4IoT: cash-in rollback): only what is still in escrow, or, of a device that
   * can pay out, the same value in other pieces.
   */
  readonly rollback: 'escrow-only' | 'equal-value';
  /** Kept pieces may be paid out again: there is a storage unit of type `recycle`. */
  readonly recycles: boolean;
  /** This driver can pay out of it. */
  readonly paysOut: boolean;
  /** It has lifetime counters, which tell what became of a piece whose end was not heard. */
  readonly counts: boolean;
}

/** The device itself, as it describes itself after a reset. */
export interface CashDevice {
  /** Serial number; another one is another unit. */
  readonly serial: string;
  readonly capabilities: CashCapabilities;
  readonly storage: readonly StorageUnit[];
}
