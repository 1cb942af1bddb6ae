import type { ComponentType } from 'react';
import type { ScreenName, Verb, View } from '../../machines/view/view.ts';
import type { Press } from '../components/ControlButton.tsx';
import { Frame, type Tone } from '../components/Frame.tsx';
import { sayIn } from '../components/say.ts';
import { AddedScreen } from './AddedScreen.tsx';
import { AttractScreen } from './AttractScreen.tsx';
import { BalanceScreen } from './BalanceScreen.tsx';
import { CardRefusedScreen } from './CardRefusedScreen.tsx';
import { ClaimScreen } from './ClaimScreen.tsx';
import { NoteSeenScreen } from './NoteSeenScreen.tsx';
import { OutOfServiceScreen } from './OutOfServiceScreen.tsx';
import { ReadingScreen } from './ReadingScreen.tsx';
import { SameCardScreen } from './SameCardScreen.tsx';
import type { ScreenProps } from './screenProps.ts';
import { TakeCardScreen } from './TakeCardScreen.tsx';
import { WritingScreen } from './WritingScreen.tsx';

const components: Readonly<Record<ScreenName, ComponentType<ScreenProps>>> = {
  attract: AttractScreen,
  reading: ReadingScreen,
  balance: BalanceScreen,
  'note-seen': NoteSeenScreen,
  writing: WritingScreen,
  added: AddedScreen,
  'same-card': SameCardScreen,
  claim: ClaimScreen,
  'card-refused': CardRefusedScreen,
  'take-card': TakeCardScreen,
  'out-of-service': OutOfServiceScreen,
};

function toneOf({ screen, sameCard }: View): Tone {
  switch (screen) {
    case 'writing':
    case 'take-card':
      return 'signal';
    case 'same-card':
      return sameCard?.phase === 'settling' ? 'signal' : 'needed';
    case 'added':
      return 'done';
    case 'attract':
    case 'reading':
    case 'balance':
    case 'note-seen':
    case 'claim':
    case 'card-refused':
    case 'out-of-service':
      return 'ink';
  }
}

/** Controls that a screen shows in a place of its own; every other one stands in the frame. */
function placedBy({ screen, card }: View): readonly Verb[] {
  return screen === 'balance' && card !== null ? ['toggle-places'] : [];
}

/** A View as the passenger sees it. */
export function ViewScreen({ view, press }: { readonly view: View; readonly press: Press }) {
  const Screen = components[view.screen];
  const say = sayIn(view.chrome.language);
  return (
    <Frame view={view} tone={toneOf(view)} placed={placedBy(view)} say={say} press={press}>
      <Screen view={view} say={say} press={press} />
    </Frame>
  );
}
