import type { PaperState, PrinterFault } from '../ports/receiptPrinter.ts';
import { STATUS, type StatusKind } from './commands.ts';

/** The four real-time status bytes of a printer, as they came ("DLE EOT", n = 1 to 4). */
export type StatusBytes = Readonly<Record<StatusKind, number>>;

/** In the order in which they are asked for. */
export const STATUS_KINDS = Object.keys(STATUS) as readonly StatusKind[];

/** What those bytes say. */
export interface PrinterStatus {
  readonly online: boolean;
  readonly coverOpen: boolean;
  readonly feedButton: boolean;
  readonly cutterError: boolean;
  readonly mechanicalError: boolean;
  readonly unrecoverableError: boolean;
  /** The print head is too hot; passes by itself. */
  readonly autoRecoverableError: boolean;
  readonly paper: PaperState;
}

/** Bits of the status bytes; bits not named here are fixed, or of no concern ("DLE EOT", tables of n = 1 to 4). */
export const STATUS_BITS = {
  printer: { offline: 0x08 },
  offlineCause: { coverOpen: 0x04, feedButton: 0x08, paperEnd: 0x20 },
  errorCause: { mechanical: 0x04, cutter: 0x08, unrecoverable: 0x20, autoRecoverable: 0x40 },
  /** Each sensor has two bits that go together; printers with two sensors of a kind set one of them. */
  rollPaper: { nearEnd: 0x0c, end: 0x60 },
} as const;

/** Fixed bits of a real-time status: 0 and 7 off, 1 and 4 on ("DLE EOT", tables; "Status identification"). */
export const REAL_TIME_FIXED = { mask: 0x93, value: 0x12 } as const;

/** Who asked for a byte, by its fixed bits ("Status identification"). `other`: flow control (11h, 13h) or nothing known. */
export function kindOfAnswer(byte: number): 'real-time' | 'in-turn' | 'other' {
  if ((byte & REAL_TIME_FIXED.mask) === REAL_TIME_FIXED.value) return 'real-time';
  // Bits 4 and 7 of an answer to GS r are off ("GS r", table of n = 1).
  return (byte & 0x90) === 0 ? 'in-turn' : 'other';
}

export function readStatus({ printer, offlineCause, errorCause, rollPaper }: StatusBytes): PrinterStatus {
  const bits = STATUS_BITS;
  const ended = (rollPaper & bits.rollPaper.end) !== 0 || (offlineCause & bits.offlineCause.paperEnd) !== 0;
  return {
    online: (printer & bits.printer.offline) === 0,
    coverOpen: (offlineCause & bits.offlineCause.coverOpen) !== 0,
    feedButton: (offlineCause & bits.offlineCause.feedButton) !== 0,
    cutterError: (errorCause & bits.errorCause.cutter) !== 0,
    mechanicalError: (errorCause & bits.errorCause.mechanical) !== 0,
    unrecoverableError: (errorCause & bits.errorCause.unrecoverable) !== 0,
    autoRecoverableError: (errorCause & bits.errorCause.autoRecoverable) !== 0,
    paper: ended ? 'out' : (rollPaper & bits.rollPaper.nearEnd) === 0 ? 'full' : 'low',
  };
}

/** Why nothing can be printed now; null when nothing stands against it. The nearest cause first: an open cover hides the paper. */
export function obstacle(status: PrinterStatus): PrinterFault | null {
  if (status.coverOpen) return { kind: 'offline', detail: 'the cover is open' };
  if (status.cutterError) return { kind: 'jammed', detail: 'the cutter is stuck' };
  if (status.mechanicalError) return { kind: 'jammed', detail: 'the mechanism is stuck' };
  if (status.unrecoverableError) return { kind: 'offline', detail: 'the printer is broken' };
  if (status.paper === 'out') return { kind: 'paper-out', detail: 'the paper has run out' };
  if (status.autoRecoverableError) return { kind: 'offline', detail: 'the print head is too hot' };
  if (status.feedButton) return { kind: 'offline', detail: 'the feed button is held' };
  return status.online ? null : { kind: 'offline', detail: 'the printer is offline and does not say why' };
}
