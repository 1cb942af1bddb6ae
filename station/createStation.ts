import { createActor } from 'xstate';
import type { Auxiliaries } from '../hardware/ports/auxiliaries.ts';
import type { CardReader, CardReaderEvent } from '../hardware/ports/cardReader.ts';
import type { CashAcceptor } from '../hardware/ports/cashAcceptor.ts';
import { type Clock, taipeiDate } from '../hardware/ports/clock.ts';
import type { IssuerTransport } from '../hardware/ports/issuerTransport.ts';
import type { HistoryCheck } from '../hardware/ports/historyCheck.ts';
import type { JournalDisk } from '../hardware/ports/journalDisk.ts';
import { type Random, randomHex } from '../hardware/ports/random.ts';
import type { ReceiptPrinter } from '../hardware/ports/receiptPrinter.ts';
import { errorCatalogue } from '../machines/errors/errorCatalogue.ts';
import { hearing, placeOf } from '../machines/flows/visit/hearing.ts';
import { createVisitMachine, type VisitEvent, type VisitSnapshot } from '../machines/flows/visit/visit.ts';
import type { Intent } from '../machines/view/intent.ts';
import { lightsOf } from '../machines/view/lights.ts';
import { type Picture, project } from '../machines/view/project.ts';
import type { Site } from '../machines/view/site.ts';
import type { View } from '../machines/view/view.ts';
import { createClosedStation } from './closedStation.ts';
import { hearAuxiliaries } from './hearAuxiliaries.ts';
import { ClockWatch } from './clockWatch.ts';
import type { StationSettings } from './config.ts';
import { record } from './effects/record.ts';
import { createEffectRunner, type EffectRunner } from './effects/runner.ts';
import { HoursWatch } from './hoursWatch.ts';
import { type IntentAnswer, IntentGate } from './intents.ts';
import { createIssuerErrands } from './issuer/issuerErrands.ts';
import type { LockListStore } from './issuer/lockListStore.ts';
import { createCardSeal } from './journal/cardSeal.ts';
import type { Journal } from './journal/journal.ts';
import { ed25519Key } from './journal/ed25519Key.ts';
import { openJournal } from './journal/openJournal.ts';
import type { JournalRecord } from './journal/records.ts';
import { JournalKeeper } from './journalKeeper.ts';
import type { Log } from '../hardware/ports/log.ts';
import { SOFTWARE } from './software.ts';
import { StaffRegister } from './staff/staffRegister.ts';
import type { StaffSource } from './staff/staffSource.ts';
import { ViewPublisher } from './viewPublisher.ts';

/** Everything of the world that a station touches. Which driver stands behind a port, only `composition.ts` knows. */
export interface StationPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly reader: CardReader;
  readonly acceptor: CashAcceptor;
  readonly printer: ReceiptPrinter;
  readonly auxiliaries: Auxiliaries;
  readonly journalDisk: JournalDisk;
  /** Looks through the old part of the journal beside everything else; left out: nobody does. */
  readonly historyCheck?: HistoryCheck;
  /** The way to the issuer's host; null on a machine without one. */
  readonly issuer: IssuerTransport | null;
  readonly lockListStore: LockListStore;
  /** Where the staff is known from; left out: nobody can come in, and the key switch only closes the machine. */
  readonly staff?: StaffSource;
  readonly log: Log;
}

/** One kiosk: machines, rules and journal over its ports. */
export interface Station {
  /** Recovers, then serves. Resolves when the first passenger could come. */
  start(): Promise<void>;
  /** Stops taking money, gives back what can be given back, closes the journal. */
  stop(): Promise<void>;
  intent(intent: Intent): IntentAnswer;
  /** The picture as it is now; null before `start`. */
  view(): View | null;
  journalTail(count: number): readonly JournalRecord[];
  /** For proofs about money: what the journal says, folded. Null when it was refused. */
  readonly journal: Journal | null;
}

export interface StationListeners {
  readonly onView: (view: View) => void;
  readonly onJournal?: (record: JournalRecord) => void;
  /** An event came that no state thought of, at `place`. */
  readonly onUnforeseen?: (event: VisitEvent, place: string) => void;
}

/**
 * Builds a station and opens its journal; no device moves before `start`. A journal that is refused makes a station that says so
 * and serves nobody.
 * @throws Error when the journal cannot be opened for writing now.
 */
