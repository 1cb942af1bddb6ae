import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveUnixSocket, type UnixServer } from '../devices/wire/unixServer.ts';
import { lineChannel } from '../devices/wire/lineChannel.ts';
import { servePcsc } from '../../hardware/pcsc/servePcsc.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { Random } from '../../hardware/ports/random.ts';
import { serveAuxiliaries } from '../devices/auxiliaries/remoteAuxiliaries.ts';
import { SimulatedAuxiliaries } from '../devices/auxiliaries/simulatedAuxiliaries.ts';
import { damagedDockCards } from '../devices/card/damagedCards.ts';
import { dockCards } from '../devices/card/preparedCards.ts';
import { servePrinter } from '../devices/printer/remotePrinter.ts';
import { SimulatedPrinter } from '../devices/printer/simulatedPrinter.ts';
import type { DockState } from '../../link/dock.ts';
import { openFaultyDoor } from '../world/faultyDoor.ts';
import { seedOf } from '../world/preparedIssuer.ts';
import { Bench } from './bench.ts';
import { benchSockets, issuerSeedIn } from './benchSockets.ts';
import { BenchReader } from './benchReader.ts';
import { BenchValidator } from './benchValidator.ts';
import { serveLine } from './serveLine.ts';

export interface BenchSetUp {
  /** Where the parts' unix sockets are made; it must exist. */
  readonly folder: string;
  /** `pcscd`: the cards lie behind the system's real PC/SC service, and there is no `reader.sock`. */
  readonly cardBehind: 'reader' | 'pcscd';
  /** Where the image of every card that is taken away is left, as `ID.bin`; left out, nowhere. */
  readonly cardsFolder?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly onState: (state: DockState) => void;
}

export interface RunningBench extends Pick<Bench, 'carryOut' | 'state'> {
  /** Ends every connection and forgets the parts. */
  close(): Promise<void>;
}

/** Lays the parts out and puts each behind its socket. @throws Error when a socket cannot be made. */
export async function setUpBench({ folder, cardBehind, cardsFolder, clock, random, onState }: BenchSetUp): Promise<RunningBench> {
  const acceptor = new BenchValidator(clock, random);
  const madeAtMs = clock.wallMs();
  const prepared = dockCards(madeAtMs);
  const damaged = damagedDockCards(madeAtMs).map((card) => ({ ...card, group: 'damaged' as const }));
  const cards = new BenchReader(clock, [...prepared, ...damaged], (id, image) => {
    if (cardsFolder !== undefined) leaveImage(cardsFolder, id, image);
  });
  const printer = new SimulatedPrinter(clock);
  const auxiliaries = new SimulatedAuxiliaries();
  const sockets = benchSockets(folder);
  await writeFile(issuerSeedIn(folder), JSON.stringify(seedOf(prepared, madeAtMs)), { mode: 0o600 });
  const network = await openFaultyDoor({ issuer: { kind: 'socket', path: sockets.issuerHost }, socketPath: sockets.issuer, clock });
  const servers: Pick<UnixServer, 'close'>[] = [
    network,
    await serveLine(sockets.validator, acceptor),
    await servePrinter(sockets.printer, printer),
    await serveAuxiliaries(sockets.auxiliaries, auxiliaries),
  ];
  if (cardBehind === 'pcscd') cards.putBehindService();
  else servers.push(await serveUnixSocket(sockets.reader, (socket) => servePcsc(() => cards.openPort(), lineChannel(socket))));

  const bench = new Bench({ acceptor, cards, printer, auxiliaries, network: network.wire, clock, onState });
  bench.start();
  return {
    carryOut: (command) => bench.carryOut(command),
    state: () => bench.state(),
    close: async () => {
      bench.stop();
      for (const server of servers) await server.close();
    },
  };
}

/** For people and tests who want to see what a machine wrote: `kiosk card --image`. Its readers find all of it or none. */
function leaveImage(folder: string, id: string, image: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${id}.bin`);
  writeFileSync(`${path}.part`, image);
  renameSync(`${path}.part`, path);
}
