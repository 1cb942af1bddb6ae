import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { easyCardClassic } from '../../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { ipassSynthetic } from '../../hardware/card-profiles/ipass-synthetic/ipassSynthetic.ts';
import { openBenchSocket } from '../../lab/devices/wire/benchSocket.ts';
import { FACTORY_KEYS, sameKeysForAll } from '../../hardware/pcsc/cardKeys.ts';
import { createCardReader } from '../../hardware/pcsc/cardReader.ts';
import { lineChannel } from '../../lab/devices/wire/lineChannel.ts';
import { PCSC_LIMITS, type PcscLimits } from '../../hardware/pcsc/pcscLimits.ts';
import { openReaderProcess } from '../../hardware/pcsc/readerProcess.ts';
import { createRemotePcsc } from '../../hardware/pcsc/remotePcsc.ts';
import { servePcsc } from '../../hardware/pcsc/servePcsc.ts';
import type { CardReader, CardReaderEvent } from '../../hardware/ports/cardReader.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { ReaderCondition } from '../../hardware/ports/condition.ts';
import type { PcscPort } from '../../hardware/ports/pcsc.ts';
import { createInMemoryPcsc } from '../../lab/devices/card/inMemoryPcsc.ts';
import type { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';
import { VirtualCard } from '../../lab/devices/card/virtualCard.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { type Pcscd, startPcscd } from '../../lab/speed/pcscd.ts';

/** A card reader of the kiosk over some PC/SC port, with a simulated card at the far end. */
export interface CardReaderRig extends StartedCardReader {
  readonly reader: SimulatedReader;
  /** Lets time go on until `work` is done. */
  readonly run: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Lays a card down and waits until the card reader has told of it. */
  place(card: SimulatedCard): Promise<void>;
  /** Takes the card away, if a fault has not, and waits until the card reader has told of it. */
  remove(): Promise<void>;
  /** What lies below the card reader goes away, and comes back. */
  readonly breakDown: () => Promise<void>;
  readonly repair: () => Promise<void>;
  stop(): Promise<void>;
}

/** With the real service: signals end or freeze the reader process, or the service itself. */
export interface ReaderProcessRig extends CardReaderRig {
  signalReaderProcess(signal: NodeJS.Signals): void;
  signalService(signal: NodeJS.Signals): void;
}

/** Deadlines of seconds would only make tests slow; everything here answers within a few milliseconds. */
const LIMITS: PcscLimits = {
  ...PCSC_LIMITS,
  connectMs: 1_000,
  transmitMs: 400,
  pingEveryMs: 300,
  pingMs: 500,
  restartMs: 50,
  longestRestartMs: 400,
};

interface Below {
  readonly clock: Clock;
  readonly pcsc: PcscPort;
  readonly reader: SimulatedReader;
  readonly run: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly breakDown: () => Promise<void>;
  readonly repair: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A card reader of the kiosk that has been started and has found its reader. */
export interface StartedCardReader {
  readonly cardReader: CardReader;
  /**
   * Waits for the next event of this type (and reason) that nobody has waited for yet. @returns it, after those passed over.
   */
  readonly told: (type: CardReaderEvent['type'], why?: ReaderCondition) => Promise<readonly CardReaderEvent[]>;
}

/** `run`: lets time go on until something is done. */
export async function cardReaderOver(
  pcsc: PcscPort,
  clock: Clock = systemClock,
  run: Below['run'] = (work) => work,
): Promise<StartedCardReader> {
  const profiles = [easyCardClassic, ipassSynthetic];
  const cardReader = createCardReader({ pcsc, clock, keys: sameKeysForAll(FACTORY_KEYS), profiles, artificialCards: true });
  const events: CardReaderEvent[] = [];
  let wake = (): void => undefined;
  cardReader.onEvent((event) => {
    events.push(event);
    wake();
  });

  async function told(type: CardReaderEvent['type'], why?: ReaderCondition): Promise<readonly CardReaderEvent[]> {
    for (;;) {
      const index = events.findIndex((event) => event.type === type && (why === undefined || ('why' in event && event.why === why)));
      if (index !== -1) return events.splice(0, index + 1);
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await run(promise);
    }
  }

  cardReader.start();
  await told('reader-online');
  return { cardReader, told };
}

async function rigOver(below: Below): Promise<CardReaderRig> {
  const { clock, pcsc, reader, run } = below;
  const { cardReader, told } = await cardReaderOver(pcsc, clock, run);
  return {
    cardReader,
    reader,
    run,
    told,
    async place(card) {
      reader.place(card);
      await told('card-placed');
    },
    async remove() {
      reader.remove();
      await told('card-removed');
    },
    breakDown: below.breakDown,
    repair: below.repair,
    async stop() {
      await run(cardReader.stop());
      await below.stop();
    },
  };
}

/** No process, no service, virtual time. */
export function inMemoryRig(): Promise<CardReaderRig> {
  const clock = new VirtualClock();
  const reader = new SimulatedReader({ clock });
  const pcsc = createInMemoryPcsc(reader, { clock, pollingMs: 400 });
  return rigOver({
    clock,
    pcsc,
    reader,
    run: (work) => clock.resolve(work),
    breakDown: async () => pcsc.unplug(),
    repair: async () => pcsc.plugIn(),
    stop: async () => undefined,
  });
}

/** The simulated reader in another place, over a unix-domain socket. */
export async function benchSocketRig(): Promise<CardReaderRig> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = join(folder, 'bench.sock');
  const reader = new SimulatedReader({ clock: systemClock });
  const openPort = (): PcscPort => createInMemoryPcsc(reader, { clock: systemClock, pollingMs: 5 });
  let server = await serve(path, openPort);
  return rigOver({
    clock: systemClock,
    pcsc: createRemotePcsc({ clock: systemClock, open: () => openBenchSocket(path), limits: LIMITS }),
    reader,
    run: (work) => work,
    breakDown: () => server.close(),
    repair: async () => {
      server = await serve(path, openPort);
    },
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Serves a reader on a socket; closing it also hangs up on whoever is connected. */
async function serve(path: string, openPort: () => PcscPort): Promise<{ close(): Promise<void> }> {
  const channels: ReturnType<typeof lineChannel>[] = [];
  const server = createServer((socket) => {
    const channel = lineChannel(socket);
    channels.push(channel);
    servePcsc(openPort, channel);
  }).listen(path);
  await once(server, 'listening');
  return {
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const channel of channels) channel.close();
      await closed;
    },
  };
}

/** The real pcscd with its virtual reader, the real nfc-pcsc in its own process. */
export async function pcscdRig(): Promise<ReaderProcessRig> {
  let pcscd: Pcscd | null = await startPcscd();
  let readerProcess: number | null = null;
  const reader = new SimulatedReader({ clock: systemClock });
  const virtualCard = new VirtualCard({ reader, clock: systemClock });
  const open = (): ReturnType<typeof openReaderProcess> =>
    openReaderProcess({
      onSpawn: (pid) => {
        readerProcess = pid;
      },
    });
  const rig = await rigOver({
    clock: systemClock,
    pcsc: createRemotePcsc({ clock: systemClock, open, reader: 'Virtual PCD', limits: LIMITS }),
    reader,
    run: (work) => work,
    breakDown: async () => {
      await pcscd?.stop('SIGKILL');
      pcscd = null;
    },
    repair: async () => {
      pcscd = await startPcscd();
    },
    stop: async () => {
      virtualCard.stop();
      await pcscd?.stop();
    },
  });
  return {
    ...rig,
    signalReaderProcess(signal) {
      if (readerProcess !== null) process.kill(readerProcess, signal);
    },
    signalService(signal) {
      if (pcscd !== null) process.kill(pcscd.pid, signal);
    },
  };
}
