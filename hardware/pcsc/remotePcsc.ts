import type { Clock, Timer } from '../ports/clock.ts';
import type { ReaderCondition } from '../ports/condition.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import type { PcscEvent, PcscFault, PcscPort } from '../ports/pcsc.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import type { JsonChannel } from './jsonChannel.ts';
import { PCSC_LIMITS, type PcscLimits } from './pcscLimits.ts';
import { type PcscMessage, parsePcscMessage, type PcscRequest } from './pcscProtocol.ts';

export interface RemotePcscParts {
  readonly clock: Clock;
  /** Begins a new process or connection. Called again after each that ended. It may fail by closing the channel. */
  readonly open: () => JsonChannel;
  /** Name of the reader, or its beginning; left out, the first reader. */
  readonly reader?: string;
  readonly limits?: PcscLimits;
}

/** A request without its number. */
type Ask = PcscRequest extends infer Each ? (Each extends { id: number } ? Omit<Each, 'id'> : never) : never;
type Answer = Extract<PcscMessage, { id: number }>;

interface Waiting {
  readonly settle: (answer: Result<Answer, PcscFault>) => void;
  readonly timer: Timer;
}

/** Why a connection is refused that has nothing to do with the card. */
const CANNOT_BE_USED: ReadonlyMap<PcscFault['kind'], ReaderCondition> = new Map([
  ['in-use', 'reader-in-use'],
  ['forbidden', 'reader-forbidden'],
]);

/** A process of our own that was just ended may hold the reader for a moment more. Ours. */
const REFUSALS_BELIEVED = 2;

/** Signs of life without a reader after which a new process looks for it: 4 s after it left, then every 30 s. Ours. */
const FRESH_LOOK_PINGS = { soon: 2, later: 15 } as const;

/**
 * A PC/SC reader that belongs to another process, because the library that drives it can block for ever. The process
 * is ended and begun anew when it dies, says nonsense or keeps us waiting; meanwhile the reader counts as detached.
 */
