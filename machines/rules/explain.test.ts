import { describe, expect, it } from 'vitest';
import { answerLine, explainLine, LONGEST_LINE } from './explain.ts';
import { easyCard, NOW, type Words } from './testing.ts';

const question = (change: Words = {}): string => JSON.stringify({ id: 'q1', ask: 'topUp', at: NOW, card: easyCard(), ...change });

describe('one line', () => {
  it('is answered by one line, under its id', () => {
    expect(answerLine(question())).toBe('{"id":"q1","outcome":"allow","maxTopUp":9500,"clauses":["R-003-24","R-002-13"]}');
  });

  it.each(['', 'x', 'line\nbreak', '卡', '\u2028', '"', '__proto__'])('any text is an id: %j', (id) => {
    const text = answerLine(question({ id }));
    expect(text).not.toContain('\n');
    expect(JSON.parse(text)).toMatchObject({ id, outcome: 'allow' });
  });

  it.each(['{', '', 'nul', "{'id':'x'}", '{"id":"x"} {}', `${question()},`])('%j is not JSON', (line) => {
    expect(explainLine(line, 3)).toEqual({ ok: false, text: '{"error":"not JSON","line":3}' });
  });

  it('an error goes under the id when there is one', () => {
    expect(explainLine(question({ ask: undefined }), 2).text).toBe('{"id":"q1","error":"ask: missing","line":2}');
    expect(explainLine(question({ id: undefined }), 2).text).toBe('{"error":"id: missing","line":2}');
    expect(explainLine('[{"id":"q1"}]', 2).text).toBe('{"error":"not a JSON object","line":2}');
  });

  it('a line without end is not read', () => {
    expect(explainLine(`"${'x'.repeat(LONGEST_LINE)}"`, 1)).toEqual({
      ok: false,
      text: `{"error":"longer than ${LONGEST_LINE} characters","line":1}`,
    });
    expect(explainLine(question({ id: 'x'.repeat(LONGEST_LINE / 2) }), 1).ok).toBe(true);
  });

  it('a deep one neither', () => {
    expect(explainLine('['.repeat(60_000), 1).ok).toBe(false);
    expect(explainLine(`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 1).ok).toBe(false);
  });

  it('fields of the prototype are not fields', () => {
    expect(explainLine(`{"__proto__":{"id":"q1"},"ask":"topUp","at":"${NOW}"}`, 1).text).toBe('{"error":"id: missing","line":1}');
  });

  it('a field that is given twice counts as it stands last, as JSON has it', () => {
    expect(JSON.parse(answerLine(`${question().slice(0, -1)},"id":"q2"}`))).toMatchObject({ id: 'q2' });
  });
});
