import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import type { JournalStore } from '../../hardware/ports/journalStore.ts';
import type { Random } from '../../hardware/ports/random.ts';
import type { CardSeal } from '../journal/cardSeal.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../../hardware/ports/log.ts';
import { createErrand, type Errand } from './errand.ts';
import { createIssuerLink } from './issuerLink.ts';
import { JournalUpload, UPLOAD_EVERY_MS } from './journalUpload.ts';
import { LOCK_LIST_EVERY_MS, LockList } from './lockList.ts';
import type { LockListStore } from './lockListStore.ts';

export interface IssuerErrandsParts {
  /** Null: there is nobody to ask, now or later. */
  readonly transport: IssuerTransport | null;
  readonly lockListStore: LockListStore;
  readonly journalStore: Pick<JournalStore, 'readAfter'>;
  readonly journal: Pick<Journal, 'append' | 'head' | 'epoch'>;
  readonly seal: CardSeal;
  readonly clock: Clock;
  readonly random: Random;
  readonly machine: string;
  readonly log: Log;
  /** Signs what the centre says that it keeps; null: unsigned, it is believed by its connection. */
  readonly centreKey: KeyObject | null;
}

/** What a station does with its issuer besides serving passengers: it keeps the lock list new and brings its journal there. */
export interface IssuerErrands {
  /** There before `start`, from what is kept. */
  readonly lockList: LockList;
  start(): void;
  /** Ends the errands and closes the list. */
  stop(): void;
}

/** @throws Error when the lock list's store cannot be read. */
export function createIssuerErrands(parts: IssuerErrandsParts): IssuerErrands {
  const { transport, lockListStore, seal, machine, log } = parts;
  const lockList = new LockList({ store: lockListStore, seal, machine, log });
  const errands = transport === null ? [] : errandsTo(transport, lockList, parts);
  return {
    lockList,
    start() {
      for (const errand of errands) errand.start();
    },
    stop() {
      for (const errand of errands) errand.stop();
      lockListStore.close();
    },
  };
}

function errandsTo(transport: IssuerTransport, lockList: LockList, parts: IssuerErrandsParts): readonly Errand[] {
  const { journalStore, journal, clock, random, machine, log } = parts;
  const link = createIssuerLink({ transport, clock, random });
  const upload = new JournalUpload({
    store: journalStore,
    journal,
    link,
    machine,
    log,
    onKept: (upto, signature) => journal.append('centre-keeps', null, { upto, signature }),
    centreKey: parts.centreKey,
    onFork: (detail) => journal.append('case', null, { cause: 'journal-forked', detail }),
  });
  const common = { clock, random, log };
  return [
    createErrand({ ...common, name: 'fetching the lock list', everyMs: LOCK_LIST_EVERY_MS, work: () => lockList.fetchChanges(link) }),
    createErrand({ ...common, name: 'uploading the journal', everyMs: UPLOAD_EVERY_MS, work: () => upload.sendBatch() }),
  ];
}