export function createRemotePcsc({ clock, open, reader, limits = PCSC_LIMITS }: RemotePcscParts): PcscPort {
  let listener: (event: PcscEvent) => void = () => undefined;
  let running = false;
  let link: Link | null = null;
  let failures = 0;
  let restart: Timer | null = null;
  let nextPing: Timer | null = null;
  /** Signs of life since a reader was last there. */
  let pingsWithout = 0;
  /** Why the reader that is there cannot be used; what is heard of it meanwhile is told when it can be. */
  let refused: ReaderCondition | null = null;
  /** Connections in a row that were refused. */
  let refusals = 0;
  /** The reader that is there, by name, and the card that lies on it. */
  let attached: string | null = null;
  let lies: PcscEvent | null = null;
  /** A reader was there since the last fresh look. */
  let everAttached = false;
  /** The process was ended for such a look. */
  let freshLook = false;
  /** What was told last. */
  let told: 'nothing' | 'attached' | 'card' | ReaderCondition = 'nothing';

  /** Tells an event unless it is what was told last, and never a card without a reader. */
  function tell(event: PcscEvent): void {
    switch (event.type) {
      case 'reader-attached':
        if (told === 'attached' || told === 'card') return;
        told = 'attached';
        break;
      case 'reader-detached':
        if (told === event.why) return;
        if (told === 'card') tell({ type: 'card-absent' });
        told = event.why;
        break;
      case 'card-present':
        if (told === 'card') tell({ type: 'card-absent' });
        if (told !== 'attached') return;
        told = 'card';
        break;
      case 'card-absent':
        if (told !== 'card') return;
        told = 'attached';
        break;
    }
    listener(event);
  }

  function hear(event: PcscEvent): void {
    if (event.type === 'reader-detached') refused = null;
    if (refused === null) tell(event);
  }

  /** This machine must be the reader's only user: another user, or a refusal, is reported in place of passengers' cards. */
  function noteConnection(end: Result<Answer, PcscFault>): void {
    const why = end.ok ? undefined : CANNOT_BE_USED.get(end.error.kind);
    refusals = why === undefined ? 0 : refusals + 1;
    if (why === undefined) {
      if (refused === null) return;
      refused = null;
      if (attached !== null) tell({ type: 'reader-attached', reader: attached });
      if (lies !== null) tell(lies);
    } else if (refused === null && refusals >= REFUSALS_BELIEVED && attached !== null) {
      refused = why;
      tell({ type: 'reader-detached', why });
    }
  }

  /** Is it still refused? Asked while no passenger is served. */
  async function tryAgain(): Promise<void> {
    const connected = await connectNow();
    if (connected.ok) await ask({ do: 'disconnect' }, limits.disconnectMs);
  }

  async function connectNow(): Promise<Result<Answer, PcscFault>> {
    const connected = await ask({ do: 'connect' }, limits.connectMs);
    noteConnection(connected);
    return connected;
  }

  function begin(): void {
    restart = null;
    pingsWithout = 0;
    refusals = 0;
    freshLook = false;
    let said: ReaderCondition | null = null;
    const begun = createLink(clock, open(), {
      onEvent: (event) => {
        if (event.type === 'reader-attached') failures = 0;
        said = event.type === 'reader-detached' ? event.why : null;
        remember(event);
        hear(event);
      },
      onEnd: () => {
        if (link === begun) link = null;
        // A process that cannot do its work says why before it ends.
        // One that was ended to look afresh did not hang.
        if (running) again(freshLook ? 'reader-absent' : said === null || said === 'reader-absent' ? 'reader-hangs' : said);
      },
    });
    link = begun;
    begun.ask({ do: 'start', ...(reader === undefined ? {} : { reader }) }, limits.startMs).then(
      (started) => {
        if (started.ok && link === begun) watchOver(begun);
      },
      () => undefined,
    );
  }

  /** Asks for signs of life: a process that hangs while nobody needs it would otherwise be noticed too late. */
  function watchOver(watched: Link): void {
    nextPing = clock.setTimeout(() => {
      if (link !== watched) return;
      watched.ask({ do: 'ping' }, limits.pingMs).then(
        (alive) => {
          if (!alive.ok || link !== watched) return;
          if (refused !== null) tryAgain().catch(() => undefined);
          else if (attached === null && !lookElsewhere()) {
            // The service answers, and no reader of the name has come in all this time.
            tell({ type: 'reader-detached', why: 'reader-absent' });
          }
          if (link === watched) watchOver(watched);
        },
        () => undefined,
      );
    }, limits.pingEveryMs);
  }

  /**
   * The library never tells of a reader that came back at once under its old name: one that is missing is looked for by a new
   * process, soon after it left and then now and then.
   * @returns whether a new process is begun
   */
  function lookElsewhere(): boolean {
    pingsWithout += 1;
    if (pingsWithout % (everAttached ? FRESH_LOOK_PINGS.soon : FRESH_LOOK_PINGS.later) !== 0) return false;
    everAttached = false;
    freshLook = true;
    link?.end('it is begun again to look for the reader');
    return true;
  }

  function remember(event: PcscEvent): void {
    switch (event.type) {
      case 'reader-attached':
        attached = event.reader;
        everAttached = true;
        pingsWithout = 0;
        break;
      case 'reader-detached':
        attached = null;
        lies = null;
        break;
      case 'card-present':
        lies = event;
        break;
      case 'card-absent':
        lies = null;
    }
  }

  function again(why: ReaderCondition): void {
    remember({ type: 'reader-detached', why });
    refused = null;
    tell({ type: 'reader-detached', why });
    const pause = Math.min(limits.longestRestartMs, limits.restartMs * 2 ** failures);
    if (!freshLook) failures += 1;
    restart = clock.setTimeout(begin, pause);
  }

  async function ask(what: Ask, deadlineMs: number): Promise<Result<Answer, PcscFault>> {
    if (link === null) return fail({ kind: 'no-service', detail: 'the reader process is not there' });
    const answer = await link.ask(what, deadlineMs);
    if (!answer.ok || answer.value.ok) return answer;
    return fail({ kind: answer.value.kind, detail: answer.value.detail });
  }

  return {
    onEvent(next) {
      listener = next;
    },
    start() {
      if (running) return;
      running = true;
      begin();
    },
    async connect() {
      const connected = await connectNow();
      return connected.ok ? ok() : connected;
    },
    async transmit(command) {
      const answer = await ask({ do: 'transmit', apdu: toHex(command) }, limits.transmitMs);
      if (!answer.ok) return answer;
      const bytes = answer.value.ok ? fromHex(answer.value.apdu ?? '') : new Uint8Array();
      if (bytes.length < 2) return fail({ kind: 'card-lost', detail: 'an answer without status word' });
      return ok(bytes);
    },
    async transmitAll(commands) {
      const answer = await ask({ do: 'transmit-all', apdus: commands.map(toHex) }, limits.transmitMs);
      if (!answer.ok) return answer;
      const answers = answer.value.ok ? (answer.value.apdus ?? []).map(fromHex) : [];
      if (answers.length === 0 || answers.length > commands.length || answers.some((bytes) => bytes.length < 2)) {
        return fail({ kind: 'card-lost', detail: 'an answer without status word' });
      }
      return ok(answers);
    },
    async disconnect() {
      if (link !== null) await ask({ do: 'disconnect' }, limits.disconnectMs);
    },
    async stop() {
      running = false;
      for (const timer of [restart, nextPing]) if (timer !== null) clock.clearTimeout(timer);
      restart = null;
      nextPing = null;
      link?.end('stopped');
      told = 'nothing';
    },
  };
}

