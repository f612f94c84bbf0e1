const NUMBER = /^[-+]?\d+([.,]\d+)*([eE][-+]?\d+)?$/;
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * A cell that no spreadsheet runs, as text of a CSV. They take what begins with = + - @ tab or CR for a formula: an apostrophe
 * before it says that it is text. A number stays what it is; NUL, which cuts texts short, goes.
 */
export function csvCell(text: string): string {
  const plain = text.replaceAll('\0', '');
  const inert = FORMULA.test(plain) && !NUMBER.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
