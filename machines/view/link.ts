import type { DockCommand, DockJournalRecord, DockState } from './dock.ts';
import type { Intent } from './intent.ts';
import type { View } from './view.ts';

/** What travels to the screen (shell to renderer). */
export type ToScreen =
  | { readonly type: 'view'; readonly view: View }
  /** The station is not running: the page shows its static out-of-service picture. */
  | { readonly type: 'station-down' }
  /** Present only in simulated configurations. */
  | { readonly type: 'dock'; readonly state: DockState }
  | { readonly type: 'dock-journal'; readonly tail: readonly DockJournalRecord[] };

/** What travels from the screen (renderer to shell). */
export type FromScreen = { readonly type: 'intent'; readonly intent: Intent } | { readonly type: 'dock'; readonly command: DockCommand };