/** One process or connection, from its beginning to its end. */
interface Link {
  ask(what: Ask, deadlineMs: number): Promise<Result<Answer, PcscFault>>;
  end(reason: string): void;
}

interface LinkListener {
  readonly onEvent: (event: PcscEvent) => void;
  readonly onEnd: () => void;
}

function createLink(clock: Clock, channel: JsonChannel, { onEvent, onEnd }: LinkListener): Link {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: string | null = null;

  function settle(id: number, answer: Result<Answer, PcscFault>): boolean {
    const request = waiting.get(id);
    if (request === undefined) return false;
    waiting.delete(id);
    clock.clearTimeout(request.timer);
    request.settle(answer);
    return true;
  }

  function end(reason: string): void {
    if (ended !== null) return;
    ended = reason;
    channel.close();
    for (const id of waiting.keys()) settle(id, fail({ kind: 'no-service', detail: `the reader process has gone: ${reason}` }));
    onEnd();
  }

  channel.onMessage((value) => {
    if (ended !== null) return;
    const message = parsePcscMessage(value);
    if (message === null) return end('it spoke another language');
    if ('event' in message) return onEvent(toEvent(message));
    if (!settle(message.id, ok(message))) end('it answered what was not asked');
  });
  channel.onClose(end);

  return {
    ask(what, deadlineMs) {
      if (ended !== null) return Promise.resolve(fail({ kind: 'no-service', detail: ended }));
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const timer = clock.setTimeout(() => {
          settle(id, fail({ kind: 'timed-out', detail: `no answer to ${what.do} within ${deadlineMs} ms` }));
          end(`it did not answer ${what.do}`);
        }, deadlineMs);
        waiting.set(id, { settle: resolve, timer });
        channel.post({ id, ...what });
      });
    },
    end,
  };
}

function toEvent(message: Extract<PcscMessage, { event: string }>): PcscEvent {
  switch (message.event) {
    case 'reader-attached':
      return { type: message.event, reader: message.reader };
    case 'card-present':
      return { type: message.event, atr: fromHex(message.atr) };
    case 'reader-detached':
      return { type: message.event, why: message.why };
    case 'card-absent':
      return { type: message.event };
  }
}
