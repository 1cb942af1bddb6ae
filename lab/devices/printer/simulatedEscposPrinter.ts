import { type Bitmap } from '../../../hardware/escpos/bitmap.ts';
import { RASTER_HEAD_BYTES } from '../../../hardware/escpos/commands.ts';
import { REAL_TIME_FIXED, STATUS_BITS } from '../../../hardware/escpos/status.ts';
import type { Clock } from '../../../hardware/ports/clock.ts';
import type { PaperState } from '../../../hardware/ports/receiptPrinter.ts';
import type { LinePeer } from '../validator/simulatedLine.ts';

/** Bytes that wait to be worked off; what comes on top is lost ("Receive buffer" of Epson's TM series). */
const BUFFER_BYTES = 4_096;
/** Milliseconds for a row of dots: 150 mm/s at 8 rows a millimetre. */
const ROW_MS = 0.83;
const CUT_MS = 400;

const DLE = 0x10;

interface Raster {
  readonly width: number;
  readonly rows: Uint8Array[];
}

/**
 * A thermal printer that speaks ESC/POS byte by byte: it answers real-time questions at once wherever they stand, works
 * off everything else in its turn and its time, and keeps what came out as pictures. It lives on when the line is cut,
 * and goes on where it stopped when the paper is back, as real ones do.
 */
export class SimulatedEscposPrinter implements LinePeer {
  readonly #clock: Clock;
  #send: (bytes: Uint8Array) => void = () => undefined;
  #buffer: number[] = [];
  /** The last bytes that arrived, for real-time commands. */
  #tail: number[] = [];
  #raster: Raster | null = null;
  #paperOut: Raster[] = [];
  #slips: Bitmap[] = [];
  #busy = false;
  /** What was begun before the power went never ends. */
  #life = 0;
  #paper: PaperState = 'full';
  #rowsLeft = Number.POSITIVE_INFINITY;
  #powered = true;
  #coverOpen = false;
  #feedHeld = false;
  #cutterStuck = false;
  #cutterError = false;
  #overheated = false;
  #mute = false;
  #tellsInTurn = true;
  #lateMs = 0;
  #automatic = true;
  /** Characters wait for the end of their line. */
  #text = false;
  #overflowed = 0;
  readonly #unknown: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What was cut off, newest first. */
  get slips(): readonly Bitmap[] {
    return this.#slips;
  }

  /** What has been printed and not been cut off yet; null when the paper is blank. */
  get begun(): Bitmap | null {
    return this.#paperOut.length === 0 ? null : joined(this.#paperOut);
  }

  /** Bytes that did not fit into the buffer, since the beginning. */
  get overflowed(): number {
    return this.#overflowed;
  }

  /** Bytes that are no command of this printer's, since the beginning. */
  get unknown(): readonly number[] {
    return this.#unknown;
  }

  setPaper(paper: Exclude<PaperState, 'unknown'>): void {
    this.#paper = paper;
    this.#rowsLeft = Number.POSITIVE_INFINITY;
    this.#changed();
  }

  /** The roll ends after so many more rows of dots. */
  runOutAfter(rows: number): void {
    this.#rowsLeft = rows;
  }

  setCover(cover: 'open' | 'closed'): void {
    this.#coverOpen = cover === 'open';
    this.#changed();
  }

  /** Somebody holds the feed button. */
  holdFeed(held: boolean): void {
    this.#feedHeld = held;
    this.#changed();
  }

  setOverheated(hot: boolean): void {
    this.#overheated = hot;
    this.#changed();
  }

  /** The knife does not move any more; the next cut is an error, which stays until the host says "recover". */
  jamCutter(): void {
    this.#cutterStuck = true;
  }

  freeCutter(): void {
    this.#cutterStuck = false;
  }

  /** Prints, but says nothing: the wire back is broken. */
  setMute(mute: boolean): void {
    this.#mute = mute;
  }

  /** A cheap one: it knows DLE EOT and does not answer GS r. */
  forgetStatusInTurn(): void {
    this.#tellsInTurn = false;
  }

