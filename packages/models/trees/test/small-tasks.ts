import { seededRandom } from '@shuke/kernel';
import type { Features } from '../index.ts';

export interface Task {
  readonly x: Features;
  readonly y: Float64Array;
}

export interface Drawing {
  readonly rows: number;
  readonly seed: number;
  /** The share of the second column that is missing. */
  readonly missing?: number;
}

/** Three columns (bell-shaped, coarse with gaps, one of twelve names) and a yes or no that all of them move. */
export function drawYesOrNo({ rows, seed, missing = 0.1 }: Drawing): Task {
  const random = seededRandom(seed);
  const columns = Array.from({ length: 3 }, () => new Float64Array(rows));
  const [bell, coarse, name] = columns as [Float64Array, Float64Array, Float64Array];
  const y = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    bell[row] = random.next() + random.next() + random.next() - 1.5;
    const level = random.int(9) - 4;
    coarse[row] = random.next() < missing ? NaN : level;
    name[row] = random.int(12);
    const pull =
      3 * bell[row]! + 0.4 * Math.abs(level) + (name[row]! % 3 === 0 ? 1 : 0) + (Number.isNaN(coarse[row]!) ? 1.5 : 0);
    y[row] = random.next() < 1 / (1 + Math.exp(1.5 - pull)) ? 1 : 0;
  }
  return { x: { rows, columns }, y };
}

/** A mean and a count of the same columns. */
export function drawAmounts(drawing: Drawing): Task & { readonly counts: Float64Array } {
  const { x } = drawYesOrNo(drawing);
  const random = seededRandom(drawing.seed + 1);
  const rate = (row: number): number => Math.exp(x.columns[0]![row]! + (x.columns[2]![row] === 5 ? 1 : 0));
  const y = Float64Array.from({ length: x.rows }, (_, row) => 10 * rate(row) + random.next());
  const counts = Float64Array.from({ length: x.rows }, (_, row) => {
    let count = 0;
    for (let product = random.next(); product > Math.exp(-rate(row)); product *= random.next()) count += 1;
    return count;
  });
  return { x, y, counts };
}
