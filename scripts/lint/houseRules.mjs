import { ambientDate } from './ambientDate.mjs';
import { lostAction } from './lostAction.mjs';
import { wildcardTransition } from './wildcardTransition.mjs';

/** The lint rules that no linter ships: each one guards a mistake that cost somebody money or a dead screen. */
export default {
  meta: { name: 'house' },
  rules: {
    'ambient-date': ambientDate,
    'lost-action': lostAction,
    'wildcard-transition': wildcardTransition,
  },
};
