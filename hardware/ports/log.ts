import type { Clock } from './clock.ts';
import { taipeiTimestamp } from './clock.ts';

/** What may stand in a log line: card numbers only masked, which their type sees to. */
export type LogValue = string | number | boolean | null | undefined;

export interface Log {
  info(message: string, details?: Readonly<Record<string, LogValue>>): void;
  warn(message: string, details?: Readonly<Record<string, LogValue>>): void;
  error(message: string, details?: Readonly<Record<string, LogValue>>): void;
}

/** The same message is written at most once in this time, milliseconds; how often it was held back is said afterwards. */
const QUIET_MS = 5_000;

/** One line per message: time, level, message, details. The same message is held back while it repeats. */
export function createLog(write: (line: string) => void, clock: Clock): Log {
  const recent = new Map<string, { until: number; heldBack: number }>();

  const log = (level: string, message: string, details: Readonly<Record<string, LogValue>> = {}): void => {
    const now = clock.monotonicMs();
    const seen = recent.get(message);
    if (seen !== undefined && now < seen.until) {
      seen.heldBack += 1;
      return;
    }
    recent.set(message, { until: now + QUIET_MS, heldBack: 0 });
    const heldBack = seen !== undefined && seen.heldBack > 0 ? ` (${seen.heldBack} more held back)` : '';
    const text = Object.entries(details)
      .map(([name, value]) => ` ${name}=${JSON.stringify(value ?? null)}`)
      .join('');
    write(`${taipeiTimestamp(clock.wallMs())} ${level} ${message}${text}${heldBack}`);
  };

  return {
    info: (message, details) => log('info', message, details),
    warn: (message, details) => log('warn', message, details),
    error: (message, details) => log('error', message, details),
  };
}
