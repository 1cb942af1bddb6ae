import { IPASS_SYNTHETIC } from '../../../hardware/card-profiles/ipass-synthetic/layout.ts';
import { type CardDescription, CardImage } from './cardImage.ts';

/**
 * A card of the issuer iPASS as this project invents it, 1,024 bytes.
 * @throws RangeError when the description breaks a rule that no card breaks (see `checkCardImage`).
 */
export function buildIpassCardImage(description: CardDescription): Uint8Array {
  if (description.attributes === null) throw new RangeError('every card of this layout has attributes');
  return new CardImage(IPASS_SYNTHETIC, description).bytes;
}
