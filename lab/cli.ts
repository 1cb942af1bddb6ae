import '../station/nodeVersion.ts';
import { keepCompiledCode } from '../hardware/system/compileCache.ts';
import { runCommandLine } from '../station/cli/commandLine.ts';
import { verbsOf } from '../station/cli/verbs.ts';
import { labEdition } from './cli/edition.ts';

/** The command line of a working copy: the product's verbs, for simulated machines too, and what tries and proves it. */
keepCompiledCode();
await runCommandLine({
  ...verbsOf(labEdition),
  card: {
    says: 'say what a card holds: --reader NAME, --config FILE or --image FILE [--json]; or make one: --make DESCRIPTION --out FILE',
    run: async (args) => (await import('./cli/card.ts')).card(args),
  },
  journal: {
    says: 'all of the product, and: synthesize --records N --seed S --out FOLDER [--machine ID]',
    run: async (args) => (await import('./cli/journal.ts')).journal(args),
  },
  simulate: {
    says: 'run the simulated world: --exhaustive, --tear, --seed N --visits N or --replay FILE',
    run: async (args) => (await import('./cli/simulate.ts')).simulate(args),
  },
  reference: {
    says: 'run the reference issuer alone: --books FILE [--seed FILE] [--port N | --socket PATH]',
    run: async (args) => (await import('./cli/reference.ts')).reference(args),
  },
  bench: {
    says: 'measure the speed against baselines of the same run: [--only NAME,NAME] [--rounds N] [--json]',
    run: async (args) => (await import('./cli/bench.ts')).bench(args),
  },
});
