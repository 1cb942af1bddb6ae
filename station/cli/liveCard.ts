import { FACTORY_KEYS, sameKeysForAll } from '../../hardware/pcsc/cardKeys.ts';
import { openReaderProcess } from '../../hardware/pcsc/readerProcess.ts';
import { createRemotePcsc } from '../../hardware/pcsc/remotePcsc.ts';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import type { CardFault, CardReader } from '../../hardware/ports/cardReader.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { ReaderCondition } from '../../hardware/ports/condition.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import { readerOver } from '../composition.ts';
import type { Edition } from './edition.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';

/** Exit codes of `kiosk card` for what was found instead of a card that can be read; 2 is a command that is wrong. */
export const EXIT = {
  'no-service': 3,
  'no-reader': 4,
  'no-card': 5,
  'unknown-card': 6,
  'several-cards': 7,
  unreadable: 8,
} as const;

export interface LiveFault {
  readonly fault: keyof typeof EXIT;
  /** For people. */
  readonly detail: string;
}

export interface LiveCard {
  /** Name of a PC/SC reader, or its beginning. */
  readonly reader: string | undefined;
  /** Instead, or for its keys: the reader of a configuration. */
  readonly machine: ReturnType<Edition['readerOf']> | null;
  readonly waitMs: number;
}

/** Reads the card on a PC/SC reader of this machine. */
export async function readCardOnReader({ reader, machine, waitMs }: LiveCard): Promise<Result<CardFacts, LiveFault>> {
  const name = reader ?? machine?.name;
  const cardReader = readerOver(
    createRemotePcsc({ clock: systemClock, open: () => openReaderProcess(), ...(name === undefined ? {} : { reader: name }) }),
    { clock: systemClock, keys: machine?.keys ?? sameKeysForAll(FACTORY_KEYS), artificialCards: false },
  );
  return waitForCard({ cardReader, clock: systemClock, waitMs });
}

export interface WaitForCard {
  readonly cardReader: CardReader;
  readonly clock: Clock;
  /** For the reader and for a card on it, together. */
  readonly waitMs: number;
}

/** The first card that lies still long enough to be read. Starts the reader, and stops it in the end. */
export async function waitForCard({ cardReader, clock, waitMs }: WaitForCard): Promise<Result<CardFacts, LiveFault>> {
  const { promise, resolve } = Promise.withResolvers<Result<CardFacts, LiveFault>>();
  let online = false;
  const seconds = waitMs / 1_000;
  const timer = clock.setTimeout(() => {
    const detail = online ? `no card within ${seconds} s` : `no reader within ${seconds} s`;
    resolve(fail({ fault: online ? 'no-card' : 'no-reader', detail }));
  }, waitMs);
  cardReader.onEvent((event) => {
    switch (event.type) {
      case 'reader-online':
        online = true;
        break;
      case 'reader-offline':
        resolve(fail(offline(event.why)));
        break;
      case 'card-placed':
        cardReader.readCard().then(
          (read) => {
            if (read.ok) return resolve(ok(read.value));
            const fault = faultOf(read.error);
            // It was lifted again: the next one counts.
            if (fault !== 'no-card') resolve(fail({ fault, detail: `${WORDS[fault]}: ${read.error.detail}` }));
          },
          (cause: unknown) => resolve(fail({ fault: 'unreadable', detail: String(cause) })),
        );
        break;
      case 'card-removed':
        break;
    }
  });
  cardReader.start();
  const found = await promise;
  clock.clearTimeout(timer);
  await cardReader.stop();
  return found;
}

const WORDS = {
  'no-reader': 'the reader has gone',
  'unknown-card': 'a card that is not known here',
  'several-cards': 'more than one card',
  unreadable: 'the card cannot be read',
} as const;

const CONDITIONS: Readonly<Record<ReaderCondition, LiveFault>> = {
  'reader-service-absent': { fault: 'no-service', detail: 'the PC/SC service (pcscd) does not answer' },
  'reader-absent': { fault: 'no-reader', detail: 'the PC/SC service has no reader of this name' },
  'reader-driver-absent': { fault: 'no-reader', detail: 'nfc-pcsc was not built on this machine' },
  'reader-hangs': { fault: 'no-service', detail: 'the reader or the PC/SC service hangs' },
  'reader-in-use': { fault: 'no-reader', detail: 'another program holds the reader' },
  'reader-forbidden': { fault: 'no-reader', detail: 'the PC/SC service does not let this user use cards' },
};

function offline(why: ReaderCondition): LiveFault {
  const { fault, detail } = CONDITIONS[why];
  return { fault, detail: `${detail} (${errorCatalogue[why].code}; kiosk doctor says what mends it)` };
}

function faultOf({ kind }: CardFault): keyof typeof WORDS | 'no-card' {
  switch (kind) {
    case 'no-card':
    case 'brushed':
      return 'no-card';
    case 'unsupported':
      return 'unknown-card';
    case 'several':
      return 'several-cards';
    case 'reader-offline':
      return 'no-reader';
    case 'unreadable':
    case 'contradictory':
    case 'other-card':
    case 'not-writable':
    case 'no-credit':
      return 'unreadable';
  }
}
