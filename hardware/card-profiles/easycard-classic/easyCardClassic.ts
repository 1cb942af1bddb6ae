import { toHex } from '../../ports/hex.ts';
import { ok } from '../../ports/result.ts';
import type { CardProfile } from '../cardProfile.ts';
import { readBlocks } from '../cardBlocks.ts';
import { applyAddValue, planAddValue } from './addValue.ts';
import { DIRECTORY_CONSTANT, LAYOUT } from './layout.ts';
import { readCard } from './readCard.ts';

const ID = 'easycard-classic';

/** EasyCard (悠遊卡) on MIFARE Classic 1K. */
export const easyCardClassic: CardProfile = {
  id: ID,
  version: 1,
  issuer: 'easycard',
  async recognise(access) {
    const directory = await readBlocks(access, 'a', [LAYOUT.directory.block]);
    return directory.ok ? ok(toHex(directory.value.get(LAYOUT.directory.block)) === DIRECTORY_CONSTANT) : directory;
  },
  read: (access, uid) => readCard(access, uid, ID),
  planAddValue: (access, uid, order) => planAddValue(access, uid, ID, order),
  applyAddValue,
};
