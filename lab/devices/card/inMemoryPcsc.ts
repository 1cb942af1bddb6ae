import type { Clock } from '../../../hardware/ports/clock.ts';
import { type PcscEvent, type PcscFault, type PcscPort, transmitEach } from '../../../hardware/ports/pcsc.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';
import type { ReaderAnswer, SimulatedReader } from './simulatedReader.ts';

export interface InMemoryPcscParts {
  readonly clock: Clock;
  /** Milliseconds between a card's coming or going and its event; real services look every 400. Default 0. */
  readonly pollingMs?: number;
  /** Milliseconds after which a command without an answer is given up. Default 2000. */
  readonly transmitMs?: number;
  /** False: nothing is given up here; whoever started the process it stands for has a deadline. Default true. */
  readonly ownDeadline?: boolean;
  /** What the service calls the reader. */
  readonly name?: string;
  /** Milliseconds that the service needs to come back after it was given up. Default 500. */
  readonly recoveryMs?: number;
}

/** The PC/SC port over a simulated reader, without a process or a service in between. */
export interface InMemoryPcsc extends PcscPort {
  /** The reader's cable is pulled, or the service dies. */
  unplug(): void;
  /** @param as what the service calls it now; left out, as before */
  plugIn(as?: string): void;
}

const READER_NAME = 'Simulated contactless reader';
const TIMED_OUT = Symbol('timed out');

export function createInMemoryPcsc(reader: SimulatedReader, parts: InMemoryPcscParts): InMemoryPcsc {
  const { clock, pollingMs = 0, transmitMs = 2000, recoveryMs = 500, ownDeadline = true } = parts;
  let { name = READER_NAME } = parts;
  let listener: (event: PcscEvent) => void = () => undefined;
  let unwatch: (() => void) | null = null;
  let plugged = true;
  let connected = false;
  /** What was told last: a card comes and goes only between these. */
  let told: 'nothing' | 'reader' | 'card' = 'nothing';

  const running = (): boolean => unwatch !== null;

  /** Tells what lies between what was told and what is. */
  function report(): void {
    if (!running()) return;
    if (!plugged) {
      leave();
      return;
    }
    if (told === 'nothing') {
      told = 'reader';
      listener({ type: 'reader-attached', reader: name });
    }
  }

  function leave(): void {
    connected = false;
    if (told === 'card') listener({ type: 'card-absent' });
    if (told !== 'nothing') listener({ type: 'reader-detached', why: 'reader-absent' });
    told = 'nothing';
  }

  function reportCard(atr: Uint8Array | null): void {
    if (!running() || !plugged || told === 'nothing') return;
    if (told === 'card') {
      told = 'reader';
      listener({ type: 'card-absent' });
    }
    if (atr !== null) {
      told = 'card';
      listener({ type: 'card-present', atr });
    }
  }

  /** Card events come in their order, each `pollingMs` late. */
  function noticeCard(atr: Uint8Array | null): void {
    connected = false;
    clock.setTimeout(() => reportCard(atr), pollingMs);
  }

  /** What a dead reader process looks like from above: everything goes, and comes back after a while. */
  function recover(): void {
    leave();
    plugged = false;
    clock.setTimeout(() => plugIn(), recoveryMs);
  }

  function plugIn(as: string = name): void {
    if (plugged) return;
    name = as;
    plugged = true;
    report();
    if (reader.card !== null) noticeCard(reader.card.atr);
  }

  function transmitWithin(ms: number, command: Uint8Array): Promise<ReaderAnswer | typeof TIMED_OUT> {
    return new Promise((resolve, reject) => {
      const timer = ownDeadline ? clock.setTimeout(() => resolve(TIMED_OUT), ms) : null;
      const deliver = (answer: ReaderAnswer): void => {
        if (timer !== null) clock.clearTimeout(timer);
        resolve(answer);
      };
      reader.transmit(command, deliver).catch(reject);
    });
  }

  const transmit: PcscPort['transmit'] = async (command) => {
    if (!plugged) return fail({ kind: 'no-service', detail: 'the reader is away' });
    if (!connected) return fail({ kind: 'not-connected', detail: 'no connection to a card' });
    const answer = await transmitWithin(transmitMs, command);
    if (answer === TIMED_OUT) {
      recover();
      return fail({ kind: 'timed-out', detail: `no answer within ${transmitMs} ms` });
    }
    if (!plugged) return fail({ kind: 'no-service', detail: 'the reader went away' });
    if (answer.type === 'lost') {
      connected = false;
      return fail({ kind: 'card-lost', detail: 'empty answer' });
    }
    return ok(answer.bytes);
  };

  return {
    onEvent(next) {
      listener = next;
    },
    start() {
      if (running()) return;
      unwatch = reader.watch((card) => noticeCard(card?.atr ?? null));
      clock.setTimeout(() => {
        if (!running()) return;
        if (plugged) report();
        else listener({ type: 'reader-detached', why: 'reader-absent' });
      }, 0);
      if (reader.card !== null) noticeCard(reader.card.atr);
    },
    async connect(): Promise<Result<void, PcscFault>> {
      if (!plugged) return fail({ kind: 'no-service', detail: 'the reader is away' });
      if (reader.card === null) return fail({ kind: 'no-card', detail: 'no card on the reader' });
      reader.reset();
      connected = true;
      return ok();
    },
    transmit,
    transmitAll: (commands) => transmitEach(transmit, commands),
    async disconnect() {
      connected = false;
    },
    async stop() {
      unwatch?.();
      unwatch = null;
      connected = false;
      told = 'nothing';
    },
    unplug() {
      if (!plugged) return;
      plugged = false;
      report();
    },
    plugIn,
  };
}
