import { createElement, Suspense, use, useEffect, useMemo } from 'react';
import type { ScreenName } from '../../machines/view/screens.ts';
import type { Verb, View } from '../../machines/view/view.ts';
import type { Press } from '../components/TouchButton.tsx';
import { Frame, type Tone } from '../components/Frame.tsx';
import { sayIn } from '../components/say.ts';
import { PressGroundContext } from '../press/pressGround.ts';
import { questionOf } from '../press/pressJudge.ts';
import { noPointers, type RestingPointers } from '../press/restingPointers.ts';
import { componentOf, fetchScreens } from './screenComponents.ts';
import type { ScreenProps } from './screenProps.ts';

function toneOf({ screen, sameCard, service, prompts }: View): Tone {
  switch (screen) {
    case 'writing':
    case 'note-returned':
      return 'signal';
    case 'take-card':
      // A forgotten card shines through the hall no longer: what is asked for now is somebody who takes care of it.
      return prompts.some(({ id }) => id === 'take-card.forgotten') ? 'ink' : 'signal';
    case 'same-card':
      return sameCard?.phase === 'settling' ? 'signal' : 'needed';
    case 'added':
    case 'result':
    case 'service-done':
      return 'done';
    case 'service':
      return service?.grave === true ? 'needed' : 'ink';
    case 'attract':
    case 'reading':
    case 'balance':
    case 'note-seen':
    case 'claim':
    case 'menu':
    case 'passes':
    case 'asking-issuer':
    case 'service-refused':
    case 'help':
    case 'card-refused':
    case 'staff':
    case 'out-of-service':
      return 'ink';
  }
}

/** Controls that a screen shows in a place of its own; every other one stands in the frame. */
const ownPlaces: { readonly [Screen in ScreenName]?: (view: View) => readonly Verb[] } = {
  balance: ({ card }) =>
    card === null
      ? []
      : ['toggle-history', 'toggle-amounts', 'choose-service', ...(card.history === null ? [] : (['toggle-places'] as const))],
  menu: () => ['choose-service', 'print-statement', 'help'],
  passes: () => ['choose-pass'],
  service: ({ service }) => (service?.grave === true ? ['confirm'] : service?.step === 'offer' ? ['add-cash'] : []),
  help: () => ['help'],
  staff: () => ['staff-key', 'staff-choose', 'confirm'],
};

function placedBy(view: View): readonly Verb[] {
  return ownPlaces[view.screen]?.(view) ?? [];
}

interface ViewScreenProps {
  readonly view: View;
  readonly press: Press;
  /** Left out where nobody touches the screen. */
  readonly pointers?: RestingPointers;
}

/** What stands in the frame. All but the first screen come after it: until then there is the frame. */
function Screen(props: ScreenProps) {
  const component = componentOf(props.view.screen) ?? use(fetchScreens())[props.view.screen];
  useEffect(() => {
    // Whoever is needed next asks again, and says so where that fails.
    fetchScreens().catch(() => undefined);
  }, []);
  return createElement(component, props);
}

/** A View as the passenger sees it. */
export function ViewScreen({ view, press, pointers = noPointers }: ViewScreenProps) {
  const say = sayIn(view.chrome.language);
  const question = questionOf(view);
  const ground = useMemo(() => ({ question, pointers }), [question, pointers]);
  return (
    <PressGroundContext value={ground}>
      <Frame view={view} tone={toneOf(view)} placed={placedBy(view)} say={say} press={press}>
        <Suspense fallback={null}>
          <Screen view={view} say={say} press={press} />
        </Suspense>
      </Frame>
    </PressGroundContext>
  );
}
