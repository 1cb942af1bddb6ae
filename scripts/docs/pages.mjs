import { readFileSync } from 'node:fs';
import { logEvents } from '../../hardware/ports/logEvents.ts';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import { errorFamilies } from '../../machines/errors/errorFamilies.ts';
import { ruleDocuments } from '../../machines/rules/register/ruleRegister.ts';
import { errorsPage } from './errorsPage.mjs';
import { logPage } from './logPage.mjs';
import { noticesPage } from './noticesPage.mjs';
import { fromRoot } from '../setup/paths.mjs';
import { rulesPage } from './rulesPage.mjs';

/** The pages that are made from data, by their place in the repository. */
export const pages = () => ({
  'docs/rules.md': rulesPage(ruleDocuments),
  'docs/errors.md': errorsPage(errorCatalogue, errorFamilies),
  'docs/log.md': logPage(logEvents),
  'docs/third-party.md': noticesPage(JSON.parse(readFileSync(fromRoot('package-lock.json'), 'utf8'))),
});
