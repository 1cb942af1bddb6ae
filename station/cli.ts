import './nodeVersion.ts';
import { enableCompileCache } from 'node:module';
import { runCommandLine } from './cli/commandLine.ts';
import { fieldEdition } from './cli/edition.ts';
import { verbsOf } from './cli/verbs.ts';

/** The command line of a machine in a hall. */
enableCompileCache();
await runCommandLine(verbsOf(fieldEdition));
