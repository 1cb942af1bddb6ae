import { createSerialLine } from '../hardware/lines/serialLine.ts';
import type { ByteTransport } from '../hardware/ports/byteTransport.ts';
import type { ModbusConfig } from './config.ts';

/** The protocol's own speed (Modbus over serial line 1.02, 2.5.1). */
const BAUD_RATE = 19_200;

/** The line of a configured module. RTU has 11 bits a character: without parity a second stop bit makes them (2.5.1). */
export function openModbusLine({ path, baudRate = BAUD_RATE, parity = 'even' }: ModbusConfig): ByteTransport {
  return createSerialLine({ path, baudRate, parity, stopBits: parity === 'none' ? 2 : 1 });
}
