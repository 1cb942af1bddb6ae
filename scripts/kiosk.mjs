/** `npm start` and `npm run kiosk`: the command line of the laboratory in a working copy, that of a machine in a hall on one. */
import { isField } from './setup/stamp.mjs';

await import(isField() ? '../station/cli.ts' : '../lab/cli.ts');