export function createStation(ports: StationPorts, config: StationSettings, listeners: StationListeners): Station {
  const { clock, random, log, reader, acceptor } = ports;
  const bootId = randomHex(random, 8);
  const site: Site = { station: config.station, stationNames: config.stationNames, machine: config.machine };
  const { artificialCards = false } = config;
  const opening = openJournal({ disk: ports.journalDisk, machine: config.machine, clock, bootId, mayBegin: artificialCards });
  if (opening.refused !== null) return createClosedStation({ clock, log, bootId }, config, opening.refused, listeners);
  const { journal, store, archiving } = opening;
  const seal = createCardSeal(opening.sealKey, random);
  const keeper = new JournalKeeper({
    journal,
    store,
    clock,
    log,
    history: ports.historyCheck ?? null,
    archiving,
    onFailed: (why) => dispatch({ type: 'JOURNAL.FAILED', why }),
  });
  const clockWatch = new ClockWatch({
    clock,
    log,
    lastRightMs: () => journal.ledger.clockRightMs,
    onJudged: (judgement) => dispatch({ type: 'CLOCK.JUDGED', clock: judgement }),
    onConfirmed: () => record({ dispatch, log }, () => journal.append('clock-confirmed', null, { by: 'issuer' })),
  });
  const hoursWatch = new HoursWatch({
    hours: config.hours ?? null,
    clock,
    onJudged: (outside) => dispatch({ type: 'HOURS.JUDGED', outside }),
  });
  const issuer = ports.issuer === null ? null : clockWatch.overhear(ports.issuer);
  const errands = createIssuerErrands({
    transport: issuer,
    lockListStore: ports.lockListStore,
    journalStore: store,
    journal,
    seal,
    clock,
    random,
    machine: config.machine,
    log,
    centreKey: config.archive?.centreKey === undefined ? null : ed25519Key(config.archive.centreKey),
  });
  const publisher = new ViewPublisher({ clock, bootId, send: listeners.onView });
  const gate = new IntentGate();

  const staff = ports.staff === undefined ? null : new StaffRegister({ source: ports.staff, journal, seal, clock, random, log });

  let runner: EffectRunner | null = null;
  const machine = createVisitMachine((effect) => runner?.perform(effect));
  const actor = createActor(machine, {
    input: { language: config.language, hasStaffMode: staff !== null, hasIssuer: ports.issuer !== null },
    clock: {
      setTimeout: (action: (...args: unknown[]) => void, delayMs: number) => clock.setTimeout(action, delayMs),
      clearTimeout: (timer) => clock.clearTimeout(timer),
    },
  });

  const dispatch = (event: VisitEvent): void => {
    const snapshot = actor.getSnapshot();
    if (snapshot.status !== 'active') return;
    if (hearing(snapshot, event) === 'unforeseen') {
      log.write('flows.event-unforeseen', { event: event.type, place: placeOf(snapshot) });
      listeners.onUnforeseen?.(event, placeOf(snapshot));
    }
    actor.send(event);
  };

  const picture = (snapshot: VisitSnapshot): Picture => project(snapshot, site, taipeiDate(clock.wallMs()));

  const hearReader = (event: CardReaderEvent): void => {
    switch (event.type) {
      case 'reader-online':
        log.write('reader.online', { reader: event.name });
        dispatch({ type: 'READER.ONLINE' });
        break;
      case 'reader-offline':
        log.write('reader.offline', { why: event.why, code: errorCatalogue[event.why].code });
        dispatch({ type: 'READER.OFFLINE', why: event.why });
        break;
      case 'card-placed':
        dispatch({ type: 'CARD.PLACED' });
        break;
      case 'card-removed':
        dispatch({ type: 'CARD.REMOVED' });
    }
  };

  return {
    journal,
    async start() {
      runner = createEffectRunner({
        journal,
        seal,
        reader,
        acceptor,
        printer: ports.printer,
        auxiliaries: ports.auxiliaries,
        issuer,
        lockList: errands.lockList,
        clock,
        clockWatch,
        random,
        site,
        cardRecord: config.cardRecord,
        staff,
        software: SOFTWARE,
        log,
        picture: () => picture(actor.getSnapshot()),
        dispatch,
      });
      if (listeners.onJournal !== undefined) journal.onAppend(listeners.onJournal);
      actor.subscribe({
        next: (snapshot) => {
          const shown = picture(snapshot);
          publisher.offer(shown);
          ports.auxiliaries.light(lightsOf(shown));
        },
        error: (cause) => {
          log.write('flows.broke', { cause: String(cause) });
          throw cause;
        },
      });
      actor.start();
      publisher.offer(picture(actor.getSnapshot()));
      journal.append('boot', null, { software: SOFTWARE, station: config.station, machine: config.machine });
      if (staff !== null) record({ dispatch, log }, () => staff.takeOver());
      await runner.start();
      reader.onEvent(hearReader);
      reader.start();
      hearAuxiliaries(ports.auxiliaries, dispatch, log);
      clockWatch.start();
      keeper.start();
      hoursWatch.start();
      dispatch({ type: 'STATION.RECOVERED' });
      errands.start();
      log.write('station.in-service', { boot: bootId });
    },
    async stop() {
      await runner?.stop();
      await reader.stop();
      actor.stop();
      errands.stop();
      clockWatch.stop();
      hoursWatch.stop();
      keeper.stop();
      store.close();
    },
    intent(intent) {
      const view = publisher.current;
      if (view === null) return { accepted: false, why: 'other-boot' };
      const answer = gate.judge(intent, view, publisher.screenSince, actor.getSnapshot());
      if (answer.accepted) actor.send(answer.event);
      else log.write('flows.touch-dropped', { verb: intent.verb, why: answer.why });
      return answer;
    },
    view: () => publisher.current,
    journalTail: (count) => journal.tail(count),
  };
}
