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

/** What the help is about. */
export const helpTopics = [
  'contacts',
  'lost-card',
  'lost-cobranded',
  'damaged-card',
  'autoload',
  'refund',
  'extension',
  'records',
  'registration',
  'cobranded',
  'ipass-concession',
  'terms',
] as const;
export type HelpTopic = (typeof helpTopics)[number];
