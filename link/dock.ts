import { z } from 'zod';

/**
 * The development dock: what a newcomer can do from the browser to parts that a program plays. Only a companion offers it; it
 * talks to those parts, never to the station. The types are those of the schemas: a kind that no schema lists cannot be said.
 */

/** The id of a card, as the dock's own state names it. */
const card = z.string().min(1).max(64);

/** Most blocks that one change of a card writes: a period pass that takes autoload. */
const MOST_WRITES = 10;

export const dockCommandSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('place-card'), card }),
  /** Lays a second card beside the one that lies there, or beside the next one. */
  z.strictObject({ do: z.literal('lay-beside') }),
  /** Takes away the cards that lie there. */
  z.strictObject({ do: z.literal('remove-card') }),
  /** NT$ value of the note. */
  z.strictObject({ do: z.literal('insert-note'), value: z.int().positive().max(100_000) }),
  /** The next note jams on its way to the cash box. */
  z.strictObject({ do: z.literal('jam-next-note') }),
  z.strictObject({ do: z.literal('clear-jam') }),
  /** The note unit's own plug. */
  z.strictObject({ do: z.literal('note-unit'), power: z.enum(['on', 'off']) }),
  /** The next card write is cut: the card leaves the field after it has written `block` blocks, or with the last of them half written. */
  z.strictObject({ do: z.literal('pull-card-while-writing'), block: z.int().min(1).max(MOST_WRITES), when: z.enum(['after', 'within']) }),
  z.strictObject({ do: z.literal('paper'), paper: z.enum(['full', 'out']) }),
  z.strictObject({ do: z.literal('door'), door: z.enum(['open', 'closed']) }),
  z.strictObject({ do: z.literal('operator-switch'), position: z.enum(['run', 'maintenance']) }),
  /** The network to the issuer: cut, the station cannot reach it. */
  z.strictObject({ do: z.literal('network'), network: z.enum(['up', 'cut']) }),
  /** The wire to the issuer does this to the next request about an act. */
  z.strictObject({
    do: z.literal('fail-next-act'),
    fault: z.enum(['request-lost', 'answer-lost', 'late', 'overtaken', 'twice', 'server-error', 'garbage', 'switched']),
  }),
  /** Mains off and on again: the station is killed and every played part loses power. */
  z.strictObject({ do: z.literal('cut-power') }),
]);

export type DockCommand = Readonly<z.infer<typeof dockCommandSchema>>;

/** Where a pull cuts a write: between two blocks, or in the middle of one. */
export type PullMoment = Extract<DockCommand, { do: 'pull-card-while-writing' }>['when'];

const whole = z.int().nonnegative();

const dockCardSchema = z.strictObject({
  id: z.string(),
  /** For people who write software: plain English. */
  label: z.string(),
  /** `damaged`: kept apart, no machine can serve it. */
  group: z.enum(['sound', 'damaged']),
  /** NT$. */
  balance: z.int(),
  placed: z.boolean(),
});

const dockSlipSchema = z.strictObject({
  id: z.string(),
  lines: z
    .array(
      z.strictObject({
        kind: z.string(),
        text: z.string().exactOptional(),
        label: z.string().exactOptional(),
        value: z.string().exactOptional(),
      }),
    )
    .readonly(),
});

export const dockStateSchema = z.strictObject({
  cards: z.array(dockCardSchema).readonly(),
  /** NT$ in `accepts`; a number of notes in `notesKept`. */
  acceptor: z.strictObject({ power: z.enum(['on', 'off']), accepts: z.array(whole).readonly(), jammed: z.boolean(), notesKept: whole }),
  paper: z.enum(['full', 'out']),
  operatorSwitch: z.enum(['run', 'maintenance']),
  door: z.enum(['open', 'closed']),
  network: z.enum(['up', 'cut']),
  /** Slips as printed, newest first, at most three. */
  slips: z.array(dockSlipSchema).readonly(),
});

export type DockCard = Readonly<z.infer<typeof dockCardSchema>>;
export type DockSlip = Readonly<z.infer<typeof dockSlipSchema>>;
export type DockState = Readonly<z.infer<typeof dockStateSchema>>;

/** What can become of a request about an act, in the words of the played wire. */
export type DockActFault = Extract<DockCommand, { do: 'fail-next-act' }>['fault'];

/** One record of the journal's tail, for the dock. */
export const dockJournalRecordSchema = z.strictObject({
  seq: z.int().positive(),
  txn: z.string().nullable(),
  kind: z.string(),
  summary: z.string(),
});

export type DockJournalRecord = Readonly<z.infer<typeof dockJournalRecordSchema>>;
