/**
 * The parts of nfc-pcsc 0.8.1 and of the pcsclite reader beneath it that this project uses. The package has no types.
 */
declare module 'nfc-pcsc' {
  import type { EventEmitter } from 'node:events';

  export class NFC extends EventEmitter {
    on(event: 'reader', listener: (reader: Reader) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    close(): void;
  }

  export class Reader extends EventEmitter {
    /** The reader of `@pokusew/pcsclite`. */
    readonly reader: PcscliteReader;
    readonly name: string;
    autoProcessing: boolean;
    /** `transmit` refuses to work while one of these is null. */
    card: { atr?: Buffer } | null;
    connection: { type: number; protocol: number } | null;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'end', listener: () => void): this;
    /** Resolves with an empty buffer when the card leaves; throws at once without card and connection. */
    transmit(data: Buffer, responseMaxLength: number): Promise<Buffer>;
  }

  export interface PcscliteReader extends EventEmitter {
    readonly SCARD_SHARE_EXCLUSIVE: number;
    readonly SCARD_PROTOCOL_T0: number;
    readonly SCARD_PROTOCOL_T1: number;
    readonly SCARD_STATE_PRESENT: number;
    readonly SCARD_RESET_CARD: number;
    readonly SCARD_LEAVE_CARD: number;
    readonly connected: boolean;
    on(event: 'status', listener: (status: { state: number; atr?: Buffer }) => void): this;
    connect(options: { share_mode: number; protocol: number }, callback: (error: Error | null, protocol?: number) => void): void;
    disconnect(disposition: number, callback: (error: Error | null) => void): void;
  }
}
