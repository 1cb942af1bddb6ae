import { parseAst } from 'vite';

/**
 * One event that a machine no longer hears.
 *
 * @typedef {object} Mutant
 * @property {string} file     path from the root of the project
 * @property {string} title    where it stood
 * @property {string} code     the file without it
 */

/** Tables of events: the transitions of a state, and tables that are spread into them or say how an event is passed on. */
const TABLES = new Set(['on', 'toldAs', 'whileClosing', 'cardIsGone']);
/** Its last argument is such a table, too. */
const PASSING_ON = 'passOn';

/**
 * Every row of every table of events in a file, deleted one at a time; of a row with several alternatives, each of them, too.
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
  const cutRows = (table, path) => {
    for (const row of bare(table).properties ?? []) {
      const event = row.type === 'Property' ? nameOf(row.key) : code.slice(row.start, row.end).split('(')[0];
      cut(row, [...path, event]);
      const alternatives = row.type === 'Property' && row.value.type === 'ArrayExpression' ? row.value.elements : [];
      if (alternatives.length > 1) alternatives.forEach((each, index) => cut(each, [...path, event, `alternative ${index + 1}`]));
    }
  };
  const walk = (node, path) => {
    if (Array.isArray(node)) for (const each of node) walk(each, path);
    if (node === null || typeof node !== 'object' || Array.isArray(node)) return;
    const name = node.type === 'Property' ? nameOf(node.key) : node.type === 'VariableDeclarator' ? nameOf(node.id) : undefined;
    if (TABLES.has(name)) cutRows(node.value ?? node.init, path);
    if (node.type === 'CallExpression' && nameOf(node.callee) === PASSING_ON) cutRows(node.arguments.at(-1), [...path, PASSING_ON]);
    const inner = name === undefined || name === 'states' || name === 'on' ? path : [...path, name];
    for (const [key, value] of Object.entries(node)) if (key !== 'type') walk(value, inner);
  };
  walk(parseAst(code, { lang: 'ts' }).body, []);
  return mutants;
}

const nameOf = (node) => node?.name ?? node?.value;

/** Without `as const` and `satisfies`. */
const bare = (node) => (node.expression === undefined ? node : bare(node.expression));
