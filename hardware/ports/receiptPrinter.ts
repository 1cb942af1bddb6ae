import type { FontName } from './fonts.ts';
import type { Result } from './result.ts';

export interface PrinterFault {
  readonly kind: 'paper-out' | 'offline' | 'jammed';
  readonly detail: string;
}

export type PaperState = 'full' | 'low' | 'out' | 'unknown';

/** One line of a slip, already in the passenger's language. */
export type SlipLine =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pair'; readonly label: string; readonly value: string }
  | { readonly kind: 'rule' }
  /** A code to scan; `text` is what it holds. */
  | { readonly kind: 'qr'; readonly text: string };

export interface Slip {
  readonly id: string;
  /** What it is drawn with first: that of its language. */
  readonly font: FontName;
  readonly lines: readonly SlipLine[];
}

/** A slip printer. A slip is either printed whole or reported as failed; printing the same slip twice is harmless. */
export interface ReceiptPrinter {
  getPaper(): Promise<Result<PaperState, PrinterFault>>;
  print(slip: Slip): Promise<Result<void, PrinterFault>>;
}
