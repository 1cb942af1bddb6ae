/**
 * The short codes that passengers, staff and the hotline can tell each other (rulebook, section 10).
 * What each one says, and what to do about it, stands in the catalogue of declines; here is only the list.
 */
export const declineCodes = [
  'K01',
  'K02',
  'K03',
  'K04',
  'K05',
  'K06',
  'K07',
  'K08',
  'K09',
  'K10',
  'K11',
  'K12',
  'K13',
  'K14',
  'K15',
  'K16',
  'K17',
  'K18',
  'K19',
  'K20',
] as const;

/** One of K01–K20. */
export type DeclineCode = (typeof declineCodes)[number];

export function isDeclineCode(text: string): text is DeclineCode {
  return declineCodes.some((code) => code === text);
}
