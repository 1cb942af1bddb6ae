import type { Verbs } from './commandLine.ts';
import type { Edition } from './edition.ts';

/** What any command line of this software can do. */
export function verbsOf(edition: Edition): Verbs {
  return {
    start: {
      says: 'start the kiosk: [--config FILE] [--data FOLDER] [--port N] [--no-window]',
      run: async (args) => (await import('./start.ts')).start(args, edition),
    },
    doctor: {
      says: 'say what this machine has, what it lacks and what mends it: [--config FILE] [--data FOLDER] [--field] [--json]',
      run: async (args) => (await import('./doctor.ts')).doctor(args, edition),
    },
    unit: {
      says: 'print the drop-in for systemd that lets the kiosk speak to the addresses of its configuration only: [--config FILE]',
      run: async (args) => (await import('./unit.ts')).unit(args, edition),
    },
    explain: {
      says: 'ask the rules: JSON questions on stdin or --file FILE, one per line; JSON answers on stdout',
      run: async (args) => (await import('./explain.ts')).explain(args),
    },
    card: {
      says: 'say what a card holds: --reader NAME, --config FILE or --image FILE [--json]',
      run: async (args) => (await import('./card.ts')).card(args, edition),
    },
    journal: {
      says: 'read a journal: verify FILE | show FILE [--json] | evidence FOLDER TRANSACTION | confirm-clock; or mend a damaged one: repair --by NAME --reason TEXT',
      run: async (args) => (await import('./journal.ts')).journal(args, edition),
    },
    staff: {
      says: 'for the office of the operator: make the keys of its rosters (keys), name a card (card), sign a roster of the staff (sign)',
      run: async (args) => (await import('./staff.ts')).staff(args, edition),
    },
    commission: {
      says: 'begin a machine, or another life of its journal: --by NAME --reason TEXT [--new-epoch] [--config FILE] [--data FOLDER]',
      run: async (args) => (await import('./commission.ts')).commission(args, edition),
    },
  };
}
