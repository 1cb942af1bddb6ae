import { createSerialLine } from '../hardware/lines/serialLine.ts';
import { createTcpLine } from '../hardware/lines/tcpLine.ts';
import type { ByteTransport } from '../hardware/ports/byteTransport.ts';
import type { Clock } from '../hardware/ports/clock.ts';
import { type EscposConfig, PRINTER_PORT } from './config.ts';

/** The fastest that every printer with a serial line can be set to (ours): a slip has 80 kB, which 9,600 baud carry in 80 s. */
export const PRINTER_BAUD = 115_200;

/** The line to a slip printer; a serial one has 8 data bits, no parity and 1 stop bit, as such printers are delivered. */
export function createPrinterLine(
  { path, baudRate = PRINTER_BAUD, host = '', port = PRINTER_PORT }: EscposConfig,
  clock: Clock,
): ByteTransport {
  return path === undefined ? createTcpLine({ host, port, clock }) : createSerialLine({ path, baudRate, stopBits: 1 });
}
