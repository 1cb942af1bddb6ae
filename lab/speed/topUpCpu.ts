import { join } from 'node:path';
import { FACTORY_KEYS, sameKeysForAll } from '../../hardware/pcsc/cardKeys.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { SimulatedAuxiliaries } from '../devices/auxiliaries/simulatedAuxiliaries.ts';
import { createInMemoryPcsc } from '../devices/card/inMemoryPcsc.ts';
import { SimulatedReader } from '../devices/card/simulatedReader.ts';
import { SimulatedPrinter } from '../devices/printer/simulatedPrinter.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { SimulatedLine } from '../devices/validator/simulatedLine.ts';
import { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import type { View } from '../../machines/view/view.ts';
import { readerOver } from '../../station/composition.ts';
import { createStation } from '../../station/createStation.ts';
import { memoryLockListStore } from '../../station/issuer/lockListStore.ts';
import { openFolderDisk } from '../../station/journal/folderJournalDisk.ts';
import { journalPathsIn } from '../../station/journal/journalFiles.ts';
import type { JournalDisk } from '../../hardware/ports/journalDisk.ts';
import type { JournalStore } from '../../hardware/ports/journalStore.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { makeCard, purseOf } from '../world/worldCards.ts';
import { openRawCommits } from './baselines/rawCommits.ts';
import type { Measure } from './measure.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

/** Top-ups in a round: a single one is below what the operating system counts finely. */
const TOP_UPS = 10;
const NOTE = 500;
/** First rounds run code that was never run before; a kiosk runs for weeks. */
const WARM_UP = 2;

/** What one passenger's top-up costs the processor: card, note, write, read-back, card taken, with devices that answer at once. */
export const topUpCpu: Measure = {
  name: 'top-up',
  obstacle: () => null,
  run: (rounds) =>
    inTemporaryFolder(async (folder) => {
      const disk = openFolderDisk({ paths: journalPathsIn(folder), random: systemRandom });
      const raw = openRawCommits(join(folder, 'raw.sqlite'));
      const written: string[] = [];
      const kiosk = await startKiosk({
        ...disk,
        open: () => {
          const opened = disk.open();
          const append: JournalStore['append'] = (record) => {
            written.push(JSON.stringify(record));
            opened.store.append(record);
          };
          return { ...opened, store: { ...opened.store, append } };
        },
      });
      const ours: number[] = [];
      const commits: number[] = [];
      const beyond: number[] = [];
      for (let round = 0; round < WARM_UP + rounds; round += 1) {
        written.length = 0;
        const whole = await cpuOf(async () => {
          for (let one = 0; one < TOP_UPS; one += 1) await kiosk.topUp();
        });
        const records = [...written];
        const bare = await cpuOf(async () => records.forEach((record) => raw.commit(record)));
        if (round < WARM_UP) continue;
        ours.push(whole / TOP_UPS);
        commits.push(bare / TOP_UPS);
        beyond.push((whole - bare) / TOP_UPS);
      }
      const records = written.length / TOP_UPS;
      await kiosk.stop();
      raw.close();
      return [
        {
          candidate: { what: 'a whole top-up beyond its commits', unit: 'ms CPU', values: beyond },
          baseline: {
            what: `${records} bare commits of its bytes`,
            unit: 'ms CPU',
            values: commits,
            file: 'lab/speed/baselines/rawCommits.ts',
          },
          target: { of: 'candidate', bound: 'at most', value: 10 },
          notes: [],
        },
      ];
    }),
};

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

/** A station of real flows, rules, drivers and journal, over devices in memory that take no time. */
async function startKiosk(journalDisk: JournalDisk): Promise<{ topUp(): Promise<void>; stop(): Promise<void> }> {
  const clock = new VirtualClock();
  const random = new SeededRandom('bench');
  const reader = new SimulatedReader({ clock });
  const validator = new SimulatedValidator({ clock, random: random.fork('validator') });
  let view: View | null = null;
  const station = createStation(
    {
      clock,
      random: random.fork('station'),
      reader: readerOver(createInMemoryPcsc(reader, { clock }), { clock, keys: sameKeysForAll(FACTORY_KEYS), artificialCards: false }),
      acceptor: createSspAcceptor({ line: new SimulatedLine(validator, { clock }), clock }),
      printer: new SimulatedPrinter(clock),
      auxiliaries: new SimulatedAuxiliaries(),
      journalDisk,
      issuer: null,
      lockListStore: memoryLockListStore(),
      log: createLog(() => undefined, clock),
    },
    { station: 'bench', machine: 'BENCH-1', language: 'zh-Hant', cardRecord: { place: 99, device: 1 }, artificialCards: true },
    {
      onView: (next) => {
        view = next;
      },
    },
  );
  const until = async (what: string, condition: (view: View) => boolean): Promise<void> => {
    if (!(await clock.runUntil(() => view !== null && condition(view)))) throw new Error(`bench: the kiosk did not come to: ${what}`);
  };
  const started = station.start();
  await clock.resolve(started);
  await until('rest', ({ screen }) => screen === 'attract');
  let cards = 0;
  return {
    async topUp() {
      cards += 1;
      const card = makeCard('ordinary', clock.wallMs(), cards % 256);
      const before = purseOf(card) ?? 0;
      reader.place(card);
      await until('taking notes', ({ screen, cash }) => screen === 'balance' && cash?.accepts.includes(NOTE) === true);
      if (validator.insertNote(NOTE) !== 'taken-in') throw new Error('bench: the note was not taken in');
      await until('value added', ({ screen }) => screen === 'added');
      reader.remove();
      await until('the result', ({ screen }) => screen === 'result');
      if (purseOf(card) !== before + NOTE) throw new Error('bench: the card does not hold what was paid');
    },
    async stop() {
      await clock.resolve(station.stop());
    },
  };
}
