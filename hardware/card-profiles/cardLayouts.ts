import type { CardLayout } from './cardLayout.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from './ipass-synthetic/layout.ts';

/** Every layout by which a card may have been read. */
export const cardLayouts: readonly CardLayout[] = [EASYCARD_CLASSIC, IPASS_SYNTHETIC];
