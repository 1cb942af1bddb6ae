/**
 * Which screens stand in README and docs, under which name.
 *
 * @type {{ name: string, fixture: string, language: string, shape: 'standing' | 'lying' }[]}
 */
export const documentationPictures = [
  { name: 'attract', fixture: 'attract', language: 'zh-Hant', shape: 'standing' },
  { name: 'balance', fixture: 'balance-autoload-on', language: 'en', shape: 'standing' },
];
