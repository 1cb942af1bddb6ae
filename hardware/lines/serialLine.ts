import { SerialPort } from 'serialport';
import type { ByteTransport, LineFault } from '../ports/byteTransport.ts';
import { fail, ok, type Result } from '../ports/result.ts';

export interface SerialLineOptions {
  /** e.g. `/dev/ttyUSB0`; a stable name under `/dev/serial/by-id` is better. */
  readonly path: string;
  /** Default 9600, as SSP starts (GA138). */
  readonly baudRate?: number;
  /** Default 8. */
  readonly dataBits?: 7 | 8;
  /** Default none. */
  readonly parity?: 'none' | 'even' | 'odd';
  /** Default 2: SSP is 8N2 (GA138). */
  readonly stopBits?: 1 | 2;
}

/**
 * A serial port of the operating system. Locked: nobody else opens it meanwhile. Opening it again closes it first,
 * which also drops what an earlier talk left in its buffers. A port that cannot set its modem lines (a pty) is fine;
 * one whose far end has died may say nothing until something is written.
 */
export function createSerialLine(options: SerialLineOptions): ByteTransport {
  let deliver: (bytes: Uint8Array) => void = () => undefined;
  let lose: (fault: LineFault) => void = () => undefined;
  let port: SerialPort | null = null;

  /** A port that has been put away delivers nothing any more. */
  const lost = (dying: SerialPort, cause: unknown): void => {
    if (port !== dying) return;
    port = null;
    if (dying.isOpen) dying.close(() => undefined);
    lose({ kind: 'line-lost', detail: cause instanceof Error ? cause.message : 'the port was closed' });
  };

  const putAway = (): Promise<void> => {
    const closing = port;
    port = null;
    if (closing === null || !closing.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      // A port that cannot be closed properly is gone all the same.
      closing.close(() => resolve());
    });
  };

  return {
    async open() {
      await putAway();
      const opened = await openPort(options);
      if (!opened.ok) return opened;
      const next = opened.value;
      port = next;
      next.on('data', (bytes: Buffer) => {
        if (port === next) deliver(new Uint8Array(bytes));
      });
      next.on('error', (cause) => lost(next, cause));
      next.on('close', (cause: unknown) => lost(next, cause));
      return ok();
    },
    write(bytes) {
      const current = port;
      // Failures come as an error event as well, or only there, or only here.
      current?.write(Buffer.from(bytes), (cause) => {
        if (cause !== null && cause !== undefined) lost(current, cause);
      });
    },
    onData(listener) {
      deliver = listener;
    },
    onLost(listener) {
      lose = listener;
    },
    close: putAway,
  };
}

function openPort(options: SerialLineOptions): Promise<Result<SerialPort, LineFault>> {
  const { path, baudRate = 9_600, dataBits = 8, parity = 'none', stopBits = 2 } = options;
  return new Promise((resolve) => {
    const absent = (cause: unknown): void =>
      resolve(fail({ kind: 'line-absent', detail: cause instanceof Error ? cause.message : String(cause) }));
    try {
      const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, lock: true, autoOpen: false });
      port.open((cause) => {
        if (cause !== null) {
          absent(cause);
          return;
        }
        // Bytes that arrived before anybody listened belong to an earlier conversation. A pty refuses to set modem lines.
        port.flush(() => port.set({ dtr: true, rts: true }, () => resolve(ok(port))));
      });
    } catch (cause) {
      // The library throws for settings that it does not know.
      absent(cause);
    }
  });
}
