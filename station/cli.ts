import './nodeVersion.ts';
import { keepCompiledCode } from '../hardware/system/compileCache.ts';
import { runCommandLine } from './cli/commandLine.ts';
import { fieldEdition } from './cli/edition.ts';
import { verbsOf } from './cli/verbs.ts';

/** The command line of a machine in a hall. */
keepCompiledCode();
await runCommandLine(verbsOf(fieldEdition));
