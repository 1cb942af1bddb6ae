import { expect, it } from 'vitest';
import { isPlain, plainText } from './plainText.ts';

it.each([
  ['a\u202Eb', 'a\\u202eb'],
  ['\u0007bell', '\\u0007bell'],
  ['two\nlines', 'two\\u000alines'],
  ['\u2066isolated\u2069', '\\u2066isolated\\u2069'],
  ['no\u200Bspace', 'no\\u200bspace'],
  ['\u009B31m', '\\u009b31m'],
])('%j is shown as %j', (text, shown) => {
  expect([plainText(text), isPlain(text)]).toEqual([shown, false]);
});

it.each(['市政府', 'ACS ACR122U [PICC] 00 00', '/dev/serial/by-id/usb-ITL_NV200'])('%s stays as it is', (text) => {
  expect([plainText(text), isPlain(text)]).toEqual([text, true]);
});
