/** How far its claim has been told to whoever holds the card. */
export interface ClaimTold {
  readonly claimCode: string | null;
  /** It was given out: its slip came, or without one it has stood on the screen a second time. */
  readonly claimShown: boolean;
  /** It has stood on the screen alone: no slip came. */
  readonly claimUnprinted?: boolean | undefined;
}

/**
 * What a claim's slip changes. Without paper its screen was the only evidence, and perhaps nobody stood there any more: it is
 * shown once more when that card comes back.
 */
export function claimTold(
  printed: boolean,
  { claimUnprinted = false }: Pick<ClaimTold, 'claimUnprinted'> = {},
): { readonly claimShown: true } | { readonly claimUnprinted: true } {
  return printed || claimUnprinted ? { claimShown: true } : { claimUnprinted: true };
}
