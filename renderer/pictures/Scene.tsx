import type { ReactNode } from 'react';
import type { Service } from '../../machines/words.ts';
import { CARD_HEIGHT, CARD_WIDTH, CardArt } from './CardArt.tsx';
import { face, lyingAlongX, project, standingAlongX } from './isometric.ts';
import { MovingNote, NoteModule, SLOT } from './NoteModule.tsx';
import style from './Scene.module.css';
import { SERVICE_STROKES } from './ServiceIcon.tsx';
import { Sticker } from './Sticker.tsx';
import { useRounds } from './useRounds.ts';

export interface SceneProps {
  /** `arriving`: goes down onto the tray again and again; `leaving`: goes up from it; `several`: one lies on another. */
  readonly card: 'absent' | 'arriving' | 'resting' | 'leaving' | 'several';
  /** NT$ of the note to draw; null: its value is not known. */
  readonly note?: number | null;
  /** `inviting`: the note shows its way to the slot again and again; `entering`: it travels in; `leaving`: it comes out. */
  readonly noteMotion?: 'inviting' | 'entering' | 'leaving';
  /** Whether notes can go through the slot now. */
  readonly slot?: 'lit' | 'shut';
  /** A slip at the printer: it comes out, or hangs there to be taken. */
  readonly slip?: 'printing' | 'printed' | undefined;
  /** What happens on the line between slot and tray. */
  readonly line?: 'still' | 'flowing' | 'done';
  /** The reader looks at the card. */
  readonly reading?: boolean;
  /** Stands above the card. `asking`: somebody far away is asked. */
  readonly mark?: 'done' | 'no' | 'attention' | 'asking';
  /** Stands above the card instead: what may be done for it. */
  readonly emblem?: Service;
  /** Masked number on the card, where it matters which card it is. */
  readonly cardNumber?: string;
}

/** The slab: width along x, depth along y, height. */
const W = 700;
const D = 374;
const H = 38;

/** The tray: where it begins and how large it is. */
const TRAY = { x: 44, y: 84, width: 286, depth: 206 };
const CARD_AT = { x: TRAY.x + (TRAY.width - CARD_WIDTH) / 2, y: TRAY.y + (TRAY.depth - CARD_HEIGHT) / 2 };

const STICKERS = { tray: [92, 338], slot: [474, 306] } as const;

interface LayerProps {
  /** What it shows, where that moves as a whole. */
  readonly of?: 'rings' | 'shadow' | 'card' | 'arrow';
  readonly motion?: SceneProps['card'] | 'reading';
  readonly children: ReactNode;
}

/**
 * A sheet of the drawing, all of them one over the other. Only whole sheets move: the browser shifts them as pictures, where
 * it would lay out the drawing in every frame if a part inside moved.
 */
function Layer({ of, motion, children }: LayerProps) {
  return (
    <svg className={style.layer} viewBox="-340 -140 966 726" data-of={of} data-motion={motion}>
      {children}
    </svg>
  );
}

/** The slip printer: a flat box in front of the note unit, with a slit on top from which the slip stands up. */
const PRINTER = { x: 550, y: 264, width: 128, depth: 84, height: 30 } as const;

function Printer({ slip }: Pick<SceneProps, 'slip'>) {
  const { x, y, width, depth, height } = PRINTER;
  const [right, near] = [x + width, y + depth];
  return (
    <>
      <polygon className={style.boxTop} points={face([x, y, height], [right, y, height], [right, near, height], [x, near, height])} />
      <polygon className={style.boxSide} points={face([right, near, height], [right, y, height], [right, y, 0], [right, near, 0])} />
      <polygon className={style.boxFront} points={face([x, near, height], [right, near, height], [right, near, 0], [x, near, 0])} />
      <g transform={lyingAlongX([x, y + depth / 2, height])}>
        <rect className={style.slit} x={16} y={-5} width={width - 32} height={10} rx={5} />
      </g>
      {slip !== undefined && (
        <g transform={standingAlongX([x + 24, y + depth / 2, height])}>
          <path className={style.slip} d={`M0 0 V-${SLIP[slip]} h${width - 48} V0 Z`} />
          <path className={style.print} d={`M14 ${18 - SLIP[slip]} h${width - 76} M14 ${36 - SLIP[slip]} h${width - 100}`} />
        </g>
      )}
    </>
  );
}

/** How far the slip stands out. */
const SLIP = { printing: 58, printed: 112 } as const;

