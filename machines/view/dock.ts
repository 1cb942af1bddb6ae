/**
 * The development dock: what a newcomer can do to the simulated hardware from the browser. Only simulated
 * configurations offer it. It talks to the simulated parts, never to the station.
 */
export type DockCommand =
  | { readonly do: 'place-card'; readonly card: string }
  /** Lays a second card beside the one that lies there, or beside the next one. */
  | { readonly do: 'lay-beside' }
  /** Takes away whatever lies there. */
  | { readonly do: 'remove-card' }
  /** NT$ value of the note. */
  | { readonly do: 'insert-note'; readonly value: number }
  /** The next note jams on its way to the cash box. */
  | { readonly do: 'jam-next-note' }
  | { readonly do: 'clear-jam' }
  /** The next card write is cut: the card leaves the field after `after` write commands (1 to 3). */
  | { readonly do: 'pull-card-while-writing'; readonly after: number }
  | { readonly do: 'paper'; readonly paper: 'full' | 'out' }
  | { readonly do: 'operator-switch'; readonly position: 'run' | 'maintenance' }
  /** The network to the issuer: cut, the station cannot reach it. */
  | { readonly do: 'network'; readonly network: 'up' | 'cut' }
  /** The issuer does the next act that it is asked for, and its answer is lost on the way. */
  | { readonly do: 'lose-next-answer' }
  /** Mains off and on again: the station is killed and every simulated part loses power. */
  | { readonly do: 'cut-power' };

export interface DockCard {
  readonly id: string;
  /** For people who write software: plain English. */
  readonly label: string;
  /** `damaged`: kept apart, no machine can serve it. */
  readonly group: 'sound' | 'damaged';
  readonly balance: number;
  readonly placed: boolean;
}

export interface DockState {
  readonly cards: readonly DockCard[];
  readonly acceptor: {
    readonly power: 'on' | 'off';
    readonly accepts: readonly number[];
    readonly jammed: boolean;
    readonly notesKept: number;
  };
  readonly paper: 'full' | 'out';
  readonly operatorSwitch: 'run' | 'maintenance';
  readonly network: 'up' | 'cut';
  /** Slips as printed, newest first, at most three. */
  readonly slips: readonly DockSlip[];
}

export interface DockSlip {
  readonly id: string;
  readonly lines: readonly { readonly kind: string; readonly text?: string; readonly label?: string; readonly value?: string }[];
}

/** One record of the journal's tail, newest first, for the dock. */
export interface DockJournalRecord {
  readonly seq: number;
  readonly txn: string | null;
  readonly kind: string;
  readonly summary: string;
}
