import { SerialPort } from 'serialport';
import type { ByteTransport, LineFault } from '../ports/byteTransport.ts';
import { fail, ok } from '../ports/result.ts';

export interface SerialLineOptions {
  /** The device, e.g. `/dev/ttyUSB0`. */
  readonly path: string;
  readonly baudRate: number;
  readonly stopBits: 1 | 2;
  readonly parity?: 'none' | 'even';
}

/**
 * A real serial line, locked for this process. A line whose far end died may stay silent for ever: whoever speaks over it
 * needs a reply time-out. Loss is told as soon as the system knows of it (often only at the next write).
 */
export function createSerialLine(options: SerialLineOptions): ByteTransport {
  const { path, baudRate, stopBits, parity = 'none' } = options;
  let port: SerialPort | null = null;
  let hear: (bytes: Uint8Array) => void = () => undefined;
  let tellLost: (fault: LineFault) => void = () => undefined;

  /** Told once per loss: an error on writing is followed by a close, which some systems report twice. */
  const lose = (lost: SerialPort, detail: string): void => {
    if (port !== lost) return;
    port = null;
    if (lost.isOpen) lost.close(() => undefined);
    tellLost({ kind: 'line-lost', detail });
  };

  const close = (): Promise<void> => {
    const closing = port;
    port = null;
    if (closing === null || !closing.isOpen) return Promise.resolve();
    return new Promise((resolve) => closing.close(() => resolve()));
  };

  return {
    open: async () => {
      await close();
      const opening = new SerialPort({ path, baudRate, dataBits: 8, stopBits, parity, lock: true, autoOpen: false });
      opening.on('data', (chunk: Buffer) => {
        if (port === opening) hear(chunk);
      });
      opening.on('error', (cause: Error) => lose(opening, cause.message));
      opening.on('close', () => lose(opening, `${path} was closed`));
      return new Promise((resolve) => {
        opening.open((cause) => {
          if (cause !== null) {
            resolve(fail({ kind: 'line-absent', detail: cause.message }));
            return;
          }
          port = opening;
          resolve(ok());
        });
      });
    },
    write: (bytes) => {
      const writing = port;
      writing?.write(Buffer.from(bytes), (cause) => {
        if (cause instanceof Error) lose(writing, cause.message);
      });
    },
    onData: (listener) => {
      hear = listener;
    },
    onLost: (listener) => {
      tellLost = listener;
    },
    close,
  };
}
