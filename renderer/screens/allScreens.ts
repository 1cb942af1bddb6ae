import '../theme/slices.css';
import { AttractScreen } from './AttractScreen.tsx';
import { AddedScreen } from './AddedScreen.tsx';
import { AskingIssuerScreen } from './AskingIssuerScreen.tsx';
import { BalanceScreen } from './BalanceScreen.tsx';
import { CardRefusedScreen } from './CardRefusedScreen.tsx';
import { ClaimScreen } from './ClaimScreen.tsx';
import { HelpScreen } from './HelpScreen.tsx';
import { MenuScreen } from './MenuScreen.tsx';
import { NoteReturnedScreen } from './NoteReturnedScreen.tsx';
import { PassesScreen } from './PassesScreen.tsx';
import { NoteSeenScreen } from './NoteSeenScreen.tsx';
import { OutOfServiceScreen } from './OutOfServiceScreen.tsx';
import { ReadingScreen } from './ReadingScreen.tsx';
import { SameCardScreen } from './SameCardScreen.tsx';
import { ServiceDoneScreen } from './ServiceDoneScreen.tsx';
import { ServiceRefusedScreen } from './ServiceRefusedScreen.tsx';
import { ServiceScreen } from './ServiceScreen.tsx';
import { StaffScreen } from './StaffScreen.tsx';
import { TakeCardScreen } from './TakeCardScreen.tsx';
import { WritingScreen } from './WritingScreen.tsx';
import type { Screens } from './screenComponents.ts';

/** What each screen is drawn by, and whatever name it may show. A chunk of its own: the first screen does not wait for it. */
export const allScreens: Screens = {
  attract: AttractScreen,
  reading: ReadingScreen,
  balance: BalanceScreen,
  'note-seen': NoteSeenScreen,
  'note-returned': NoteReturnedScreen,
  writing: WritingScreen,
  added: AddedScreen,
  result: AddedScreen,
  'same-card': SameCardScreen,
  claim: ClaimScreen,
  menu: MenuScreen,
  passes: PassesScreen,
  service: ServiceScreen,
  'asking-issuer': AskingIssuerScreen,
  'service-done': ServiceDoneScreen,
  'service-refused': ServiceRefusedScreen,
  help: HelpScreen,
  'card-refused': CardRefusedScreen,
  'take-card': TakeCardScreen,
  staff: StaffScreen,
  'out-of-service': OutOfServiceScreen,
};