  /** Every answer comes so much later, in milliseconds. */
  answerLate(ms: number): void {
    this.#lateMs = ms;
  }

  /** The buffer is lost; paper and what is on it stay. */
  powerOff(): void {
    this.#powered = false;
    this.#life += 1;
    this.#busy = false;
    this.#raster = null;
    this.#buffer = [];
    this.#tail = [];
    this.#text = false;
  }

  powerOn(): void {
    this.#powered = true;
    this.#cutterError = false;
    this.#automatic = true;
  }

  onSend(listener: (bytes: Uint8Array) => void): void {
    this.#send = listener;
  }

  receive(bytes: Uint8Array): void {
    if (!this.#powered) return;
    for (const byte of bytes) {
      if (this.#buffer.length + this.#unburnt < BUFFER_BYTES) this.#buffer.push(byte);
      else this.#overflowed += 1;
      this.#tail = [...this.#tail, byte].slice(-3);
      this.#obeyAtOnce();
    }
    this.#work();
  }

  /** Bytes of the picture that is being burned: they leave the buffer row by row. */
  get #unburnt(): number {
    return this.#raster === null ? 0 : (this.#raster.width / 8) * this.#raster.rows.length;
  }

  get #offline(): boolean {
    return this.#coverOpen || this.#feedHeld || this.#cutterError || this.#overheated || this.#paper === 'out';
  }

  #obeyAtOnce(): void {
    const [first, second, argument = 0] = this.#tail;
    if (first !== DLE) return;
    if (second === 0x04) {
      const status = [this.#printerStatus, this.#offlineCause, this.#errorCause, this.#rollPaper][argument - 1];
      if (status !== undefined) this.#say(REAL_TIME_FIXED.value | status);
    }
    if (second === 0x05 && argument === 2 && this.#cutterError) {
      this.#buffer = [];
      this.#raster = null;
      // The knife is tried once more.
      this.#cutterError = this.#cutterStuck;
      this.#changed();
    }
    // DLE DC4, function 8: both buffers are emptied.
    if (second === 0x14 && argument === 8) this.#buffer = [];
  }

