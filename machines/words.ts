/**
 * Words that flows, messages and View share: what a passenger can choose among.
 */

/** What a passenger may ask for beside adding cash. */
export const services = [
  'autoload',
  'enable-easy-wallet',
  'enable-bank-account',
  'enable-cobranded',
  'collect',
  'period-pass',
  'extend',
  'refund',
] as const;
export type Service = (typeof services)[number];

/** What the help is about. What only some pages lead to stands last: no key of the others moves when it comes. */
export const helpTopics = [
  'contacts',
  'lost-card',
  'damaged-card',
  'autoload',
  'refund',
  'extension',
  'records',
  'terms',
  'lost-cobranded',
  'registration',
  'cobranded',
  'ipass-concession',
] as const;
export type HelpTopic = (typeof helpTopics)[number];
