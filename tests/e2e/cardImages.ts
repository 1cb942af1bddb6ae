import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { readImage } from '../../station/cli/cardImageFile.ts';
import type { Kiosk } from './kiosk.ts';

/** What a test looks at on a card that was taken away. NT$. */
export interface CardMemory {
  readonly purse: number;
  readonly backup: number | null;
  readonly autoload: boolean;
  /** What autoload adds each time. */
  readonly autoloadAmount: number | null;
  readonly locked: boolean;
  readonly refunded: boolean;
  readonly expiresOn: string | null;
  readonly product: CardFacts['product'];
  readonly pass: CardFacts['pass'];
}

/** A card's memory, byte for byte, when it was last taken away. @throws Error when it never was. */
export function imageOf({ dataFolder }: Kiosk, id: string): Buffer {
  const path = join(dataFolder, 'cards', `${id}.bin`);
  if (!existsSync(path)) throw new Error(`the card ${id} was never taken away`);
  return readFileSync(path);
}

/** The same as the card profile reads it. */
export async function memoryOf(kiosk: Kiosk, id: string): Promise<CardMemory> {
  const { balance, backupBalance, attributes, expiresOn, product, pass } = (await readImage(id, imageOf(kiosk, id))).facts;
  return {
    purse: balance,
    backup: backupBalance,
    autoload: attributes?.autoload?.enabled ?? false,
    autoloadAmount: attributes?.autoload?.amount ?? null,
    locked: attributes?.blocked ?? false,
    refunded: attributes?.refunded ?? false,
    expiresOn,
    product,
    pass,
  };
}
