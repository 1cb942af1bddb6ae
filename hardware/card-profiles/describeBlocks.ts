import { taipeiTimestamp } from '../ports/clock.ts';
import { toHex } from '../ports/hex.ts';
import type { CardLayout } from './cardLayout.ts';
import { decodePass, decodePassReceipt } from './passBlocks.ts';
import { decodeRecord, toTransaction } from './transactionRecord.ts';
import { decodeValueBlock } from './valueBlock.ts';

/** Blocks of a card in words, one line each, with their bytes: for people who must find out what happened to it. */
export function describeBlocks(layout: CardLayout, contents: ReadonlyMap<number, Uint8Array>): string[] {
  const names = new Map<number, string>([
    [layout.purse.block, 'purse'],
    [layout.backupPurse.block, 'backup'],
    [layout.lastAddValue.block, 'last add-value'],
    ...layout.ring.map(({ block }, index): [number, string] => [block, `record ${index + 1}`]),
    [layout.issuerData.pass.main.block, 'ticket'],
    [layout.issuerData.passReceipt.main.block, 'its sale'],
    ...layout.recordCopies.map(({ place, kind }): [number, string] => [place.block, `last ${kind}`]),
  ]);
  const purses = [layout.purse.block, layout.backupPurse.block];
  const records = [layout.lastAddValue, ...layout.ring, ...layout.recordCopies.map(({ place }) => place)].map(({ block }) => block);
  const words = (block: number, bytes: Uint8Array): string => {
    if (purses.includes(block)) return valueInWords(bytes);
    if (block === layout.issuerData.pass.main.block) return passInWords(bytes);
    if (block === layout.issuerData.passReceipt.main.block) return receiptInWords(bytes);
    return records.includes(block) ? recordInWords(bytes) : '';
  };
  return [...contents]
    .toSorted(([a], [b]) => a - b)
    .map(([block, bytes]) =>
      `${String(block).padStart(4)}  ${toHex(bytes)}  ${(names.get(block) ?? '').padEnd(14)}  ${words(block, bytes)}`.trimEnd(),
    );
}

function valueInWords(bytes: Uint8Array): string {
  const value = decodeValueBlock(bytes);
  return value === null ? 'no value' : `NT$${value}`;
}

function passInWords(bytes: Uint8Array): string {
  const pass = decodePass(bytes);
  return pass === null ? 'none' : `${pass.product} in area ${pass.area}, ${pass.firstDay} to ${pass.lastDay}, NT$${pass.price}`;
}

function receiptInWords(bytes: Uint8Array): string {
  const receipt = decodePassReceipt(bytes);
  return receipt === null ? 'none' : `${receipt.transaction}, paid from ${receipt.paidFrom}`;
}

function recordInWords(bytes: Uint8Array): string {
  const record = decodeRecord(bytes);
  if (record === null) return 'empty';
  const { sequence, atMs, kind, amount, balanceAfter, place, device } = toTransaction(record);
  return `${sequence}: ${kind} NT$${amount}, then NT$${balanceAfter}, ${taipeiTimestamp(atMs)}, place ${place}, machine ${device.toString(16)}`;
}
