import type { MessageId } from '../../machines/messages/messages.ts';
import type { ScreenName } from '../../machines/view/screens.ts';
import type { View } from '../../machines/view/view.ts';
import style from './Route.module.css';
import type { Say } from './say.ts';

/** The stops of every visit; their numbers stand on the housing too. */
const STOPS = ['steps.card', 'steps.note', 'steps.take'] as const satisfies readonly MessageId[];

/** Where on the way a screen is; `null`: off the line. */
const stopOf: Readonly<Record<ScreenName, 0 | 1 | 2 | null>> = {
  attract: 0,
  reading: 0,
  balance: 1,
  'note-seen': 1,
  'note-returned': null,
  writing: 1,
  added: 2,
  result: null,
  // What is undecided may be no top-up, and has no next stop until the card is back.
  'same-card': null,
  claim: null,
  menu: null,
  passes: null,
  service: null,
  'asking-issuer': null,
  'service-done': null,
  'service-refused': null,
  help: null,
  'card-refused': null,
  'take-card': 2,
  staff: null,
  'out-of-service': null,
};

/** Where notes are asked for, if they are taken: without them the way that is shown leads nowhere. */
const ASKS_FOR_NOTES: ReadonlySet<ScreenName> = new Set(['attract', 'balance']);

/** What is written is no note, but what the issuer agreed to: it goes another way. */
function isService({ service }: Pick<View, 'service'>): boolean {
  return service !== null;
}

/** Is this screen a stop on the way of a visit? */
export function hasRoute(view: Pick<View, 'screen' | 'cash' | 'service'>): boolean {
  return stopOf[view.screen] !== null && !isService(view) && (!ASKS_FOR_NOTES.has(view.screen) || view.cash !== null);
}

/** The visit as a line with three stops, like the map over a train's doors. */
export function Route({ view, say }: { readonly view: Pick<View, 'screen' | 'cash' | 'service'>; readonly say: Say }) {
  const here = stopOf[view.screen];
  if (here === null || !hasRoute(view)) return null;
  return (
    <ol className={style.route} aria-label={say('steps.title')}>
      {STOPS.map((id, stop) => (
        <li
          key={id}
          className={style.stop}
          data-stop={stop < here ? 'passed' : stop === here ? 'here' : 'ahead'}
          aria-current={stop === here ? 'step' : undefined}
        >
          <span className={style.number}>{stop + 1}</span>
          <span className={style.name}>{say(id)}</span>
        </li>
      ))}
    </ol>
  );
}
