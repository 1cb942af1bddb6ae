/**
 * Which screens stand in README and docs, under which name.
 *
 * @type {{ name: string, fixture: string, language: string, shape: 'standing' | 'lying' }[]}
 */
export const documentationPictures = [
  { name: 'attract', fixture: 'attract', language: 'zh-Hant', shape: 'standing' },
  { name: 'balance', fixture: 'balance-autoload-on', language: 'en', shape: 'standing' },
  { name: 'note-seen', fixture: 'note-checked', language: 'zh-Hant', shape: 'standing' },
  { name: 'writing', fixture: 'writing', language: 'en', shape: 'standing' },
  { name: 'added', fixture: 'added', language: 'zh-Hant', shape: 'standing' },
  { name: 'same-card', fixture: 'same-card-other', language: 'en', shape: 'standing' },
  { name: 'claim', fixture: 'claim-printed', language: 'zh-Hant', shape: 'standing' },
  { name: 'note-returned', fixture: 'note-returned-too-much', language: 'en', shape: 'standing' },
  { name: 'records', fixture: 'balance-unfolded', language: 'zh-Hant', shape: 'lying' },
  { name: 'menu', fixture: 'menu-everything-offered', language: 'en', shape: 'lying' },
];
