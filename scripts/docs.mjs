/** Writes the pages of docs/ that are made from data: the register of rules and the catalogue of errors. */
import { writeFileSync } from 'node:fs';
import { pages } from './docs/pages.mjs';
import { fromRoot } from './setup/paths.mjs';

for (const [place, text] of Object.entries(pages())) {
  writeFileSync(fromRoot(place), text);
  console.log(place);
}
