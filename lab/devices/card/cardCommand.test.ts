import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromHex } from '../../../hardware/ports/hex.ts';
import { authenticate, GET_UID, loadKey, readBlock, updateBlock } from '../../../hardware/pcsc/apdu.ts';
import { type CardCommand, changesCard, groupOf, parseCommand } from './cardCommand.ts';

const KEY = fromHex('a0a1a2a3a4a5');
const DATA = new Uint8Array(16).fill(7);

const COMMANDS: readonly [Uint8Array, CardCommand][] = [
  [GET_UID, { type: 'get-uid' }],
  [loadKey(1, KEY), { type: 'load-key', slot: 1, key: KEY }],
  [authenticate(8, 'b', 1), { type: 'authenticate', block: 8, kind: 'b', slot: 1 }],
  [fromHex('ff880008 60 00'), { type: 'authenticate', block: 8, kind: 'a', slot: 0 }],
  [readBlock(9), { type: 'read', block: 9, length: 16 }],
  [updateBlock(10, DATA), { type: 'write', block: 10, data: DATA }],
  [fromHex('ffd7000805 00 0000026f'), { type: 'store-value', block: 8, value: 623 }],
  [fromHex('ffd7000805 01 000001f4'), { type: 'change-value', block: 8, by: 500 }],
  [fromHex('ffd7000805 02 00000014'), { type: 'change-value', block: 8, by: -20 }],
  [fromHex('ffd7000802 03 09'), { type: 'copy-value', from: 8, to: 9 }],
  [fromHex('ffb1000804'), { type: 'read-value', block: 8 }],
];

it.each(COMMANDS)('reads %o', (apdu, command) => {
  expect(parseCommand(apdu)).toEqual(command);
});

it.each([
  '',
  'ff',
  '00a4040000',
  'ffca010000',
  'ff82000005a0a1a2a3a4',
  'ff860000050200086000',
  'ff860000050100086200',
  'ffd6000910ab',
  'ffd7000801 05',
])('does not know %s', (hex) => {
  expect(parseCommand(fromHex(hex))).toEqual({ type: 'unknown' });
});

it('reads any bytes without throwing', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), (apdu) => typeof parseCommand(Uint8Array.of(0xff, ...apdu)).type === 'string'));
});

it('knows which commands can change a card', () => {
  expect(COMMANDS.filter(([, command]) => changesCard(command)).map(([, { type }]) => type)).toEqual([
    'write',
    'store-value',
    'change-value',
    'change-value',
    'copy-value',
  ]);
  expect(groupOf({ type: 'read-value', block: 1 })).toBe('read');
});
