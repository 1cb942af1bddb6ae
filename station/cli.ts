import './nodeVersion.ts';
import { enableCompileCache } from 'node:module';

enableCompileCache();

const verbs: Readonly<Record<string, { readonly says: string; readonly run: (args: string[]) => Promise<number> }>> = {
  start: {
    says: 'start the kiosk (simulated hardware unless --config says otherwise)',
    run: async (args) => (await import('./cli/start.ts')).start(args),
  },
  simulate: {
    says: 'run the simulated world: --exhaustive, or --seed N --visits N',
    run: async (args) => (await import('../lab/cli/simulate.ts')).simulate(args),
  },
  doctor: {
    says: 'say what this machine has, what it lacks and what mends it: [--config FILE] [--data FOLDER] [--json]',
    run: async (args) => (await import('./cli/doctor.ts')).doctor(args),
  },
  explain: {
    says: 'ask the rules: JSON questions on stdin or --file FILE, one per line; JSON answers on stdout',
    run: async (args) => (await import('./cli/explain.ts')).explain(args),
  },
  card: {
    says: 'say what a card holds: --reader NAME, --config FILE or --image FILE [--json]; or make one: --make DESCRIPTION --out FILE',
    run: async (args) => (await import('./cli/card.ts')).card(args),
  },
  journal: {
    says: 'read a journal: verify FILE | show FILE [--json]',
    run: async (args) => (await import('./cli/journal.ts')).journal(args),
  },
  bench: {
    says: 'measure the speed against baselines of the same run: [--only NAME,NAME] [--rounds N] [--json]',
    run: async (args) => (await import('../lab/cli/bench.ts')).bench(args),
  },
};

function usage(): string {
  const lines = Object.entries(verbs).map(([verb, { says }]) => `  ${verb.padEnd(10)} ${says}`);
  return ['usage: npm run kiosk -- <verb> [options]', '', ...lines, ''].join('\n');
}

const [verb = '', ...args] = process.argv.slice(2);
const known = verbs[verb];
if (known === undefined) {
  process.stderr.write(verb === '' ? usage() : `unknown verb: ${verb}\n\n${usage()}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await known.run(args);
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 2;
  }
}
