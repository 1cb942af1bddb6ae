import type { CardTransaction, TransactionKind } from '../ports/cardFacts.ts';
import { wallMsOfTaipeiEpoch } from '../ports/clock.ts';
import { dollars } from '../ports/dollars.ts';
import { BLOCK_LENGTH } from './blockAccess.ts';

/** A 16-byte transaction record, field by field, little endian. */
export interface TransactionRecord {
  /** Low byte of the purse transaction number (TSQN). */
  readonly sequence: number;
  /** Seconds since 1970-01-01 counted on Taiwan's wall clock. */
  readonly taipeiSeconds: number;
  readonly type: number;
  /** NT$. */
  readonly amount: number;
  /**
   * NT$. Publicly known as an unsigned number; read as a signed one, because a purse can hold an advance (R-003-20)
   * and its maximum of NT$10,000 never needs the top bit.
   */
  readonly balanceAfter: number;
  /** Meaning not public. */
  readonly code: number;
  readonly place: number;
  readonly device: number;
}

/** Record types as seen on cards; any other value is data of unknown meaning. */
export const RECORD_TYPE = {
  entry: 0x00,
  exit: 0x11,
  purchase: 0x20,
  addValue: 0x30,
  /** A period ticket that was paid from the purse: a number of this project's, for none is public. */
  pass: 0x50,
} as const;

/** The number that operators' terminals give an autoload; it may stand in the place of the last add-value. */
const AUTOLOAD = 0x40;

/** The value of the byte of unknown meaning in an add-value record that a machine has been seen to write. */
export const ADD_VALUE_CODE = 0x01;

/** Sequence and time come before the type, all that was done after it. */
const TYPE_OFFSET = 5;

/** @returns null for an empty (all zero) record. Anything else is a record, however odd. */
export function decodeRecord(block: Uint8Array): TransactionRecord | null {
  if (block.length !== BLOCK_LENGTH || block.every((byte) => byte === 0)) return null;
  const view = new DataView(block.buffer, block.byteOffset, BLOCK_LENGTH);
  return {
    sequence: view.getUint8(0),
    taipeiSeconds: view.getUint32(1, true),
    type: view.getUint8(TYPE_OFFSET),
    amount: view.getUint16(6, true),
    balanceAfter: view.getInt16(8, true),
    code: view.getUint8(10),
    place: view.getUint8(11),
    device: view.getUint32(12, true),
  };
}

export function encodeRecord(record: TransactionRecord): Uint8Array {
  const block = new Uint8Array(BLOCK_LENGTH);
  const view = new DataView(block.buffer);
  view.setUint8(0, record.sequence);
  view.setUint32(1, record.taipeiSeconds, true);
  view.setUint8(TYPE_OFFSET, record.type);
  view.setUint16(6, record.amount, true);
  view.setInt16(8, record.balanceAfter, true);
  view.setUint8(10, record.code);
  view.setUint8(11, record.place);
  view.setUint32(12, record.device, true);
  return block;
}

/** What the record says was done. */
export function kindOf(record: TransactionRecord): TransactionKind {
  switch (record.type) {
    case RECORD_TYPE.entry:
      return 'entry';
    case RECORD_TYPE.exit:
      return 'exit';
    case RECORD_TYPE.purchase:
      return 'purchase';
    case RECORD_TYPE.addValue:
      return 'add-value';
    case RECORD_TYPE.pass:
      return 'pass';
    default:
      return 'other';
  }
}

export function toTransaction(record: TransactionRecord): CardTransaction {
  return {
    sequence: record.sequence,
    atMs: wallMsOfTaipeiEpoch(record.taipeiSeconds),
    kind: kindOf(record),
    amount: dollars(record.amount),
    balanceAfter: dollars(record.balanceAfter),
    place: record.place,
    device: record.device,
  };
}

/**
 * The purse before this record's debit, or null when the record is not known to have taken money off.
 * A backup purse may still hold this value: machines that debit do not always write it.
 */
export function balanceBeforeDebit(record: TransactionRecord): number | null {
  switch (kindOf(record)) {
    case 'entry':
    case 'exit':
    case 'purchase':
    case 'pass':
      return record.balanceAfter + record.amount;
    case 'add-value':
    case 'other':
      return null;
  }
}

/** The purse before this record, or null when it is not known whether the record took or added. */
export function balanceBefore(record: TransactionRecord): number | null {
  const credits = record.type === RECORD_TYPE.addValue || record.type === AUTOLOAD;
  return credits ? record.balanceAfter - record.amount : balanceBeforeDebit(record);
}

/**
 * The record in the place of the last add-value, or null: empty, or left by a torn write without amount, time or a type
 * that adds value. A type of unknown meaning may be another way to add value, such as autoload.
 */
export function lastAddValueIn(block: Uint8Array): TransactionRecord | null {
  const record = decodeRecord(block);
  if (record === null || record.amount === 0 || record.taipeiSeconds === 0) return null;
  const kind = kindOf(record);
  return kind === 'add-value' || kind === 'other' ? record : null;
}

/**
 * What stands in the place of the last add-value, whatever it calls itself, for people who look at a card; null when it is
 * empty, or nothing from the type on has arrived.
 */
export function statedAddValueIn(block: Uint8Array): TransactionRecord | null {
  return block.subarray(TYPE_OFFSET).some((byte) => byte !== 0) ? decodeRecord(block) : null;
}

/** Whether a record can be one of added value which some machine has made. */
export function isPlausibleCredit(record: TransactionRecord | null): boolean {
  const credits = record?.type === RECORD_TYPE.addValue || record?.type === AUTOLOAD;
  return record !== null && credits && record.amount > 0 && record.taipeiSeconds > 0;
}
