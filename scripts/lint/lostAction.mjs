/**
 * XState's `assign` and its kin do nothing by themselves: they make a description that the machine must receive. Called
 * inside an action's function, or as a statement, the description is thrown away and the context silently stays as it was.
 */
export const lostAction = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid XState action creators whose result the machine never receives.' },
    messages: {
      lost: '`{{name}}` called here does nothing: its result must be the action itself, not something made inside one.',
    },
    schema: [],
  },
  create(context) {
    const creators = new Map();
    return {
      ImportDeclaration(node) {
        if (node.source.value !== 'xstate') return;
        for (const specifier of node.specifiers) {
          if (specifier.type === 'ImportSpecifier' && CREATORS.has(specifier.imported.name)) {
            creators.set(specifier.local.name, specifier.imported.name);
          }
        }
      },
      CallExpression(node) {
        if (node.callee.type !== 'Identifier' || !creators.has(node.callee.name)) return;
        if (node.parent.type === 'ExpressionStatement' || isInsideAction(node)) {
          context.report({ node, messageId: 'lost', data: { name: node.callee.name } });
        }
      },
    };
  },
};

const CREATORS = new Set([
  'assign',
  'raise',
  'sendTo',
  'sendParent',
  'forwardTo',
  'emit',
  'cancel',
  'log',
  'spawnChild',
  'stopChild',
  'enqueueActions',
]);

/** Where a machine keeps its actions; a function written here is run for its effect, and what it returns is ignored. */
const ACTION_KEYS = new Set(['actions', 'entry', 'exit']);

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

function isInsideAction(call) {
  for (let node = call; node.parent; node = node.parent) {
    if (FUNCTIONS.has(node.type)) return standsAsAction(node);
  }
  return false;
}

/** `entry: f`, `actions: [f]`, and in `setup` also `actions: { name: f }`. */
function standsAsAction(functionNode) {
  let { parent } = functionNode;
  if (parent.type === 'ArrayExpression') parent = parent.parent;
  if (parent.type !== 'Property') return false;
  if (ACTION_KEYS.has(parent.key.name)) return true;
  const holder = parent.parent.parent;
  return holder?.type === 'Property' && holder.key.name === 'actions';
}
