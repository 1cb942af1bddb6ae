/** Every delay and limit of the flows. Milliseconds unless said otherwise. */
export const limits = {
  /** Nothing happened for this long: ask whether more time is needed (experience: idle 60 s). */
  idleMs: 60_000,
  /** The question stands this long; WCAG 2.2.1 asks for at least 20 s. */
  idleWarningMs: 20_000,
  /** The same card is awaited this long, then a claim is opened (C-27). The passenger may ask for more time. */
  sameCardMs: 120_000,
  /** Tries with the same card before a claim is opened (C-27). */
  sameCardTries: 3,
  /** A claim stays on the screen this long when nobody confirms it; the record stays for years. */
  claimShownMs: 180_000,
  /** A claim that has no slip: its code must be photographed, or staff fetched. */
  claimOnlyMs: 300_000,
  /** The issuer's link gives an answer of its own after 20 s at most; a flow that heard none by then waits no longer. */
  issuerAnswerMs: 30_000,
  /** What came of a top-up or a service stays this long after its card was taken: then nothing of the passenger is left (experience: blank after 10 s). */
  toldMs: 10_000,
  /** A card that its owner was asked to take and did not: then it counts as forgotten (experience: alarm and staff event after 30 s). */
  cardForgottenMs: 30_000,
  /** «Staff has been called» stays this long. */
  staffCalledMs: 60_000,
  /** A note that the unit saw must reach escrow or come back within this time, else we stop waiting for it. */
  noteTransportMs: 15_000,
  /** That a note was returned stays on the screen this long, where the unit does not say that it was taken (WCAG 2.2.1: at least 20 s). */
  returnedToldMs: 20_000,
  /** Nobody of the staff touched the screen for this long: they are out (experience §6: 3 min). */
  staffIdleMs: 180_000,
  /** A PIN that nobody finishes typing is forgotten after this time. */
  staffPinMs: 60_000,
  /** A door that is open and nobody came in: an alarm after this time (ours: card and PIN take half of it). */
  doorUnattendedMs: 60_000,
} as const;
