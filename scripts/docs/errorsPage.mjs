import { languageTable, passengerLanguages } from '../../machines/messages/languages.ts';
import { row, tableHead } from './markdown.mjs';

/** A text of the catalogues with what fills it as `{name}`. */
function words(id) {
  return passengerLanguages.map((language) => languageTable[language].catalogue[id].replaceAll(/\{(\w+)[^{}]*\}/g, '{$1}')).join('<br>');
}

const list = (items) => items.join(', ') || '-';
const codes = (items) => list(items.map((item) => `\`${item}\``));

/** `E1`: the codes E10 to E19 and E100 to E199. */
function familyRow({ digit, about }) {
  return row([`E${digit}0-E${digit}9, E${digit}00-E${digit}99`, about]);
}

function entryRow([name, { code, text, now, severity, moneyAtRisk, under }]) {
  const todo = now.map((id) => words(id)).join('<br>') || '-';
  return row([code, name === code ? '-' : name, words(text), todo, severity, moneyAtRisk, under ?? '-']);
}

function staffRow([, { code, remedy, journal, clauses, raisedBy }]) {
  return row([code, remedy, codes(journal), list(clauses), raisedBy.length === 0 ? 'nobody yet' : codes(raisedBy)]);
}

/** docs/errors.md: everything that can go wrong, for the passenger and for staff. */
export function errorsPage(catalogue, families) {
  const entries = Object.entries(catalogue);
  return [
    '# Errors',
    '',
    'Made by `npm run docs` from `machines/errors/`; a unit test fails when this page and the catalogue differ.',
    '',
    'Everything that can go wrong, with the code that passengers, staff and hotline can tell each other. K01 to K20 are the codes of the',
    'rulebook and of `kiosk explain`; E codes are causes that only this machine knows, filed by the hotline under a K code where one is named.',
    'A claim carries K15 and the end of its transaction, for instance `K15-0813P`.',
    '',
    '## Families',
    '',
    ...tableHead(['codes', 'about']),
    ...Object.values(families).map(familyRow),
    '',
    '## What passengers are told',
    '',
    'Severity: **notice** the machine is well; **reduced** it serves with less; **closed** it serves nobody; **intervention** staff must look',
    'into it. Money at risk: where a passenger’s money is while this stands.',
    '',
    ...tableHead(['code', 'name', 'text', 'what to do now', 'severity', 'money at risk', 'under']),
    ...entries.map(entryRow),
    '',
    '## What staff does',
    '',
    'The journal’s records of a transaction are found by its claim code: `npm run kiosk -- journal show`.',
    '',
    ...tableHead(['code', 'remedy', 'journal', 'rules', 'raised by']),
    ...entries.map(staffRow),
    '',
  ].join('\n');
}
