import { createCardProfile } from '../createCardProfile.ts';
import { IPASS_SYNTHETIC } from './layout.ts';

/** A card of the issuer iPASS (一卡通), invented: the real one's layout is not public. */
export const ipassSynthetic = createCardProfile(IPASS_SYNTHETIC);
