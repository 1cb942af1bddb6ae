import type { View } from '../../machines/view/view.ts';

/** The stops of the line between nothing and the most that a card may hold, NT$: like on a map, every stretch is drawn equally long. */
const STOPS = [0, 100, 500, 1_000, 5_000] as const;

/** Where the money of the card stands on the line, and what is on its way there. */
export interface MoneyLine {
  /** NT$ of its stops, ascending; the last one is the most that the card may hold. */
  readonly stops: readonly number[];
  /** NT$ on the card: below 0 while the passenger owes. */
  readonly balance: number;
  /** NT$ that it comes from or goes to; null when nothing moves. */
  readonly stretch: { readonly from: number; readonly to: number; readonly state: 'escrow' | 'writing' | 'added' } | null;
}

const STATES: { readonly [Screen in View['screen']]?: 'escrow' | 'writing' | 'added' } = {
  'note-seen': 'escrow',
  writing: 'writing',
  added: 'added',
  result: 'added',
};

/** Screens that are about the money of the card; on others the line would only repeat what they do not speak of. */
const ABOUT_MONEY: ReadonlySet<View['screen']> = new Set([
  'balance',
  'note-seen',
  'note-returned',
  'writing',
  'added',
  'result',
  'take-card',
]);

/** The line of a View; null where it has none: nothing is known of the card, or the screen is about something else. */
export function moneyLineOf({ screen, card, money, service }: Pick<View, 'screen' | 'card' | 'money' | 'service'>): MoneyLine | null {
  if (card === null || card.cap === null || card.amountsHidden || service !== null || !ABOUT_MONEY.has(screen)) return null;
  const stops = [...STOPS.filter((stop) => stop < (card.cap ?? 0)), card.cap];
  const state = STATES[screen];
  if (money !== null && state !== undefined) {
    const balance = state === 'added' ? money.after : money.before;
    return { stops, balance, stretch: { from: money.before, to: money.after, state } };
  }
  return card.balance === null ? null : { stops, balance: card.balance, stretch: null };
}

/** How far before the first stop the line begins, in stretches: whoever owes stands there. */
const BEFORE_NOTHING = 0.25;

/** Where an amount stands between the first stop (0) and the last (1); a little below 0 when it is owed, never beyond the last. */
export function placeOnLine(stops: readonly number[], amount: number): number {
  const stretch = 1 / (stops.length - 1);
  const next = stops.findIndex((stop) => amount <= stop);
  if (next === -1) return 1;
  const [from, to] = [stops[next - 1], stops[next]];
  if (from === undefined || to === undefined) return amount < 0 ? -BEFORE_NOTHING * stretch : 0;
  return (next - 1 + (amount - from) / (to - from)) * stretch;
}
