import type { SKRSContext2D } from '@napi-rs/canvas';
import { encode } from 'uqr';
import type { Slip } from '../ports/receiptPrinter.ts';
import type { Bitmap } from './bitmap.ts';
import { breakLines } from './lineBreaks.ts';
import { drawable, loadCanvas } from './slipFont.ts';

/** Dots across paper of 80 mm and 58 mm at 203 dpi: 72 mm and 48 mm can be printed on. */
export const PAPER_DOTS = { 80: 576, 58: 384 } as const;
export type PaperWidth = (typeof PAPER_DOTS)[keyof typeof PAPER_DOTS];

/** Sizes in dots (8 to the millimetre); all are ours. */
const MARGIN = 8;
const GAP = 16;
const BODY = { size: 26, weight: 500, lineHeight: 36 } as const;
const TITLE = { size: 40, weight: 700, lineHeight: 56 } as const;
const AFTER_LINE = 6;
const RULE = { thickness: 2, room: 10 } as const;
/** A value that does not fit beside its label begins on the next line, this far in. */
const INDENT = 32;
const TOP = 8;
/** Light modules around a code to scan (ISO/IEC 18004: four), and the size of one: a telephone reads half a millimetre. */
const QR = { quiet: 4, module: 6, leastModule: 3 } as const;
/** An antialiased dot is black from here on, of 255: strokes keep the weight that they have on the screen. */
const BLACK_BELOW = 150;

type Style = typeof BODY | typeof TITLE;

interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly family: string;
  readonly style: Style;
  readonly x: number;
  readonly baseline: number;
}
interface Box {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How wide a text is in a style, in dots. */
type Measure = (text: string, style: Style) => number;

interface Layout {
  readonly marks: readonly (Text | Box)[];
  readonly height: number;
}

/**
 * Draws a slip as the paper will show it. Same slip, same dots: only fonts of this project are used.
 * @throws Error when the drawing library or a font cannot be loaded
 */
export async function drawSlip(slip: Slip, width: PaperWidth): Promise<Bitmap> {
  const { createCanvas } = await loadCanvas();
  const ruler = createCanvas(1, 1).getContext('2d');
  const measure: Measure = (text, style) => {
    const { text: shown, family } = drawable(text, slip.font);
    take(ruler, style, family);
    return Math.ceil(ruler.measureText(shown).width);
  };
  const { marks, height } = layOut(slip, width, measure);
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#000';
  for (const mark of marks) {
    if (mark.kind === 'box') {
      pen.fillRect(mark.x, mark.y, mark.width, mark.height);
      continue;
    }
    take(pen, mark.style, mark.family);
    pen.fillText(mark.text, mark.x, mark.baseline);
  }
  return blackAndWhite(pen.getImageData(0, 0, width, height));
}

/** The weight of a variable font is an axis of its own: the one in `font` only chooses among fonts of fixed weights. */
function take(pen: Pick<SKRSContext2D, 'font' | 'fontVariationSettings'>, { size, weight }: Style, family: string): void {
  pen.font = `${size}px ${family}`;
  pen.fontVariationSettings = `'wght' ${weight}`;
}

function layOut({ font, lines }: Slip, width: PaperWidth, measure: Measure): Layout {
  const marks: (Text | Box)[] = [];
  const room = width - 2 * MARGIN;
  let y = TOP;

  const write = (text: string, style: Style, xOf: (textWidth: number) => number): void => {
    const shown = drawable(text, font);
    // The middle of the line's height, lowered by what Latin letters without descenders rise above it.
    const baseline = y + Math.round((style.lineHeight + style.size * 0.74) / 2);
    marks.push({ kind: 'text', ...shown, style, x: xOf(measure(text, style)), baseline });
  };
  const left = (): number => MARGIN;
  const right = (textWidth: number): number => width - MARGIN - textWidth;
  const centre = (textWidth: number): number => Math.round((width - textWidth) / 2);
  const wrapped = (text: string, style: Style, across: number, xOf: (textWidth: number) => number): void => {
    for (const line of breakLines(text, across, (part) => measure(part, style))) {
      write(line, style, xOf);
      y += style.lineHeight;
    }
  };

  for (const line of lines) {
    switch (line.kind) {
      case 'title':
        wrapped(line.text, TITLE, room, centre);
        break;
      case 'text':
        wrapped(line.text, BODY, room, left);
        break;
      case 'pair': {
        const fits = measure(line.label, BODY) + GAP + measure(line.value, BODY) <= room;
        if (fits) {
          write(line.label, BODY, left);
          write(line.value, BODY, right);
          y += BODY.lineHeight;
        } else {
          wrapped(line.label, BODY, room, left);
          wrapped(line.value, BODY, room - INDENT, () => MARGIN + INDENT);
        }
        break;
      }
      case 'rule':
        y += RULE.room;
        marks.push({ kind: 'box', x: MARGIN, y, width: room, height: RULE.thickness });
        y += RULE.thickness + RULE.room;
        break;
      case 'qr':
        y += drawCode(line.text, width, y, marks);
    }
    y += AFTER_LINE;
  }
  return { marks, height: y };
}

/** Puts a code in the middle of the paper. @returns its height, the light modules around it included */
function drawCode(text: string, width: PaperWidth, top: number, marks: (Text | Box)[]): number {
  const { data, size } = encode(text, { ecc: 'M', border: QR.quiet });
  const module = Math.max(QR.leastModule, Math.min(QR.module, Math.floor(width / size)));
  const start = Math.floor((width - size * module) / 2);
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) marks.push({ kind: 'box', x: start + x * module, y: top + y * module, width: module, height: module });
    });
  });
  return size * module;
}

/** Four bytes a dot to one bit a dot. The picture has no colours, so its red says how light a dot is. */
function blackAndWhite({
  data,
  width,
  height,
}: {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}): Bitmap {
  const bytes = new Uint8Array((width / 8) * height);
  for (let dot = 0; dot < width * height; dot += 1) {
    if ((data[dot * 4] ?? 255) < BLACK_BELOW) bytes[dot >> 3] = (bytes[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  }
  return { width, height, bytes };
}
