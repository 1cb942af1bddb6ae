import { createHash } from 'node:crypto';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { drawHistory, type FaultChoice, runHistory, VISITS_OF_A_HISTORY } from './history.ts';
import { type FailedHistory, shrink } from './shrink.ts';
import { inThreads } from './worldPool.ts';

/** Visits of a kiosk on a busy day: what a year of it is reckoned by. */
const VISITS_A_DAY = 600;
const DAYS_A_YEAR = 365;
const SECONDS_A_DAY = 86_400;

/** Histories that are made short for the report: each takes minutes. */
const SHRUNK = 2;

export interface HistoriesReport {
  readonly seed: number;
  readonly visits: number;
  /** Everything that happened, as the event logs count it. */
  readonly events: number;
  /** Faults that happened. */
  readonly faults: number;
  readonly violations: number;
  /** SHA-256 over the event logs' hashes of all histories, in order. */
  readonly eventLogHash: string;
  readonly visitsPerSecond: number;
  /** Years of a kiosk that this computer lives through in a day. */
  readonly kioskYearsPerDay: number;
  /** Visits in which a note was taken in or the issuer was asked for an act. */
  readonly moneyVisits: number;
  /** Left out: nothing failed. */
  readonly failed?: readonly FailedHistory[];
}

/** What one history of a run came to. Plain data: it may come from another thread. */
export interface HistoryPiece {
  readonly index: number;
  readonly visits: number;
  readonly events: number;
  readonly faults: number;
  readonly moneyVisits: number;
  readonly violations: readonly string[];
  readonly digest: string;
}

export interface HistoriesOptions {
  readonly seed: number;
  readonly visits: number;
  readonly faults: FaultChoice;
}

/** Lives through one history of a run. */
export async function liveThrough(seed: number, index: number, visits: number, faults: FaultChoice): Promise<HistoryPiece> {
  const { failedIn: _visit, log: _log, ...piece } = await runHistory(drawHistory(seed, index, visits, faults));
  return { index, ...piece };
}

/** Histories of {@link VISITS_OF_A_HISTORY} visits each, on every core. */
export async function runHistories(
  { seed, visits, faults }: HistoriesOptions,
  onPiece: (piece: HistoryPiece) => void,
): Promise<HistoriesReport> {
  const lengths = Array.from({ length: Math.ceil(visits / VISITS_OF_A_HISTORY) }, (_, index) =>
    Math.min(VISITS_OF_A_HISTORY, visits - index * VISITS_OF_A_HISTORY),
  );
  const startedMs = systemClock.monotonicMs();
  const pieces = await inThreads<'history'>(
    lengths.map((length, index) => ({ do: 'history', seed, index, visits: length, faults })),
    onPiece,
  );
  const seconds = (systemClock.monotonicMs() - startedMs) / 1_000;
  const sum = (of: (piece: HistoryPiece) => number): number => pieces.reduce((total, piece) => total + of(piece), 0);
  const digest = createHash('sha256');
  for (const piece of pieces) digest.update(piece.digest);
  const wrong = pieces.filter(({ violations }) => violations.length > 0);
  const failed: FailedHistory[] = [];
  for (const { index, visits: length, violations } of wrong.slice(0, SHRUNK)) {
    failed.push({ index, violations, history: await shrink(drawHistory(seed, index, length, faults)) });
  }
  return {
    seed,
    visits,
    events: sum(({ events }) => events),
    faults: sum((piece) => piece.faults),
    violations: sum(({ violations }) => violations.length),
    eventLogHash: digest.digest('hex'),
    visitsPerSecond: Math.round((visits / seconds) * 10) / 10,
    kioskYearsPerDay: Math.round((visits / seconds) * (SECONDS_A_DAY / (VISITS_A_DAY * DAYS_A_YEAR)) * 10) / 10,
    moneyVisits: sum(({ moneyVisits }) => moneyVisits),
    ...(failed.length > 0 && { failed }),
  };
}
