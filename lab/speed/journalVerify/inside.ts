import { verify } from '../../../station/cli/journal/verify.ts';

/** The auditor's command, and what it cost. Usage: `inside FILE`. */
const begin = process.resourceUsage();
const code = await verify(process.argv.slice(2));
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const cpuMs = (userCPUTime + systemCPUTime - begin.userCPUTime - begin.systemCPUTime) / 1_000;
process.send?.({ type: 'done', code, cpuMs, peakMb: maxRSS / 1_024 });
process.on('disconnect', () => process.exit());
