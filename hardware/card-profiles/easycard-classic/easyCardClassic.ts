import { createCardProfile } from '../createCardProfile.ts';
import { EASYCARD_CLASSIC } from './layout.ts';

/** EasyCard (悠遊卡) on MIFARE Classic 1K. */
export const easyCardClassic = createCardProfile(EASYCARD_CLASSIC);
