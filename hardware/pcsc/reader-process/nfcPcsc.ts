import type { NFC, Reader } from 'nfc-pcsc';
import { type PcscEvent, type PcscFault, type PcscPort, transmitEach } from '../../ports/pcsc.ts';
import { fail, ok, type Result } from '../../ports/result.ts';
import { knockAtService } from './serviceProbe.ts';

/** Why this process is of no more use. The library does not recover: the process ends and another begins. */
export type Unfit = 'no-service' | 'service-mute' | 'no-library' | 'service-lost' | 'reader-stuck';

export interface NfcPcscParts {
  /** Name of the reader, or its beginning; undefined: the first reader. */
  readonly reader: string | undefined;
  readonly onUnfit: (why: Unfit) => void;
}

/** Bytes of a short answer APDU. */
const LONGEST_ANSWER = 258;
/** pcscd counts comings and goings of a reader's card in the upper half of its state. */
const EVENT_COUNTER_SHIFT = 16;

/**
 * The PC/SC port over nfc-pcsc. Of the library we use what it finds and its transmit; connecting we do ourselves on
 * the reader beneath it, because the library shares the card with other programs and connects when it likes.
 *
 * Has no deadlines: whoever started this process has, and ends it.
 */
export function createNfcPcsc({ reader: wanted, onUnfit }: NfcPcscParts): PcscPort {
  let listener: (event: PcscEvent) => void = () => undefined;
  let nfc: NFC | null = null;
  /** Every reader that is there, and what was last heard of it. The one in use may leave while another lies ready. */
  const found = new Map<Reader, { state: number; atr: Buffer | undefined } | null>();
  let device: Reader | null = null;
  /** pcscd's count of events when the card was last told, or null while none lies there. */
  let cardCount: number | null = null;
  /** The card did not answer in this connection. */
  let lost = false;

  async function watch(): Promise<void> {
    const service = await knockAtService();
    if (service !== 'up') return onUnfit(service === 'full' ? 'service-mute' : 'no-service');
    let Library: typeof NFC;
    try {
      ({ NFC: Library } = await import('nfc-pcsc'));
    } catch {
      return onUnfit('no-library');
    }
    nfc = new Library();
    nfc.on('error', () => onUnfit('service-lost'));
    nfc.on('reader', meet);
  }

  function meet(reader: Reader): void {
    // First of all: an error nobody listens to ends the process.
    reader.on('error', () => onUnfit('service-lost'));
    reader.autoProcessing = false;
    // This listener of the library connects to every card on every reader, shared.
    reader.reader.removeAllListeners('status');
    if (wanted !== undefined && !reader.name.startsWith(wanted)) return;
    found.set(reader, null);
    reader.reader.on('status', ({ state, atr }) => {
      found.set(reader, { state, atr });
      onStatus(reader, state, atr);
    });
    reader.on('end', () => {
      found.delete(reader);
      if (device !== reader) return;
      device = null;
      cardGone();
      listener({ type: 'reader-detached', why: 'reader-absent' });
      adopt();
    });
    adopt();
  }

  /** Takes the first reader that is there, when none is in use: a spare, too, that was plugged in before the old one was pulled. */
  function adopt(): void {
    const [next] = found;
    if (device !== null || next === undefined) return;
    const [reader, heard] = next;
    device = reader;
    listener({ type: 'reader-attached', reader: reader.name });
    if (heard !== null) onStatus(reader, heard.state, heard.atr);
  }

  function onStatus(from: Reader, state: number, atr: Buffer | undefined): void {
    if (from !== device) return;
    const present = (state & from.reader.SCARD_STATE_PRESENT) !== 0;
    const count = state >>> EVENT_COUNTER_SHIFT;
    if (!present) return cardGone();
    if (count === cardCount) return;
    // Another card may have been laid down so quickly that both changes came as one.
    cardGone();
    cardCount = count;
    listener({ type: 'card-present', atr: Uint8Array.from(atr ?? []) });
  }

  function cardGone(): void {
    if (cardCount === null) return;
    cardCount = null;
    if (device !== null) device.connection = null;
    listener({ type: 'card-absent' });
  }

  function connectExclusively(to: Reader): Promise<Result<void, PcscFault>> {
    const { reader } = to;
    const options = { share_mode: reader.SCARD_SHARE_EXCLUSIVE, protocol: reader.SCARD_PROTOCOL_T0 | reader.SCARD_PROTOCOL_T1 };
    return new Promise((resolve) => {
      reader.connect(options, (error, protocol) => {
        if (error !== null || protocol === undefined) return resolve(fail(faultOf(error)));
        to.card = {};
        lost = false;
        to.connection = { type: options.share_mode, protocol };
        resolve(ok());
      });
    });
  }

  /**
   * Resetting powers the card anew: whatever it refused before, it listens again. Not one that has left: pcscd would note
   * that there is none, and, if it is back before pcscd looks for itself, go on believing so for as long as it lies there.
   */
  function letGo(of: Reader): Promise<void> {
    of.connection = null;
    return new Promise((resolve) => {
      if (!of.reader.connected) return resolve();
      of.reader.disconnect(lost ? of.reader.SCARD_LEAVE_CARD : of.reader.SCARD_RESET_CARD, (error) => {
        // A handle that cannot be given back would be used again for the next card.
        if (error !== null) onUnfit('reader-stuck');
        resolve();
      });
    });
  }

  const transmit: PcscPort['transmit'] = async (command) => {
    if (device?.connection === null || device === null) return fail({ kind: 'not-connected', detail: 'no connection to a card' });
    try {
      const answer = await device.transmit(Buffer.from(command), LONGEST_ANSWER);
      if (answer.length >= 2) return ok(Uint8Array.from(answer));
      lost = true;
      return fail({ kind: 'card-lost', detail: 'empty answer' });
    } catch (error) {
      lost = true;
      // The service never says whether the card had heard it.
      return fail({ kind: 'card-lost', detail: textOf(error) });
    }
  };

  return {
    onEvent(next) {
      listener = next;
    },
    start() {
      watch().catch(() => onUnfit('service-lost'));
    },
    async connect() {
      if (device === null) return fail({ kind: 'no-reader', detail: 'no reader found' });
      await letGo(device);
      return connectExclusively(device);
    },
    transmit,
    transmitAll: (commands) => transmitEach(transmit, commands),
    async disconnect() {
      if (device !== null) await letGo(device);
    },
    async stop() {
      nfc?.close();
    },
  };
}

