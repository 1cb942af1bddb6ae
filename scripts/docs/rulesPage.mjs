import { standingsOf } from '../../machines/rules/register/registeredRule.ts';
import { cell, row, tableHead } from './markdown.mjs';

const STATUSES = ['enforced', 'computed', 'shown', 'recorded', 'routed', 'not here', 'planned'];

const code = (text) => `\`${text}\``;
const codes = (texts) => texts.map(code).join(', ');

/** How this version stands to one side of a rule, in words. */
function standingWords(standing) {
  switch (standing.status) {
    case 'enforced':
    case 'computed':
      return `${standing.status} in ${codes(standing.where)}`;
    case 'shown':
      return `shown by ${codes(standing.texts)}`;
    case 'recorded':
      return `recorded as ${codes(standing.kinds)}, at least ${standing.years} years`;
    case 'routed':
      return `routed to ${standing.to}`;
    case 'not here':
      return `not here: ${standing.why}`;
    case 'planned':
      return `planned with ${standing.service}: ${standing.what}`;
  }
  throw new Error(`unknown status ${standing.status}`);
}

function ruleRow(entry) {
  const standings = standingsOf(entry);
  const kinds = [...new Set(standings.map(({ kind }) => kind))].join(' ');
  const words = standings.map(({ kind, standing }) => `${kind} ${standingWords(standing)}`).join('<br>');
  return row([entry.id, entry.rule, entry.flows.join(' '), entry.cards.join(', ') || '-', kinds, words]);
}

function countRows(documents) {
  const count = (rules, status) => rules.filter((one) => standingsOf(one).some(({ standing }) => standing.status === status)).length;
  const rows = documents.map(({ number, rules }) => row([number, rules.length, ...STATUSES.map((status) => count(rules, status))]));
  const all = documents.flatMap(({ rules }) => rules);
  return [...rows, row(['all', all.length, ...STATUSES.map((status) => count(all, status))])];
}

/** docs/rules.md: every rule with how this version stands to it. */
export function rulesPage(documents) {
  return [
    '# Rules',
    '',
    'Made by `npm run docs` from `machines/rules/register/`; a unit test fails when this page and the register differ.',
    '',
    'Every rule that the documents of EasyCard and iPASS set for this kind of machine, and how this version stands to it. Nothing is left',
    'out: a rule that asks nothing of a kiosk says why, one that waits for a later version says which part of it. The sentences are ours and',
    'short; what binds are the documents.',
    '',
    '- **enforced**, **computed**: in the files that are named, or in the answers of `kiosk explain` (`explain refund`) where passengers have',
    '  no such flow yet. A test names the rule in its title; the unit suite fails when none does.',
    '- **shown**: by the texts with these ids, on a screen or a slip. **recorded**: by records of these kinds in the journal.',
    '- **routed**: somebody else decides. **not here**: no action of a kiosk. **planned**: not built yet.',
    '',
    'Kinds: E enforce, C compute, S show, L log, R route, N no action of a kiosk. Flows: TU top-up, AE autoload enabling, AX autoload, RF',
    'refund, QY query, EX extension, LC lost card, FH failure, RC receipt, MT maintenance, PV privacy, HR hours and contacts, RR retention,',
    'FE fees, RG registration, PU purchase, GN general. Cards: EasyCard ORD ordinary, STU student, CONC concession, SEN senior, CHA charity,',
    'CMP companion, CIT citizen, TEL telecom, DBT debit, SPEC special, DEP deposit, CO co-branded, CO-A co-branded without a name; REG',
    'registered, ANON anonymous, EP e-payment account; iPASS IP general, IPC Pingtung concession.',
    '',
    'Rules with at least one standing of each sort:',
    '',
    ...tableHead(['document', 'rules', ...STATUSES]),
    ...countRows(documents),
    ...documents.flatMap(({ number, title, rules }) => [
      '',
      `## ${number}: ${cell(title)}`,
      '',
      ...tableHead(['id', 'rule', 'flows', 'cards', 'kind', 'how this version stands to it']),
      ...rules.map(ruleRow),
    ]),
    '',
  ].join('\n');
}
