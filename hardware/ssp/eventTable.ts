/**
 * How the bytes after an event code are laid out from protocol 6 to 8:
 * `none` · `channel` 1 byte · `error` 1 byte · `value` u32LE and 3 letters · `amounts` n, then n values ·
 * `requests` n, then n × (u32LE paid, u32LE requested, 3 letters) · `amounts-error` as `amounts`, then 1 byte.
 */
export type EventLayout = 'none' | 'channel' | 'error' | 'value' | 'amounts' | 'requests' | 'amounts-error';

/**
 * Every event of GA138 (and safe-jam of GA973), named as the manual does, in kebab-case. The size of
 * maintenance-required, coins-low, escrow-active and ticket-in-bezel-at-startup is not printed; taken as 0 (unverified).
 * Initialising is only sent in reply to poll with ack.
 */
export const EVENT_TABLE = [
  [0xf1, 'slave-reset', 'none'],
  [0xef, 'read', 'channel'],
  [0xee, 'note-credit', 'channel'],
  [0xed, 'rejecting', 'none'],
  [0xec, 'rejected', 'none'],
  [0xcc, 'stacking', 'none'],
  [0xeb, 'stacked', 'none'],
  [0xea, 'safe-jam', 'none'],
  [0xe9, 'unsafe-jam', 'none'],
  [0xe8, 'disabled', 'none'],
  [0xe7, 'stacker-full', 'none'],
  [0xe6, 'fraud-attempt', 'channel'],
  [0xe5, 'barcode-ticket-validated', 'none'],
  [0xd1, 'barcode-ticket-ack', 'none'],
  [0xe4, 'cashbox-replaced', 'none'],
  [0xe3, 'cashbox-removed', 'none'],
  [0xe2, 'note-cleared-into-cashbox', 'channel'],
  [0xe1, 'note-cleared-from-front', 'channel'],
  [0xe0, 'note-path-open', 'none'],
  [0xb5, 'channel-disable', 'none'],
  [0xb6, 'initialising', 'none'],
  [0xda, 'dispensing', 'amounts'],
  [0xd2, 'dispensed', 'amounts'],
  [0xd5, 'hopper-jammed', 'amounts'],
  [0xd6, 'halted', 'amounts'],
  [0xd7, 'floating', 'amounts'],
  [0xd8, 'floated', 'amounts'],
  [0xd9, 'timeout', 'amounts'],
  [0xdc, 'incomplete-payout', 'requests'],
  [0xdd, 'incomplete-float', 'requests'],
  [0xb0, 'jam-recovery', 'none'],
  [0xb1, 'error-during-payout', 'amounts-error'],
  [0xb3, 'smart-emptying', 'amounts'],
  [0xb4, 'smart-emptied', 'amounts'],
  [0xc2, 'emptying', 'none'],
  [0xc3, 'emptied', 'none'],
  [0xca, 'note-into-stacker-at-reset', 'value'],
  [0xcb, 'note-into-store-at-reset', 'value'],
  [0xcd, 'note-dispensed-at-reset', 'value'],
  [0xdb, 'note-stored-in-payout', 'none'],
  [0xde, 'cashbox-paid', 'amounts'],
  [0xdf, 'coin-credit', 'value'],
  [0xbf, 'value-added', 'amounts'],
  [0xba, 'coin-rejected', 'value'],
  [0xbd, 'attached-coin-mech-disabled', 'none'],
  [0xbe, 'attached-coin-mech-enabled', 'none'],
  [0xb7, 'coin-mech-error', 'error'],
  [0xc4, 'coin-mech-jammed', 'none'],
  [0xc5, 'coin-mech-return-active', 'none'],
  [0xc1, 'pay-in-active', 'none'],
  [0xc0, 'maintenance-required', 'none'],
  [0xd3, 'coins-low', 'none'],
  [0x8b, 'escrow-active', 'none'],
  [0x83, 'calibration-failed', 'error'],
  [0x90, 'cashbox-out-of-service', 'error'],
  [0x92, 'cashbox-back-in-service', 'none'],
  [0x93, 'cashbox-unlock-enabled', 'none'],
  [0xa0, 'tickets-low', 'none'],
  [0xa1, 'tickets-replaced', 'none'],
  [0xa2, 'printer-head-removed', 'none'],
  [0xa3, 'ticket-path-open', 'none'],
  [0xa4, 'ticket-jam', 'none'],
  [0xa5, 'ticket-printing', 'none'],
  [0xa6, 'ticket-printed', 'none'],
  [0xa7, 'ticket-in-bezel-at-startup', 'none'],
  [0xa8, 'ticket-printing-error', 'error'],
  [0xa9, 'printer-head-replaced', 'none'],
  [0xaa, 'ticket-path-closed', 'none'],
  [0xab, 'no-paper', 'none'],
  [0xac, 'paper-replaced', 'none'],
  [0xad, 'ticket-in-bezel', 'none'],
  [0xae, 'print-halted', 'none'],
  [0xaf, 'printed-to-cashbox', 'none'],
  [0xc6, 'payout-out-of-service', 'none'],
  [0xc7, 'note-float-removed', 'none'],
  [0xc8, 'note-float-attached', 'none'],
  [0xc9, 'note-transferred-to-stacker', 'value'],
  [0xce, 'note-held-in-bezel', 'value'],
  [0xcf, 'device-full', 'none'],
] as const satisfies readonly (readonly [code: number, name: string, layout: EventLayout])[];

type Row = (typeof EVENT_TABLE)[number];
type NameWith<Layout extends EventLayout> = Extract<Row, readonly [number, string, Layout]>[1];

export type SspEventName = Row[1];

/** An amount in minor units of the dataset. */
export interface SspAmount {
  readonly value: number;
  readonly currency: string;
}

export interface SspRequest {
  readonly paid: number;
  readonly requested: number;
  readonly currency: string;
}

/** One event of a poll reply. */
export type SspEvent =
  | { readonly event: NameWith<'none'> }
  /** `channel` 1…n; 0 where the unit does not know it (still scanning, for `read`). */
  | { readonly event: NameWith<'channel'>; readonly channel: number }
  | { readonly event: NameWith<'error'>; readonly error: number }
  | { readonly event: NameWith<'value'>; readonly value: number; readonly currency: string }
  | { readonly event: NameWith<'amounts'>; readonly amounts: readonly SspAmount[] }
  | { readonly event: NameWith<'requests'>; readonly amounts: readonly SspRequest[] }
  | { readonly event: NameWith<'amounts-error'>; readonly amounts: readonly SspAmount[]; readonly error: number }
  /** Hoppers tell a fraud attempt with amounts instead of a channel. */
  | { readonly event: 'fraud-attempt'; readonly channel?: never; readonly amounts: readonly SspAmount[] };

/** The events that say that a note was moved while the unit had no power or was starting (GA138). */
export const POWER_UP_EVENTS: ReadonlySet<SspEventName> = new Set<SspEventName>([
  'slave-reset',
  'note-cleared-from-front',
  'note-cleared-into-cashbox',
  'note-into-stacker-at-reset',
  'note-into-store-at-reset',
  'note-dispensed-at-reset',
]);
