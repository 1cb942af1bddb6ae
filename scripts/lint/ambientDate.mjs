/**
 * `Date` may turn a number into text and back; it may not tell the time and may not know a time zone. Allowed are
 * `new Date(ms)`, `Date.UTC(...)`, texts that name their zone, and the type; everything else asks the machine for its clock
 * or its zone, which the Clock port and the Taipei functions beside it do once for all rooms.
 */
export const ambientDate = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid every use of Date that reads the machine clock or the machine time zone.' },
    messages: {
      now: 'This reads the machine clock: take the time from the Clock port.',
      zone: 'This reads the machine time zone: use the Taipei functions of hardware/ports/clock.ts.',
    },
    schema: [],
  },
  create(context) {
    return {
      Program(program) {
        for (const identifier of globalReferences(context.sourceCode.getScope(program), 'Date')) {
          const message = judge(identifier);
          if (message !== undefined) context.report({ node: identifier.parent, messageId: message });
        }
      },
      MemberExpression(node) {
        if (!node.computed && node.property.type === 'Identifier' && ZONED_METHODS.has(node.property.name)) {
          context.report({ node: node.property, messageId: 'zone' });
        }
        if (isGlobalObject(node.object) && propertyName(node) === 'Date') context.report({ node, messageId: 'now' });
      },
    };
  },
};

/** Methods of a Date whose answer depends on the zone the machine is set to. */
const ZONED_METHODS = new Set(
  ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']
    .flatMap((part) => [`get${part}`, `set${part}`])
    .concat('getTimezoneOffset', 'toLocaleDateString', 'toLocaleTimeString', 'toDateString', 'toTimeString'),
);

const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);

function judge(identifier) {
  const { parent } = identifier;
  if (parent.type.startsWith('TS')) return undefined;
  if (parent.type === 'NewExpression' && parent.callee === identifier) {
    if (parent.arguments.length === 0 || parent.arguments[0].type === 'SpreadElement') return 'now';
    if (parent.arguments.length > 1) return 'zone';
    return isText(parent.arguments[0]) && !namesItsZone(parent.arguments[0]) ? 'zone' : undefined;
  }
  if (parent.type === 'BinaryExpression' && parent.operator === 'instanceof') return undefined;
  if (parent.type === 'MemberExpression' && parent.object === identifier) {
    const name = propertyName(parent);
    if (name === 'UTC') return undefined;
    if (name === 'parse') return namesItsZone(parent.parent.arguments?.[0]) ? undefined : 'zone';
    return 'now';
  }
  return 'now';
}

const isText = (node) => node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');

/** A text that ends in `Z` or an offset, or is nothing but a date (which is read as UTC), means the same everywhere. */
function namesItsZone(node) {
  if (node === undefined || !isText(node)) return false;
  const end = node.type === 'Literal' ? node.value : node.quasis.at(-1).value.cooked;
  return /(Z|[+-]\d\d:\d\d)$/.test(end) || (node.type === 'Literal' && /^\d{4}-\d\d-\d\d$/.test(end));
}

function propertyName(member) {
  if (!member.computed) return member.property.name;
  return member.property.type === 'Literal' ? member.property.value : undefined;
}

function isGlobalObject(node) {
  return node.type === 'Identifier' && GLOBAL_OBJECTS.has(node.name);
}

/** Every reference to the global `name` below `scope`; a local variable of the same name is not it. */
function* globalReferences(scope, name) {
  for (const reference of scope.references) {
    if (reference.identifier.name === name && (reference.resolved === null || reference.resolved.defs.length === 0)) {
      yield reference.identifier;
    }
  }
  for (const child of scope.childScopes) yield* globalReferences(child, name);
}
