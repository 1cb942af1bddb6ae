import { type History, type HistoryReport, type HistoryVisit, runHistory } from './history.ts';

/** Histories that are lived through at most to find a short one: minutes. */
const MOST_TRIES = 120;

/** What happens in a history: its visits, and what goes wrong in them. */
export function eventsOf({ visits }: Pick<History, 'visits'>): number {
  return visits.reduce(
    (total, { interruptions, wire, afterwards, elsewhere }) =>
      total + 1 + interruptions.length + wire.length + elsewhere.length + (afterwards === 'goes-on' ? 0 : 1),
    0,
  );
}

/**
 * A shorter history that still goes wrong: first without the visits that are not needed, then without what happens in the rest.
 * @param fails whether a history goes wrong
 * @returns the shortest that was found
 */
export async function shrink(history: History, fails: (shorter: History) => Promise<boolean> = goesWrong): Promise<History> {
  let tries = 0;
  let shortest = history;
  const without = async (shorter: History): Promise<boolean> => {
    if (tries >= MOST_TRIES) return false;
    tries += 1;
    if (!(await fails(shorter))) return false;
    shortest = shorter;
    return true;
  };
  const withVisits = (visits: readonly HistoryVisit[]): History => ({ ...shortest, visits });
  for (let size = Math.ceil(shortest.visits.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = shortest.visits.length - size; from > -size; from -= size) {
      const start = Math.max(0, from);
      const visits = shortest.visits.toSpliced(start, from - start + size);
      if (visits.length > 0 && visits.length < shortest.visits.length) await without(withVisits(visits));
    }
  }
  for (let index = 0; index < shortest.visits.length; index += 1) {
    for (const simpler of simplerVisits) {
      for (let more = true; more; ) {
        const visit = shortest.visits[index] as HistoryVisit;
        const candidates = simpler(visit);
        more = false;
        for (const candidate of candidates) {
          if (!(await without(withVisits(shortest.visits.with(index, candidate))))) continue;
          more = true;
          break;
        }
      }
    }
  }
  return shortest;
}

async function goesWrong(history: History): Promise<boolean> {
  const { violations } = await runHistory(history);
  return violations.length > 0;
}

function withoutEach<Item>(items: readonly Item[]): Item[][] {
  return items.map((_, index) => items.toSpliced(index, 1));
}

/** Ways to make a visit simpler, each applied for as long as it can be. */
const simplerVisits: readonly ((visit: HistoryVisit) => HistoryVisit[])[] = [
  (visit) => (visit.afterwards === 'goes-on' ? [] : [{ ...visit, afterwards: 'goes-on' }]),
  (visit) => withoutEach(visit.interruptions).map((interruptions) => ({ ...visit, interruptions })),
  (visit) => withoutEach(visit.wire).map((wire) => ({ ...visit, wire })),
  (visit) => withoutEach(visit.elsewhere).map((elsewhere) => ({ ...visit, elsewhere })),
  (visit) => withoutEach(visit.notes).map((notes) => ({ ...visit, notes })),
  (visit) => (visit.looksAgain ? [{ ...visit, looksAgain: false }] : []),
  (visit) => (visit.receipt ? [{ ...visit, receipt: false }] : []),
];

/** A history that went wrong, and the shortest of it that still does. */
export interface FailedHistory {
  readonly index: number;
  readonly violations: HistoryReport['violations'];
  readonly history: History;
}
