/**
 * Characters that change what a line means without being seen: controls, format characters - those that turn the direction of writing
 * among them (UAX 9; Unicode TR 36, section 2.5) - and separators of lines and paragraphs.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Whether a text holds none of them. */
export const isPlain = (text: string): boolean => text.search(UNSEEN) === -1;

/** A text from outside - a device's name, a configuration's word - with each of them shown by its number, as `\u202e`. */
export function plainText(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
