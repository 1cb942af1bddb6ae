import { describe, expect, it } from 'vitest';
import { answerIn, inputsIn, readInputsQuestion, writeCoilQuestion } from './rtu.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

// Frames as another implementation makes them (pymodbus 3.0.0, ModbusRtuFramer.buildPacket, unit 17).
const QUESTION = readInputsQuestion(0x11, 0x00c4, 22);

describe('a question', () => {
  it('reads discrete inputs', () => {
    expect(QUESTION.frame).toEqual(bytes('11 02 00 C4 00 16 BA A9'));
  });

  it.each([
    [true, '11 05 00 AC FF 00 4E 8B'],
    [false, '11 05 00 AC 00 00 0F 7B'],
  ])('switches a coil to %s', (on, frame) => {
    expect(writeCoilQuestion(0x11, 0x00ac, on).frame).toEqual(bytes(frame));
  });
});

describe('an answer', () => {
  const ANSWER = bytes('11 02 03 AC DB 35 20 18');

  it('is not there before its last byte', () => {
    for (let length = 0; length < ANSWER.length; length += 1) expect(answerIn(ANSWER.subarray(0, length), QUESTION)).toBeNull();
  });

  it('holds the inputs, the first in the lowest bit', () => {
    const answer = answerIn(ANSWER, QUESTION);
    if (answer?.ok !== true) throw new Error('no answer');
    const on = inputsIn(answer.value, 22).flatMap((bit, at) => (bit ? [at] : []));
    expect(on).toEqual([2, 3, 5, 7, 8, 9, 11, 12, 14, 15, 16, 18, 20, 21]);
  });

  it.each([
    ['says no', '11 82 02 C0 A4', 'it says no: exception 2'],
    ['is broken', '11 02 03 AC DB 35 20 19', 'the check sum is wrong'],
    ['is of another unit', '12 02 03 AC DB 35 20 2B', 'unit 18 answers function 2'],
    ['is of another function', '11 01 03 AC DB 35 64 18', 'unit 17 answers function 1'],
  ])('is none when it %s', (_, hex, error) => {
    expect(answerIn(bytes(hex), QUESTION)).toEqual({ ok: false, error });
  });
});
