import { parseAst } from 'vite';

/**
 * One event that a machine no longer hears, or one way that it no longer goes by itself.
 *
 * @typedef {object} Mutant
 * @property {string} file     path from the root of the project
 * @property {string} title    where it stood
 * @property {string} code     the file without it
 */

/** Tables of events: the transitions of a state, and tables that are spread into them or say how an event is passed on. */
const TABLES = new Set(['on', 'after', 'toldAs', 'cardIsGone']);
/** What a state does without an event. */
const BY_ITSELF = new Set(['always', 'onSnapshot']);
/** Its last argument is such a table, too. */
const PASSING_ON = 'passOn';

/**
 * Every row of every table of events in a file, deleted one at a time; of a row with several alternatives, each of them, too. So are
 * transitions without an event, and what a machine says to itself later.
 *
 * @param {string} file
 * @param {string} code
 * @returns {Mutant[]}
 */
export function mutantsOf(file, code) {
  const mutants = [];
  const cut = (node, title) => {
    const comma = code.slice(node.end).match(/^\s*,/)?.[0].length ?? 0;
    const line = code.slice(0, node.start).split('\n').length;
    mutants.push({ file, title: `${file}:${line} ${title.join(' ')}`, code: code.slice(0, node.start) + code.slice(node.end + comma) });
  };
  const cutAlternatives = (list, path) => {
    if (list.elements.length > 1) list.elements.forEach((each, index) => cut(each, [...path, `alternative ${index + 1}`]));
  };
  const cutRows = (table, path) => {
    for (const row of bare(table).properties ?? []) {
      const event = row.type === 'Property' ? nameOf(row.key) : code.slice(row.start, row.end).split('(')[0];
      cut(row, [...path, event]);
      if (row.type === 'Property' && row.value.type === 'ArrayExpression') cutAlternatives(row.value, [...path, event]);
    }
  };
  const walk = (node, path) => {
    if (Array.isArray(node)) for (const each of node) walk(each, path);
    if (node === null || typeof node !== 'object' || Array.isArray(node)) return;
    const name = node.type === 'Property' ? nameOf(node.key) : node.type === 'VariableDeclarator' ? nameOf(node.id) : undefined;
    if (TABLES.has(name)) cutRows(node.value ?? node.init, path);
    if (BY_ITSELF.has(name) && node.type === 'Property') {
      cut(node, [...path, name]);
      if (node.value.type === 'ArrayExpression') cutAlternatives(node.value, [...path, name]);
    }
    if (node.type === 'VariableDeclarator' && isTransitions(bare(node.init))) cutAlternatives(bare(node.init), [...path, name]);
    if (node.type === 'ArrayExpression') node.elements.filter(isRaised).forEach((each) => cut(each, [...path, 'raise']));
    if (node.type === 'CallExpression' && nameOf(node.callee) === PASSING_ON) cutRows(node.arguments.at(-1), [...path, PASSING_ON]);
    const inner = name === undefined || name === 'states' || name === 'on' ? path : [...path, name];
    for (const [key, value] of Object.entries(node)) if (key !== 'type') walk(value, inner);
  };
  walk(parseAst(code, { lang: 'ts' }).body, []);
  return mutants;
}

const nameOf = (node) => node?.name ?? node?.value;

/** Without `as const` and `satisfies`. */
const bare = (node) => (node?.expression === undefined || node.expression === true ? node : bare(node.expression));

/** A list of alternatives that has a name, because several events share it. */
const isTransitions = (node) =>
  node?.type === 'ArrayExpression' &&
  node.elements.length > 0 &&
  node.elements.every((each) => each?.type === 'ObjectExpression' && each.properties.some(({ key }) => nameOf(key) === 'target'));

const isRaised = (node) => node?.type === 'CallExpression' && nameOf(node.callee) === 'raise';
