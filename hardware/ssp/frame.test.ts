import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../ports/hex.ts';
import { type Decoded, encodeFrame, type Frame, FrameDecoder, type SequenceBit } from './frame.ts';

const decode = (...chunks: readonly string[]): Decoded[] => {
  const decoder = new FrameDecoder();
  return chunks.flatMap((chunk) => decoder.push(fromHex(chunk)));
};

const frames = (decoded: readonly Decoded[]): string[] =>
  decoded.flatMap((result) => (result.kind === 'frame' ? [toHex(result.frame.data)] : []));

const anyFrame: fc.Arbitrary<Frame> = fc.record({
  sequence: fc.constantFrom<SequenceBit>(0, 1),
  address: fc.integer({ min: 0, max: 0x7d }),
  // STX far more often than chance would have it.
  data: fc
    .array(fc.oneof(fc.constant(0x7f), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 255 })
    .map((bytes) => Uint8Array.from(bytes)),
});

describe('a packet', () => {
  it.each([
    ['SYNC as the manual prints it', '7f8001116582', 1, '11'],
    ['POLL as the manual prints it', '7f8001071202', 1, '07'],
    ['7F in the data', '7f80093b007f7f0000005457447bbc', 1, '3b007f000000545744'],
    ['7F in the checksum', '7f80020c627f7fa9', 1, '0c62'],
  ] as const)('is wrapped and unwrapped: %s', (_, wire, sequence, data) => {
    expect(toHex(encodeFrame({ sequence, address: 0, data: fromHex(data) }))).toBe(wire);
    expect(decode(wire)).toEqual([{ kind: 'frame', frame: { sequence, address: 0, data: fromHex(data) } }]);
  });

  it('survives the wire in any chunks', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 4 }), fc.integer({ min: 1, max: 9 }), (sent, size) => {
        const wire = sent.flatMap((frame) => [...encodeFrame(frame)]);
        const decoder = new FrameDecoder();
        const received: Decoded[] = [];
        for (let start = 0; start < wire.length; start += size) received.push(...decoder.push(wire.slice(start, start + size)));
        expect(received).toEqual(sent.map((frame) => ({ kind: 'frame', frame })));
      }),
    );
  });

  it('is not built when it could not be read again', () => {
    expect(() => encodeFrame({ sequence: 0, address: 0, data: new Uint8Array(0) })).toThrow(RangeError);
    expect(() => encodeFrame({ sequence: 0, address: 0, data: new Uint8Array(256) })).toThrow(RangeError);
    expect(() => encodeFrame({ sequence: 0, address: 0x7f, data: Uint8Array.of(7) })).toThrow(RangeError);
  });
});

describe('a stream', () => {
  it('is read past noise, lone STX bytes and broken packets', () => {
    expect(frames(decode('00ff13 7f8001f02380'))).toEqual(['f0']);
    for (const noise of ['7f', '7f 7f', '7f 7f 7f']) expect(frames(decode(`${noise} 7f8001f02380`))).toEqual(['f0']);
    expect(frames(decode('7f8004f0ee 7f8001f02380'))).toEqual(['f0']);
    expect(frames(decode('7f8000 7f8001f02380'))).toEqual(['f0']);
  });

  it('says which packets were damaged, and how', () => {
    expect(decode('7f8001f02381')).toMatchObject([{ kind: 'damaged', reason: 'checksum' }]);
    expect(decode('7f8004f0ee 7f80')).toEqual([{ kind: 'damaged', reason: 'interrupted', bytes: fromHex('7f8004f0ee') }]);
    expect(decode('7f8000')).toMatchObject([{ kind: 'damaged', reason: 'empty' }]);
  });

  it('gives up a good packet that a damaged one had swallowed', () => {
    // The first packet broke off inside a stuffed pair, so that the STX of the next one seems to be its second half.
    expect(frames(decode('7f80030c7f 7f8001f02380 00'))).toEqual(['f0']);
  });

  it('forgets a packet that had begun when told so', () => {
    const decoder = new FrameDecoder();
    decoder.push(fromHex('7f8004f0ee'));
    decoder.reset();
    expect(decoder.push(fromHex('01ebb948'))).toEqual([]);
    expect(decoder.push(fromHex('7f8001f02380'))).toHaveLength(1);
  });

  it('never throws on garbage, and afterwards reads the second of two packets at the latest', () => {
    const garbage = fc.array(fc.oneof(fc.constant(0x7f), fc.integer({ min: 0, max: 255 })), { maxLength: 700 });
    fc.assert(
      fc.property(garbage, anyFrame, (noise, frame) => {
        const decoder = new FrameDecoder();
        decoder.push(noise);
        const heard = [...decoder.push(encodeFrame(frame)), ...decoder.push(encodeFrame(frame))];
        expect(heard).toContainEqual({ kind: 'frame', frame });
      }),
    );
  });
});
