/** Columns that a text takes in a terminal: wide letters (kanji, kana, full-width forms) take two, combining marks none. */
export const displayWidth = (text: string): number => {
  let width = 0;
  for (const letter of text) width += widthOf(letter.codePointAt(0) ?? 0);
  return width;
};

const widthOf = (code: number): number => {
  if (code < 0x300) return 1;
  if (code <= 0x36f || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0x303e) ||
    (code >= 0x3041 && code <= 0x33ff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xa000 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
};

/** Filled up with blanks to a width in columns. */
export const padDisplay = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Broken into lines of at most a width; Japanese may break between any two letters, except before closing marks. */
export const wrapDisplay = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u0021-\u02ff]+|\s+|./gsu) ?? []) {
    const blank = piece.trim() === '';
    if (line !== '' && displayWidth(line) + displayWidth(piece) > width && !/^[、。」)』・ー,.;:]/.test(piece)) {
      lines.push(line.trimEnd());
      line = blank ? '' : piece;
    } else line += line === '' && blank ? '' : piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines.length > 0 ? lines : [''];
};
