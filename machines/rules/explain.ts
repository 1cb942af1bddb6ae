import { answer } from './answer.ts';
import { isRecord } from './fields.ts';
import { readQuestion } from './readQuestion.ts';

/** Longest line that is read, in characters: many times the longest question. */
export const LONGEST_LINE = 65_536;

export interface Explained {
  /** false: the line was no question that could be answered, and `text` says why. */
  readonly ok: boolean;
  /** One JSON object, without a line break. */
  readonly text: string;
}

/** Says what is wrong with a line, in its place among the answers; under the question's id when that could be read. */
export function faultyLine(error: string, lineNumber: number, id?: string): Explained {
  return { ok: false, text: JSON.stringify(id === undefined ? { error, line: lineNumber } : { id, error, line: lineNumber }) };
}

/**
 * Answers one line of the explain contract (rulebook, section 11.1).
 * @param lineNumber for the reader of an error; counted from 1
 */
export function explainLine(line: string, lineNumber: number): Explained {
  if (line.length > LONGEST_LINE) return faultyLine(`longer than ${LONGEST_LINE} characters`, lineNumber);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return faultyLine('not JSON', lineNumber);
  }
  const question = readQuestion(value);
  const answered = question.ok ? answer(question.value) : question;
  if (answered.ok) return { ok: true, text: JSON.stringify(answered.value) };
  return faultyLine(answered.error, lineNumber, isRecord(value) && typeof value['id'] === 'string' ? value['id'] : undefined);
}

/** The answer to one line, or an object with `error`, as JSON. */
export function answerLine(line: string, lineNumber = 1): string {
  return explainLine(line, lineNumber).text;
}
