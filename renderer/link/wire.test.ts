import { describe, expect, it } from 'vitest';
import { readFrame } from './wire.ts';

describe('readFrame', () => {
  it('reads what the shell sends, as JSON or as the value itself', () => {
    expect(readFrame('{"type":"station-down"}')).toEqual({ type: 'station-down' });
    expect(readFrame({ type: 'station-down' })).toEqual({ type: 'station-down' });
  });

  it.each([['not JSON'], ['null'], ['7'], ['{}'], ['{"type":"eval"}'], [null], [undefined], [7], [new Uint8Array(2)]])(
    'drops %o',
    (frame) => {
      expect(readFrame(frame)).toBeNull();
    },
  );
});
