/** Milliseconds that a card on a USB reader takes for a command, by the second byte of the command (MF1S50yyX data sheet, and USB). */
const DELAYS: Readonly<Record<string, number>> = { ca: 1, '82': 1, '86': 4, b0: 5, d6: 8 };

/** What the card alone takes for these commands: the sum of its delays, as if nothing else took any time. */
export function cardDelays(commands: readonly string[]): number {
  return commands.reduce((sum, command) => sum + (DELAYS[command.slice(2, 4)] ?? Number.NaN), 0);
}