  get #printerStatus(): number {
    return this.#offline ? STATUS_BITS.printer.offline : 0;
  }

  get #offlineCause(): number {
    const { coverOpen, feedButton, paperEnd } = STATUS_BITS.offlineCause;
    const error = this.#cutterError || this.#overheated ? 0x40 : 0;
    return (this.#coverOpen ? coverOpen : 0) | (this.#feedHeld ? feedButton : 0) | (this.#paper === 'out' ? paperEnd : 0) | error;
  }

  get #errorCause(): number {
    const { cutter, autoRecoverable } = STATUS_BITS.errorCause;
    return (this.#cutterError ? cutter : 0) | (this.#overheated ? autoRecoverable : 0);
  }

  get #rollPaper(): number {
    const { nearEnd, end } = STATUS_BITS.rollPaper;
    return (this.#paper === 'full' ? 0 : nearEnd) | (this.#paper === 'out' ? end : 0);
  }

  /** Tells of a change unasked, four bytes, until that has been switched off ("GS a"); goes on working if it can. */
  #changed(): void {
    if (this.#automatic) {
      const first = 0x10 | (this.#offline ? 0x08 : 0) | (this.#coverOpen ? 0x20 : 0) | (this.#feedHeld ? 0x40 : 0);
      this.#say(first, this.#errorCause, (this.#paper === 'full' ? 0 : 0x03) | (this.#paper === 'out' ? 0x0c : 0), 0);
    }
    this.#work();
  }

  #say(...bytes: readonly number[]): void {
    if (this.#mute || !this.#powered) return;
    const life = this.#life;
    const out = Uint8Array.from(bytes);
    if (this.#lateMs === 0) this.#send(out);
    else
      this.#clock.setTimeout(() => {
        if (life === this.#life) this.#send(out);
      }, this.#lateMs);
  }

  #takeTime(ms: number, then: () => void): void {
    const life = this.#life;
    this.#busy = true;
    this.#clock.setTimeout(() => {
      if (life !== this.#life) return;
      this.#busy = false;
      then();
      this.#work();
    }, ms);
  }

  /** Works off one command after the other, as long as nothing stands against it and whole commands are there. */
  #work(): void {
    while (!this.#busy && !this.#offline && this.#powered) {
      if (this.#raster !== null) this.#burn(this.#raster);
      else if (!this.#obeyNext()) return;
    }
  }

  /** Burns the rows of a picture until they or the paper end. */
  #burn(raster: Raster): void {
    const count = Math.min(raster.rows.length, this.#rowsLeft);
    this.#takeTime(count * ROW_MS, () => {
      const rows = raster.rows.splice(0, count);
      if (rows.length > 0) this.#paperOut.push({ width: raster.width, rows });
      if (raster.rows.length === 0) this.#raster = null;
      this.#rowsLeft -= count;
      if (this.#rowsLeft > 0) return;
      this.#paper = 'out';
      this.#changed();
    });
  }

  /** @returns false when the next command has not arrived whole */
  #obeyNext(): boolean {
    const [first, second, third = 0] = this.#buffer;
    if (first === undefined) return false;
    // Read and thrown away (Epson TM-T88IIP, 6.3.1 "Undefined codes").
    if (first === 0) return this.#take(1) !== null;
    // Obeyed when it came.
    if (first === DLE) return this.#take(3) !== null;
    if (first !== 0x1b && first !== 0x1d) {
      this.#text ||= first >= 0x20;
      this.#unknown.push(...(this.#take(1) ?? []));
      return true;
    }
    switch (`${first.toString(16)} ${second?.toString(16) ?? ''}`) {
      case '1b ':
      case '1d ':
        return false;
      case '1b 40':
        this.#text = false;
        return this.#take(2) !== null;
      case '1d 61':
        if (this.#take(3) === null) return false;
        this.#automatic = third !== 0;
        return true;
      case '1d 72':
        if (this.#take(3) === null) return false;
        if (this.#tellsInTurn) this.#say(this.#paper === 'low' ? 0x03 : 0);
        return true;
      case '1d 56':
        if (this.#take(4) === null) return false;
        this.#takeTime(CUT_MS, () => this.#cut());
        return true;
      case '1d 76':
        return this.#takeRaster();
      default:
        this.#unknown.push(...(this.#take(1) ?? []));
        return true;
    }
  }

  #takeRaster(): boolean {
    const [, , , , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = this.#buffer;
    const perRow = xLow + 256 * xHigh;
    const height = yLow + 256 * yHigh;
    const whole = this.#buffer.length < RASTER_HEAD_BYTES ? null : this.#take(RASTER_HEAD_BYTES + perRow * height);
    if (whole === null) return false;
    // With text waiting in the line, a picture is ignored ("GS v 0", notes).
    if (this.#text) return true;
    const rows = Array.from({ length: height }, (_, row) => {
      const start = RASTER_HEAD_BYTES + row * perRow;
      return Uint8Array.from(whole.slice(start, start + perRow));
    });
    this.#raster = { width: perRow * 8, rows };
    return true;
  }

  #cut(): void {
    if (this.#cutterStuck) {
      this.#cutterError = true;
      this.#changed();
      return;
    }
    if (this.begun !== null) this.#slips.unshift(this.begun);
    this.#paperOut = [];
  }

  #take(count: number): number[] | null {
    return this.#buffer.length < count ? null : this.#buffer.splice(0, count);
  }
}

/** Pieces of a picture, one below the other; narrower ones are blank on their right. */
function joined(pieces: readonly Raster[]): Bitmap {
  const width = Math.max(...pieces.map((piece) => piece.width));
  const rows = pieces.flatMap((piece) => piece.rows);
  const bytes = new Uint8Array((width / 8) * rows.length);
  rows.forEach((row, y) => bytes.set(row, (y * width) / 8));
  return { width, height: rows.length, bytes };
}
