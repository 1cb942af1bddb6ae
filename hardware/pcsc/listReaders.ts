import { z } from 'zod';
import type { Clock, Timer } from '../ports/clock.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import type { JsonChannel } from './jsonChannel.ts';
import { openReaderProcess } from './readerProcess.ts';

const UNFIT = ['no-service', 'no-library', 'service-lost', 'mute'] as const;

const message = z.union([
  /** The service is there; the names of its readers follow. */
  z.strictObject({ listening: z.literal(true) }),
  z.strictObject({ reader: z.string().max(128) }),
  z.strictObject({ unfit: z.enum(UNFIT), detail: z.string() }),
]);

/** What the process that lists readers says. */
export type ReaderListMessage = z.infer<typeof message>;

/** Why the readers cannot be listed; `mute`: the service is there and says nothing. */
export interface ReaderListFault {
  readonly kind: (typeof UNFIT)[number];
  readonly detail: string;
}

/** Until the service has taken us in: as long as a reader process may take to start. Milliseconds (ours). */
const LISTENING_MS = 5_000;
/** A service that was started by our call looks for USB readers first. Milliseconds (ours). */
const FIRST_READER_MS = 2_500;
/** All readers that are known are named in one go. Milliseconds (ours). */
const NEXT_READER_MS = 300;

/**
 * The names of all PC/SC readers, asked for in a process of its own, because the library can block for ever. Connects
 * to no card. Ends within eight seconds.
 */
export function listReaders(
  clock: Clock,
  open: () => JsonChannel = () => openReaderProcess({ task: 'list' }),
): Promise<Result<readonly string[], ReaderListFault>> {
  return new Promise((resolve) => {
    const channel = open();
    const readers: string[] = [];
    let timer: Timer | null = null;
    const end = (result: Result<readonly string[], ReaderListFault>): void => {
      if (timer !== null) clock.clearTimeout(timer);
      timer = null;
      resolve(result);
      channel.close();
    };
    const within = (ms: number, then: () => Result<readonly string[], ReaderListFault>): void => {
      if (timer !== null) clock.clearTimeout(timer);
      timer = clock.setTimeout(() => end(then()), ms);
    };
    const listed = (): Result<readonly string[], ReaderListFault> => ok(readers);

    channel.onClose((reason) => end(fail({ kind: 'service-lost', detail: `the reader process has gone: ${reason}` })));
    channel.onMessage((value) => {
      const { data } = message.safeParse(value);
      if (data === undefined) return;
      if ('unfit' in data) return end(fail({ kind: data.unfit, detail: data.detail }));
      if ('listening' in data) return within(FIRST_READER_MS, listed);
      readers.push(data.reader);
      within(NEXT_READER_MS, listed);
    });
    within(LISTENING_MS, () => fail({ kind: 'mute', detail: `no answer within ${LISTENING_MS} ms` }));
  });
}
