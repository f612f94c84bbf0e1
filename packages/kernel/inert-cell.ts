const NUMBER = /^[-+]?\d+([.,]\d+)*([eE][-+]?\d+)?$/;
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * Makes a cell inert for spreadsheets, which run what begins with = + - @ tab or CR as a formula: an apostrophe before it
 * says that it is text. A number, such as -5.00, stays what it is; NUL, which cuts texts short, goes.
 */
export function inertCell(text: string): string {
  const plain = text.replaceAll('\0', '');
  return FORMULA.test(plain) && !NUMBER.test(plain) ? `'${plain}` : plain;
}
