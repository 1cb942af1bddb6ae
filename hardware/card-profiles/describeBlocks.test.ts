import { expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import { describeBlocks } from './describeBlocks.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';
import { encodeValueBlock } from './valueBlock.ts';

it('says of every block what it holds, and shows its bytes', () => {
  const contents = new Map([
    [10, fromHex('2a0d8ea96930f4016f02003301 00a100'.replaceAll(' ', ''))],
    [8, encodeValueBlock(623)],
    [9, new Uint8Array(16).fill(7)],
    [16, new Uint8Array(16)],
    [56, new Uint8Array(16)],
  ]);
  expect(describeBlocks(EASYCARD_CLASSIC, contents)).toEqual([
    '   8  6f02000090fdffff6f02000000ff00ff  purse           NT$623',
    '   9  07070707070707070707070707070707  backup          no value',
    '  10  2a0d8ea96930f4016f0200330100a100  last add-value  42: add-value NT$500, then NT$623, 2026-03-05T14:07:09+08:00, place 51, machine a10001',
    '  16  00000000000000000000000000000000  record 1        empty',
    '  56  00000000000000000000000000000000',
  ]);
});
