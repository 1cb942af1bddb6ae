import { startShell } from '../startShell.ts';

// The shell as the command line starts it, for tests: `runShell CONFIG DATA [window]`.
const [configPath = '', dataDir = '', openWindow] = process.argv.slice(2);
const shell = await startShell({ configPath, dataDir, openWindow: openWindow === 'window', simulated: true, referenceIssuer: true });
process.exitCode = await shell.stopped;
