import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import { FrameDecoder } from './frame.ts';
import { decodePollReply } from './pollReply.ts';

/** A packet printed in GA138, in printed order, a host frame before its reply. */
interface Vector {
  readonly name: string;
  readonly dir: string;
  readonly hex: string;
  readonly lenCrcOk: boolean;
  readonly expect?: readonly object[];
  readonly decodeError?: string;
}

const vectors: readonly Vector[] = JSON.parse(readFileSync(new URL('./testdata/ssp-vectors.json', import.meta.url), 'utf8'));
const polls = new Set([0x07, 0x56]);

const dataOf = (vector: Vector): Uint8Array | null => {
  const decoded = new FrameDecoder().push(fromHex(vector.hex));
  return decoded.length === 1 && decoded[0]?.kind === 'frame' ? decoded[0].frame.data : null;
};

/** The replies that are lists of events: those to a poll, and one that is printed without its command. */
const pollReplies = vectors.flatMap((vector, index) => {
  if (vector.dir !== 'slave') return [];
  const before = vectors[index - 1];
  const asked = before?.dir === 'host' ? dataOf(before)?.[0] : undefined;
  const isPollReply = asked === undefined ? vector.expect !== undefined || vector.decodeError !== undefined : polls.has(asked);
  return isPollReply ? [{ ...vector, index }] : [];
});

describe('the packets that the manual prints', () => {
  it('are all there', () => {
    expect(vectors).toHaveLength(313);
    expect(pollReplies).toHaveLength(vectors.filter((vector) => vector.expect !== undefined || vector.decodeError !== undefined).length);
  });

  it.each(vectors.map((vector, index) => ({ ...vector, index })))('packet $index $name $dir: $hex', (vector) => {
    expect(dataOf(vector) !== null).toBe(vector.lenCrcOk);
  });

  it('are read out of one stream, one after the other', () => {
    const decoder = new FrameDecoder();
    const heard = vectors.flatMap(({ hex }) => decoder.push(fromHex(hex))).filter(({ kind }) => kind === 'frame');
    expect(heard).toHaveLength(vectors.filter(({ lenCrcOk }) => lenCrcOk).length);
  });
});

describe('the poll replies that the manual prints', () => {
  it.each(pollReplies)('packet $index $name', (vector) => {
    const data = dataOf(vector);
    const decoded = data === null ? null : decodePollReply(data);
    if (decoded?.ok === true) expect(decoded.value).toEqual(vector.expect);
    else expect(decoded?.error.kind).toBe(vector.decodeError);
  });
});
