/**
 * Fonts that lie on the machine's own disk, by the name of their Fontsource package: screen and printer draw with these and
 * with nothing of the system. The value is the family that CSS knows the package by.
 */
export const fonts = {
  'noto-sans-tc': 'Noto Sans TC Variable',
  'noto-sans-jp': 'Noto Sans JP Variable',
  'noto-sans-kr': 'Noto Sans KR Variable',
  'noto-sans-thai': 'Noto Sans Thai Variable',
} as const;

export type FontName = keyof typeof fonts;
