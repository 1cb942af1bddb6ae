import { taipeiTimestamp } from '../../hardware/ports/clock.ts';

/**
 * When passengers are served, every day by Taiwan's clock: `HH:MM` each, the first minute of service and the first without
 * it. One that closes before it opens closes on the day after; `24:00` is midnight.
 */
export interface BusinessHours {
  readonly opens: string;
  readonly closes: string;
}

/** There is no service outside business hours (R-003-85). @param wallMs milliseconds since 1970-01-01 UTC */
export function isWithin({ opens, closes }: BusinessHours, wallMs: number): boolean {
  const now = taipeiTimestamp(wallMs).slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length);
  return opens < closes ? opens <= now && now < closes : opens <= now || now < closes;
}
