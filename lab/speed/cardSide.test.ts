import { expect, it } from 'vitest';
import { fromHex } from '../../hardware/ports/hex.ts';
import { groupOf, parseCommand } from '../devices/card/cardCommand.ts';
import { REALISTIC_DELAYS } from '../devices/card/simulatedReader.ts';
import { cardDelays } from './baselines/cardDelays.ts';

it('the card is as slow as its baseline says', () => {
  const commands = ['ffca000000', 'ff82000006ffffffffffff', 'ff860000050100086000', 'ffb0000810', `ffd6000810${'00'.repeat(16)}`];
  const delays = commands.map((command) => REALISTIC_DELAYS[groupOf(parseCommand(fromHex(command)))]);
  expect(commands.map((command) => cardDelays([command]))).toEqual(delays);
  expect(cardDelays(commands)).toBe(19);
});
