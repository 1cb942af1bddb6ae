import type { Language } from '../messages/languages.ts';

/** Where the machine stands. */
export interface Site {
  readonly station: string;
  /** What the station is called in other languages; left out: the same. */
  readonly stationNames?: { readonly [Own in Language]?: string | undefined } | undefined;
  readonly machine: string;
}

/** The station as whoever reads this language knows it. */
export function stationIn({ station, stationNames }: Site, language: Language): string {
  return stationNames?.[language] ?? station;
}
