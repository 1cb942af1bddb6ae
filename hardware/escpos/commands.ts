/**
 * The bytes of ESC/POS that this driver sends. The names in brackets are those of the sections of Epson's "ESC/POS
 * Command Reference", where each command has a page of its own.
 */

const DLE = 0x10;
const EOT = 0x04;
const ENQ = 0x05;
const ESC = 0x1b;
const GS = 0x1d;

/** What `realTimeStatus` can be asked for. */
export const STATUS = { printer: 1, offlineCause: 2, errorCause: 3, rollPaper: 4 } as const;
export type StatusKind = keyof typeof STATUS;

/** Asks for a status byte that is answered at once, offline and with a full buffer too ("DLE EOT": transmit real-time status). */
export const realTimeStatus = (kind: StatusKind): Uint8Array => Uint8Array.of(DLE, EOT, STATUS[kind]);

/** Recovers from an error and throws away what is in the buffers ("DLE ENQ", n = 2: send real-time request to printer). */
export const recoverAndClear = Uint8Array.of(DLE, ENQ, 2);

/** Standard mode, left aligned, print buffer empty ("ESC @": initialize printer). */
export const initialize = Uint8Array.of(ESC, 0x40);

/** No unsolicited status ("GS a", n = 0: enable/disable Automatic Status Back). */
export const noAutomaticStatus = Uint8Array.of(GS, 0x61, 0);

/**
 * Asks for the paper sensors; answered only when everything sent before has been worked off, and not while the printer is
 * offline ("GS r", n = 1: transmit status).
 */
export const statusInTurn = Uint8Array.of(GS, 0x72, 1);

/** Feeds to the knife and cuts, one point left uncut so that the slip does not fall ("GS V", function B, m = 66, n = 0). */
export const feedAndCut = Uint8Array.of(GS, 0x56, 66, 0);

/** The head of a raster picture of `bytesPerRow` by `rows`, both little endian ("GS v 0", m = 0: print raster bit image, normal size). */
export const rasterHead = (bytesPerRow: number, rows: number): Uint8Array =>
  Uint8Array.of(GS, 0x76, 0x30, 0, bytesPerRow & 0xff, bytesPerRow >> 8, rows & 0xff, rows >> 8);

/** Where a raster picture's dots begin. */
export const RASTER_HEAD_BYTES = 8;

/**
 * Bytes that, after a DLE, a printer takes for a real-time command wherever they stand, in a picture too: DLE EOT, DLE ENQ
 * and DLE DC4, of which one empties the buffers and one switches off ("DLE EOT", notes; "DLE DC4").
 */
export const REAL_TIME = { first: DLE, second: [EOT, ENQ, 0x14] as readonly number[] } as const;
