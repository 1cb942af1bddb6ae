import type { Edition } from './edition.ts';

const USAGE = `usage: kiosk journal verify FILE [--all] [--anchor FILE] [--archive FOLDER] [--head NUMBER:HASH] [--public-key FILE] [--json]
       kiosk journal head FILE [--json]
       kiosk journal show FILE [--all] [--archive FOLDER] [--json]
       kiosk journal export FILE --out FILE [--anchor FILE] [--archive FOLDER] [--config FILE]
       kiosk journal query FILE --card LAST4 [--time FROM[/TO]] [--archive FOLDER] [--json]
       kiosk journal evidence FOLDER TRANSACTION
       kiosk journal confirm-clock [--config FILE] [--data FOLDER]
       kiosk journal prune --by NAME --reason TEXT [--config FILE] [--data FOLDER]
       kiosk journal repair --by NAME --reason TEXT [--config FILE] [--data FOLDER]`;

/**
 * What auditors and staff do with a journal. All but `repair`, `prune` and `confirm-clock` may be asked beside a running station, and of a copy.
 * @returns the exit code
 * @throws Error when a file is missing, empty or no journal (exit code 2)
 */
export async function journal(args: string[], edition: Edition): Promise<number> {
  const [what, ...rest] = args;
  switch (what) {
    case 'verify':
      return (await import('./journal/verify.ts')).verify(rest);
    case 'head':
      return (await import('./journal/head.ts')).head(rest);
    case 'show':
      return (await import('./journal/show.ts')).show(rest);
    case 'export':
      return (await import('./journal/export.ts')).exportJournal(rest, edition);
    case 'query':
      return (await import('./journal/query.ts')).query(rest);
    case 'evidence': {
      const [folder, transaction, ...more] = rest;
      if (folder === undefined || transaction === undefined || more.length > 0) throw new RangeError(USAGE);
      return (await import('./journal/cardEvidence.ts')).cardEvidence(folder, transaction);
    }
    case 'repair':
      return (await import('./journal/repair.ts')).repair(rest, edition);
    case 'prune':
      return (await import('./journal/prune.ts')).prune(rest, edition);
    case 'confirm-clock':
      return (await import('./journal/confirmClock.ts')).confirmClock(rest, edition);
    case undefined:
    default:
      throw new RangeError(USAGE);
  }
}
