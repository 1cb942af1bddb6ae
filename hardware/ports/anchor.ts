/** How far a journal has come, as a place outside of it remembers. */
export interface AnchorState {
  readonly machine: string;
  /** Names one life of the machine's journal: it grows with every commissioning that begins a new one. */
  readonly epoch: number;
  /** The newest record that may have been acted on; 0 and no hash: none yet. */
  readonly head: JournalHead;
  /** How often a station has opened this journal. */
  readonly boots: number;
  /** Marks of the two keys that belong to the journal: the one that seals card numbers, the one that signs. */
  readonly keys: { readonly seal: string; readonly signer: string };
}

export interface JournalHead {
  readonly seq: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

export type AnchorReading =
  | { readonly state: 'absent' }
  /** It cannot be told what it said. */
  | { readonly state: 'damaged'; readonly detail: string }
  /** `certain`: no other state was begun to be written after this one, as a power cut in the middle of it would leave behind. */
  | { readonly state: 'holds'; readonly anchor: AnchorState; readonly certain: boolean };

/**
 * Remembers the journal's newest record in another place than the journal: a file of its own, or a counter that cannot be
 * turned back. A journal that is older than it is not the one that belongs here.
 */
export interface Anchor {
  read(): AnchorReading;
  /**
   * Returns when the state is durable. A power cut in the middle leaves this state or the one before.
   * @throws Error when it is not known to be durable
   */
  write(anchor: AnchorState): void;
}
