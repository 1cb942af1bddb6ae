import type { View } from '../../machines/view/view.ts';
import type { Press } from '../components/TouchButton.tsx';
import type { Say } from '../components/say.ts';

/** What a screen is drawn from: a screen is a pure function of the View. */
export interface ScreenProps {
  readonly view: View;
  readonly say: Say;
  readonly press: Press;
}
