import { describe, expect, it } from 'vitest';
import { storedRecord } from '../../journal/testing.ts';
import { recordJson, recordLine } from './recordLine.ts';

describe('what is shown on a terminal', () => {
  it('obeys nothing that a record says', () => {
    const hostile = storedRecord({ kind: 'slip', txn: '\u001b]0;x\u0007', body: '{"a":"\u202e\u009b31m"}' });
    // oxlint-disable-next-line no-control-regex
    expect(recordLine(hostile)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/u);
    // oxlint-disable-next-line no-control-regex
    expect(recordJson(hostile)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/u);
    expect(recordLine(storedRecord({ body: 'x'.repeat(1_000_000) })).length).toBeLessThan(500);
  });
});
