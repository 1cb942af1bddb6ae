import { createActor } from 'xstate';
import { type Clock, taipeiDate } from '../hardware/ports/clock.ts';
import type { Log } from '../hardware/ports/log.ts';
import { errorCatalogue } from '../machines/errors/errorCatalogue.ts';
import { createVisitMachine } from '../machines/flows/visit/visit.ts';
import { project } from '../machines/view/project.ts';
import type { Site } from '../machines/view/site.ts';
import type { StationConfig } from './config.ts';
import type { Station, StationListeners } from './createStation.ts';
import { IntentGate } from './intents.ts';
import type { JournalRefusal } from './journal/judgeJournal.ts';
import { ViewPublisher } from './viewPublisher.ts';

export interface ClosedStationParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly bootId: string;
}

/**
 * A station whose journal was refused: it says so on its screen, with the code for the hotline, and does nothing else. No device
 * is opened and nothing is written.
 */
export function createClosedStation(
  { clock, log, bootId }: ClosedStationParts,
  config: Pick<StationConfig, 'station' | 'stationNames' | 'machine' | 'language'>,
  { cause, detail }: JournalRefusal,
  listeners: Pick<StationListeners, 'onView'>,
): Station {
  const site: Site = { station: config.station, stationNames: config.stationNames, machine: config.machine };
  const publisher = new ViewPublisher({ clock, bootId, send: listeners.onView });
  const gate = new IntentGate();
  const actor = createActor(
    createVisitMachine(() => undefined),
    {
      input: { language: config.language, hasIssuer: false },
      clock: {
        setTimeout: (action: (...args: unknown[]) => void, delayMs: number) => clock.setTimeout(action, delayMs),
        clearTimeout: (timer) => clock.clearTimeout(timer),
      },
    },
  );
  const show = (): void => publisher.offer(project(actor.getSnapshot(), site, taipeiDate(clock.wallMs())));
  return {
    journal: null,
    start: () => {
      log.write('journal.refused', { code: errorCatalogue[cause].code, refusal: cause, detail });
      actor.start();
      actor.send({ type: 'JOURNAL.FAILED', why: cause });
      actor.subscribe(show);
      show();
      return Promise.resolve();
    },
    stop: () => {
      actor.stop();
      return Promise.resolve();
    },
    intent: (intent) => {
      const view = publisher.current;
      if (view === null) return { accepted: false, why: 'other-boot' };
      const answer = gate.judge(intent, view, publisher.screenSince, actor.getSnapshot());
      if (answer.accepted) actor.send(answer.event);
      return answer;
    },
    view: () => publisher.current,
    journalTail: () => [],
  };
}
