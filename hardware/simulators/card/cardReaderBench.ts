import { easyCardClassic } from '../../card-profiles/easycard-classic/easyCardClassic.ts';
import type { CardReader, CardReaderEvent } from '../../ports/cardReader.ts';
import { createCardReader } from '../../pcsc/cardReader.ts';
import { type CardKeys, FACTORY_KEYS, sameKeysForAll } from '../../pcsc/cardKeys.ts';
import { VirtualClock } from '../virtualClock.ts';
import type { CardCommand } from './cardCommand.ts';
import { createInMemoryPcsc, type InMemoryPcsc } from './inMemoryPcsc.ts';
import { SimulatedReader } from './simulatedReader.ts';

/** The real card driver on a simulated reader, in memory and in virtual time: the work bench of tests. */
export interface CardReaderBench {
  readonly clock: VirtualClock;
  readonly reader: SimulatedReader;
  readonly pcsc: InMemoryPcsc;
  readonly cardReader: CardReader;
  /** Everything the card reader has told, in order. */
  readonly events: CardReaderEvent[];
  /** Every command that reached the reader, in order. */
  readonly commands: CardCommand[];
  /** Runs virtual time until `work` is done. */
  run<Value>(work: Promise<Value>): Promise<Value>;
}

export function cardReaderBench(keys: CardKeys = FACTORY_KEYS): CardReaderBench {
  const clock = new VirtualClock();
  const commands: CardCommand[] = [];
  const reader = new SimulatedReader({
    clock,
    onApdu: (command, phase) => {
      if (phase === 'before') commands.push(command);
    },
  });
  const pcsc = createInMemoryPcsc(reader, { clock });
  const cardReader = createCardReader({ pcsc, clock, keys: sameKeysForAll(keys), profiles: [easyCardClassic] });
  const events: CardReaderEvent[] = [];
  cardReader.onEvent((event) => events.push(event));
  cardReader.start();
  return { clock, reader, pcsc, cardReader, events, commands, run: (work) => clock.resolve(work) };
}
