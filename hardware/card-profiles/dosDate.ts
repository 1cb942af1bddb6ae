/** Days of a month, 1 to 12, of a Gregorian year. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * A date as MS-DOS packs it into 16 bits: `(year - 1980) << 9 | month << 5 | day`.
 * @returns `YYYY-MM-DD`, or null when the bits are no date (all zero means "none").
 */
export function decodeDosDate(packed: number): string | null {
  if (packed < 0 || packed > 0xffff) return null;
  const year = 1980 + (packed >> 9);
  const month = (packed >> 5) & 0x0f;
  const day = packed & 0x1f;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** @throws RangeError when `date` is not a date `YYYY-MM-DD` of the years 1980 to 2107. */
export function encodeDosDate(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) throw new RangeError(`not a date: ${date}`);
  const packed = ((year - 1980) << 9) | (month << 5) | day;
  if (decodeDosDate(packed) !== date) throw new RangeError(`not a date of 1980 to 2107: ${date}`);
  return packed;
}
