import type { CardProfile } from '../../../hardware/card-profiles/cardProfile.ts';
import { easyCardClassic } from '../../../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { ipassSynthetic } from '../../../hardware/card-profiles/ipass-synthetic/ipassSynthetic.ts';
import { FACTORY_KEYS, sameKeysForAll } from '../../../hardware/pcsc/cardKeys.ts';
import { createCardReader } from '../../../hardware/pcsc/cardReader.ts';
import type { CardReader, CardReaderEvent } from '../../../hardware/ports/cardReader.ts';
import type { CardKeys, SecurityModule } from '../../../hardware/ports/securityModule.ts';
import { VirtualClock } from '../virtualClock.ts';
import type { CardCommand } from './cardCommand.ts';
import { createInMemoryPcsc, type InMemoryPcsc } from './inMemoryPcsc.ts';
import { type ReaderDelays, SimulatedReader } from './simulatedReader.ts';

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
  readonly run: <Value>(work: Promise<Value>) => Promise<Value>;
}

export interface CardReaderBenchParts {
  /** Default: the factory's. */
  readonly keys?: CardKeys;
  /** Instead of `keys`. */
  readonly securityModule?: SecurityModule;
  /** Default: none. */
  readonly delays?: ReaderDelays;
  /** Milliseconds until a card's coming or going is told; default 0. */
  readonly pollingMs?: number;
  /** Default: yes, as every simulated card is one. */
  readonly artificialCards?: boolean;
}

/** Every kind of card that the kiosk knows. */
const PROFILES: readonly CardProfile[] = [easyCardClassic, ipassSynthetic];

export function cardReaderBench(parts: CardReaderBenchParts = {}): CardReaderBench {
  const { keys = FACTORY_KEYS, securityModule = sameKeysForAll(keys), artificialCards = true, pollingMs = 0 } = parts;
  const clock = new VirtualClock();
  const commands: CardCommand[] = [];
  const reader = new SimulatedReader({
    clock,
    ...(parts.delays === undefined ? {} : { delays: parts.delays }),
    onApdu: (command, phase) => {
      if (phase === 'before') commands.push(command);
    },
  });
  const pcsc = createInMemoryPcsc(reader, { clock, pollingMs });
  const cardReader = createCardReader({ pcsc, clock, keys: securityModule, profiles: PROFILES, artificialCards });
  const events: CardReaderEvent[] = [];
  cardReader.onEvent((event) => events.push(event));
  cardReader.start();
  return { clock, reader, pcsc, cardReader, events, commands, run: (work) => clock.resolve(work) };
}