/** The machine itself, without what moves on it. */
function Slab({ line, slip }: Pick<SceneProps, 'line' | 'slip'>) {
  const track = `M${TRAY.x + TRAY.width + 6} 186 H392 L472 106 H${SLOT.x}`;
  return (
    <>
      <polygon className={style.front} points={face([0, D, 0], [W, D, 0], [W, D, -H], [0, D, -H])} />
      <polygon className={style.side} points={face([W, D, 0], [W, 0, 0], [W, 0, -H], [W, D, -H])} />
      <g transform={lyingAlongX([0, 0, 0])}>
        <rect className={style.top} width={W} height={D} />
        <path className={style.seam} d={`M0 ${D - 12} H${W - 12} V0`} />
        <path className={style.track} d={track} />
        <path className={style.flow} data-line={line} d={track} pathLength={100} />
        <rect className={style.rim} x={TRAY.x - 10} y={TRAY.y - 10} width={TRAY.width + 20} height={TRAY.depth + 20} rx={40} />
        <rect className={style.tray} x={TRAY.x} y={TRAY.y} width={TRAY.width} height={TRAY.depth} rx={32} />
      </g>
      <Printer slip={slip} />
      <Sticker at={STICKERS.tray}>1</Sticker>
      <Sticker at={STICKERS.slot}>2</Sticker>
    </>
  );
}

const MARKS = {
  done: 'M-26 2 L-8 20 L28 -18',
  no: 'M-20 -20 L20 20 M20 -20 L-20 20',
  attention: 'M0 -26 V6 M0 24 V25',
} as const;

/**
 * The machine's shelf as the passenger sees it: the open tray (1), the note slot (2) and the line between them, with
 * the same numbers that stand on the housing. What has to be done, or is being done, moves; the words stand beside it.
 */
export function Scene({
  card,
  note,
  noteMotion,
  slot = 'lit',
  slip,
  line = 'still',
  reading = false,
  mark,
  emblem,
  cardNumber,
}: SceneProps) {
  const [centreX, centreY] = project([TRAY.x + TRAY.width / 2, TRAY.y + TRAY.depth / 2, 0]);
  const rounds = useRounds<HTMLDivElement>(card);
  const moves = card === 'arriving' || card === 'leaving';
  // Above the card; on the tray, where the card itself is on its way.
  const markAt = `translate(${centreX} ${moves ? centreY : centreY - 130})`;
  return (
    <div className={style.scene} aria-hidden="true" ref={rounds}>
      <Layer>
        <Slab line={line} slip={slip} />
        <NoteModule shut={slot === 'shut'} />
        {note !== undefined && noteMotion !== undefined && <MovingNote value={note} motion={noteMotion} />}
      </Layer>
      <Layer of="rings" {...(reading ? { motion: 'reading' } : card === 'arriving' ? { motion: 'arriving' } : {})}>
        <g transform={lyingAlongX([TRAY.x + TRAY.width / 2, TRAY.y + TRAY.depth / 2, 0])}>
          {[48, 78, 98].map((radius) => (
            <circle key={radius} className={style.ring} r={radius} />
          ))}
        </g>
      </Layer>
      {card !== 'absent' && (
        <Layer of="shadow" motion={card}>
          <g transform={lyingAlongX([CARD_AT.x, CARD_AT.y, 0])}>
            <rect width={CARD_WIDTH} height={CARD_HEIGHT} rx={16} />
          </g>
          {card === 'several' && (
            <g transform={`${lyingAlongX([CARD_AT.x + 40, CARD_AT.y - 40, 4])} rotate(12)`}>
              <CardArt />
            </g>
          )}
        </Layer>
      )}
      {card !== 'absent' && (
        <Layer of="card" motion={card}>
          <g transform={lyingAlongX([CARD_AT.x, CARD_AT.y, 8])}>
            <CardArt {...(cardNumber === undefined ? {} : { number: cardNumber })} />
          </g>
        </Layer>
      )}
      {moves && (
        <Layer of="arrow" motion={card}>
          <g transform={`translate(${centreX} ${centreY})`}>
            <path d={card === 'arriving' ? 'M0 -290 V-200 M-34 -234 L0 -200 L34 -234' : 'M0 -140 V-230 M-34 -196 L0 -230 L34 -196'} />
          </g>
        </Layer>
      )}
      {(mark !== undefined || emblem !== undefined) && (
        <Layer>
          {mark !== undefined && (
            <g transform={markAt}>
              <g className={style.mark} data-mark={mark}>
                <circle r={58} />
                {mark === 'asking' ? (
                  [-24, 0, 24].map((x, order) => <circle key={x} className={style.dot} data-order={order} cx={x} r={8} />)
                ) : (
                  <path d={MARKS[mark]} />
                )}
              </g>
            </g>
          )}
          {emblem !== undefined && (
            <g transform={`translate(${centreX} ${centreY - 130})`}>
              <g className={style.emblem}>
                <circle r={66} />
                <path transform="translate(-42 -42) scale(1.75)" d={SERVICE_STROKES[emblem]} />
              </g>
            </g>
          )}
        </Layer>
      )}
    </div>
  );
}
