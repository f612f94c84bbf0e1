import QRCode from 'qrcode';

/** A QR code as rows of modules, true being black. */
export interface Matrix {
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
}

/** Level Q bears a quarter of the code being dirty or torn, as paper on tables is. */
export function matrixOf(text: string): Matrix {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'Q' });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) !== 0 };
}

/** The path of a code's dark modules, one rectangle a run of them in a row. */
export function runsOf({ size, isDark }: Matrix): { row: number; column: number; length: number }[] {
  const runs = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const start = column;
      while (column < size && isDark(row, column)) column += 1;
      if (column > start) runs.push({ row, column: start, length: column - start });
    }
  }
  return runs;
}
