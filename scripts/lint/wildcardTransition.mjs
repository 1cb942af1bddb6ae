/**
 * A wildcard transition makes every event acceptable: `snapshot.can()` is then true for anything, and the invariant
 * "every control that a View offers is accepted" can no longer fail. XState knows `'*'` and partial ones such as `'CARD.*'`.
 */
export const wildcardTransition = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid wildcard transitions in state machines.' },
    messages: { wildcard: 'A wildcard transition accepts every event: name the events this state handles.' },
    schema: [],
  },
  create(context) {
    return {
      Property(node) {
        const name = keyOf(node);
        if (name === '*' || name?.endsWith('.*')) context.report({ node: node.key, messageId: 'wildcard' });
      },
    };
  },
};

function keyOf({ key, computed }) {
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value;
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0].value.cooked;
  return computed ? undefined : key.name;
}
