import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Writes one line without its end. @throws Error when it cannot take the line now */
export type WriteLine = (line: string) => void;

/**
 * A log that its machine can lose: the reader of the other end may be closed, full or gone. What could not be written is counted
 * and said when something can be written again. Never throws, and never waits.
 */
export function createLogSink(prefix: string, write: WriteLine = openStandardError()): (line: string) => void {
  let dropped = 0;
  return (line) => {
    try {
      if (dropped > 0) write(`${prefix}${dropped} lines of this log were lost before this one\n`);
      dropped = 0;
      write(`${prefix}${line}\n`);
    } catch {
      dropped += 1;
    }
  };
}

/** Bytes of log that may wait where the kernel cannot be asked to refuse at once: some hundred lines. */
const MOST_WAITING = 65_536;

/**
 * The process's standard error, as one that refuses at once. An own opening of it does so where it is a pipe, a file or a terminal; a
 * socket (systemd's journal) cannot be opened anew, and Node never waits for one.
 */
function openStandardError(): WriteLine {
  // An error that nobody hears ends the process.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let file: number | null = reopen();
  return (line) => {
    if (file !== null) {
      try {
        writeSync(file, line);
        return;
      } catch (cause) {
        // Full: it may be read again. Anything else is no longer what was opened.
        if ((cause as NodeJS.ErrnoException).code === 'EAGAIN') throw cause;
        closeSync(file);
        file = null;
      }
    }
    const { stderr } = process;
    if (!stderr.writable || stderr.writableLength > MOST_WAITING) throw new Error('standard error takes nothing');
    stderr.write(line);
  };
}

function reopen(): number | null {
  try {
    return openSync('/proc/self/fd/2', constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}
