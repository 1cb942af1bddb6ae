import type { PaperState, PrinterFault, ReceiptPrinter, Slip } from '../ports/receiptPrinter.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { feedAndCut, initialize, noAutomaticStatus, recoverAndClear, statusInTurn } from './commands.ts';
import { Conversation, type ConversationOptions, type NoAnswer } from './conversation.ts';
import { ESCPOS_LIMITS, type EscposLimits } from './limits.ts';
import { restOfAnyBand, toBands } from './raster.ts';
import { drawSlip, type PaperWidth } from './slipPicture.ts';
import { obstacle, type PrinterStatus } from './status.ts';

export interface EscposOptions extends Omit<ConversationOptions, 'limits'> {
  /** Dots across the paper; default 576. */
  readonly width?: PaperWidth;
  readonly limits?: Partial<EscposLimits>;
}

/** Asks a printer all that a slip will need it to answer, and prints nothing. The line is closed afterwards. */
export async function askPrinter(options: EscposOptions): Promise<Result<PrinterStatus, NoAnswer>> {
  const talk = conversation(options);
  try {
    const opened = await talk.open();
    const status = opened.ok ? await talk.askStatus() : opened;
    // One that is offline answers in turn only when it is online again.
    if (!status.ok || obstacle(status.value) !== null) return status;
    talk.write(noAutomaticStatus, statusInTurn);
    const answer = await talk.workedOff();
    if (answer.ok) return status;
    if (answer.error.kind === 'unreachable') return answer;
    return fail({ kind: 'not-in-turn', detail: 'it answers DLE EOT, but not GS r' });
  } finally {
    await talk.close();
  }
}

/**
 * A thermal printer that speaks ESC/POS, on a serial line or TCP port 9100. The line is open only while there is something to say: a
 * network printer serves one connection at a time, and drops one that says nothing.
 *
 * A slip goes out as a picture in bands, with a question behind each that the printer answers when it has worked off
 * all before it. So no more is on its way than its buffer holds, with or without flow control on the line; a fault shows
 * within a band; and "printed" means that it answered after the cut and then was in order.
 */
export function createEscposPrinter(options: EscposOptions): ReceiptPrinter {
  const { width = 576 } = options;
  const limits = { ...ESCPOS_LIMITS, ...options.limits };
  const talk = conversation(options);
  /** The paper shows the beginning of a slip that was never finished. */
  let brokenOff = false;
  /** Every question so far has had its answer. Not known of what was before this process. */
  let inStep = false;
  /** One thing at a time: a question in the middle of a picture would be a part of it. */
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <Value>(act: () => Promise<Result<Value, PrinterFault>>): Promise<Result<Value, PrinterFault>> => {
    const turn = last.then(async () => {
      try {
        const opened = await talk.open();
        return opened.ok ? await act() : fail(unreachable(opened.error));
      } finally {
        await talk.close();
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };

  /** How the printer is, once it has got over what it can get over. */
  const status = async (): Promise<Result<PrinterStatus, NoAnswer>> => {
    const first = await talk.askStatus();
    if (!first.ok || !(first.value.cutterError || first.value.mechanicalError)) return first;
    // It may have been freed meanwhile; it continues only after "DLE ENQ".
    talk.write(recoverAndClear);
    return talk.askStatus();
  };

  const whyNot = async (silence: NoAnswer, when: string): Promise<PrinterFault> => {
    const asked = silence.kind === 'unreachable' ? fail(silence) : await talk.askStatus();
    const cause = asked.ok ? obstacle(asked.value) : null;
    const { kind, detail } = cause ?? unreachable(asked.ok ? silence : asked.error);
    return { kind, detail: `${detail}, ${when}` };
  };

  const begin = async (): Promise<Result<void, PrinterFault>> => {
    const now = await status();
    if (!now.ok) return fail(unreachable(now.error));
    const cause = obstacle(now.value);
    if (cause !== null) return fail(cause);
    if (!inStep) {
      // The rest of an earlier slip is worked off first, and its answers are let pass: none may be taken for one to this slip.
      talk.write(restOfAnyBand(width));
      const passed = await talk.quiet(limits.recoveryQuietMs);
      if (!passed.ok) return fail(await whyNot(passed.error, 'before the slip began'));
    }
    inStep = false;
    talk.write(initialize, noAutomaticStatus, statusInTurn);
    const ready = await talk.workedOff();
    const quiet = ready.ok ? await talk.quiet(limits.quietMs) : ready;
    if (!quiet.ok) return fail(await whyNot(quiet.error, 'before the slip began'));
    if (brokenOff) {
      talk.write(feedAndCut, statusInTurn);
      const cleared = await talk.workedOff();
      if (!cleared.ok) return fail(await whyNot(cleared.error, 'before the slip began'));
    }
    brokenOff = false;
    return ok();
  };

  const sendBands = async (bands: readonly Uint8Array[]): Promise<Result<void, PrinterFault>> => {
    const answered = async (taken: number): Promise<PrinterFault | null> => {
      const next = await talk.workedOff();
      return next.ok ? null : whyNot(next.error, `with ${taken} of ${bands.length} bands printed`);
    };
    for (const [at, band] of bands.entries()) {
      const cause = at < limits.bandsAhead ? null : await answered(at - limits.bandsAhead);
      if (cause !== null) return fail(cause);
      talk.write(band, statusInTurn);
    }
    for (let taken = Math.max(0, bands.length - limits.bandsAhead); taken < bands.length; taken += 1) {
      const cause = await answered(taken);
      if (cause !== null) return fail(cause);
    }
    return ok();
  };

  const cut = async (): Promise<Result<void, PrinterFault>> => {
    talk.write(feedAndCut, statusInTurn);
    const done = await talk.workedOff();
    if (!done.ok) return fail(await whyNot(done.error, 'at the cut'));
    const after = await talk.askStatus();
    if (!after.ok) return fail(await whyNot(after.error, 'after the cut'));
    const cause = obstacle(after.value);
    return cause === null ? ok() : fail({ ...cause, detail: `${cause.detail}, after the cut` });
  };

  return {
    getPaper: () =>
      inTurn<PaperState>(async () => {
        const now = await status();
        if (!now.ok) return fail(unreachable(now.error));
        const cause = obstacle(now.value);
        return cause === null || cause.kind === 'paper-out' ? ok(now.value.paper) : fail(cause);
      }),

    async print(slip) {
      const drawn = await draw(slip, width);
      if (!drawn.ok) return drawn;
      return inTurn(async () => {
        const begun = await begin();
        if (!begun.ok) return begun;
        brokenOff = true;
        const sent = await sendBands(drawn.value);
        const done = sent.ok ? await cut() : sent;
        if (done.ok) {
          brokenOff = false;
          inStep = true;
        }
        return done;
      });
    },
  };
}

function conversation({ line, clock, limits }: EscposOptions): Conversation {
  return new Conversation({ line, clock, limits: { ...ESCPOS_LIMITS, ...limits } });
}

async function draw(slip: Slip, width: PaperWidth): Promise<Result<Uint8Array[], PrinterFault>> {
  try {
    return ok(toBands(await drawSlip(slip, width)));
  } catch (cause) {
    // The native part or a font is missing: the station goes on, and the screen shows what the slip would have said.
    return fail({ kind: 'offline', detail: `the slip cannot be drawn: ${cause instanceof Error ? cause.message : String(cause)}` });
  }
}

function unreachable({ kind, detail }: NoAnswer): PrinterFault {
  return {
    kind: 'offline',
    detail: kind !== 'unreachable' ? `the printer does not answer (${detail})` : `the printer cannot be reached (${detail})`,
  };
}