/** PC/SC error numbers (SCARD_E_… and SCARD_W_…) that say more than "it did not work". */
const FAULTS: ReadonlyMap<number, PcscFault['kind']> = new Map<number, PcscFault['kind']>([
  [0x8010_000b, 'in-use'] /* SHARING_VIOLATION */,
  [0x8010_0027, 'forbidden'] /* NO_ACCESS */,
  [0x8010_006a, 'forbidden'] /* SECURITY_VIOLATION: polkit, the action access_card */,
  [0x8010_000c, 'no-card'] /* NO_SMARTCARD */,
  [0x8010_0069, 'no-card'] /* REMOVED_CARD */,
  [0x8010_0009, 'no-reader'] /* UNKNOWN_READER */,
  [0x8010_0017, 'no-reader'] /* READER_UNAVAILABLE */,
  [0x8010_001d, 'no-service'] /* NO_SERVICE */,
  [0x8010_001e, 'no-service'] /* SERVICE_STOPPED */,
]);

function faultOf(error: Error | null): PcscFault {
  const detail = textOf(error);
  const number = /0x([0-9a-f]{8})/i.exec(detail)?.[1];
  const kind = number === undefined ? undefined : FAULTS.get(Number.parseInt(number, 16));
  return { kind: kind ?? 'card-lost', detail };
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  // The library hides the service's own words one level down.
  const cause = 'previous' in error && error.previous instanceof Error ? `: ${error.previous.message}` : '';
  return `${error.message}${cause}`;
}
