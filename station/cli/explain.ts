import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { type Explained, explainLine, faultyLine, LONGEST_LINE } from '../../machines/rules/explain.ts';
import { type TextLine, TextLines } from './textLines.ts';

/** Bytes read at once: enough for a few hundred questions. */
const CHUNK = 256 * 1024;

/**
 * Asks the rules: one JSON question per line on stdin, or in `--file`; one JSON answer per line on stdout, in the same
 * order (explain contract, rulebook section 11). Empty lines are passed over. A line that is no question is answered
 * in its place by an object with `error` and its number.
 * @returns 0, or 1 when a line could not be answered
 */
export async function explain(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { file: { type: 'string' } } });
  const input = values.file === undefined ? process.stdin : createReadStream(values.file, { highWaterMark: CHUNK });
  return explainStream(input, process.stdout);
}

/**
 * Reads no faster than the answers are taken. When nobody takes them any more (`kiosk explain | head`) it ends in peace.
 * @returns 0, or 1 when a line could not be answered
 */
export async function explainStream(input: AsyncIterable<Buffer>, output: Writable): Promise<number> {
  const lines = new TextLines(LONGEST_LINE);
  const failed: { cause?: Error } = {};
  output.on('error', (cause) => {
    failed.cause ??= cause;
  });
  let exitCode = 0;
  const answer = async (these: Iterable<TextLine>): Promise<void> => {
    const explained = Array.from(these, explainedLine).filter((one) => one !== null);
    if (explained.length === 0 || failed.cause !== undefined) return;
    if (explained.some(({ ok }) => !ok)) exitCode = 1;
    const flows = output.write(explained.map(({ text }) => `${text}\n`).join(''));
    // Rejects when the output fails meanwhile; the listener above has the cause.
    if (!flows) await once(output, 'drain').catch(() => undefined);
  };
  for await (const bytes of input) {
    await answer(lines.next(bytes));
    if (failed.cause !== undefined) break;
  }
  await answer(lines.end());
  if (failed.cause !== undefined && !isBrokenPipe(failed.cause)) throw failed.cause;
  return exitCode;
}

/** null for a line of nothing but space. */
function explainedLine(line: TextLine): Explained | null {
  if ('fault' in line) return faultyLine(line.fault, line.number);
  return line.text.trim() === '' ? null : explainLine(line.text, line.number);
}

function isBrokenPipe(cause: Error): boolean {
  return 'code' in cause && cause.code === 'EPIPE';
}
