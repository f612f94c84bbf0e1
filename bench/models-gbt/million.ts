import { seededRandom, type Random } from '@shuke/kernel';
import type { Features } from '@shuke/models/trees';

export interface Task {
  readonly x: Features;
  readonly y: Float64Array;
}

/**
 * A yes-or-no task of bell-shaped columns: sums of three uniform numbers, which have as many distinct values as normal ones and
 * are quicker to draw. A third of the columns matters: some by size, some by a threshold, some only together.
 */
export function drawTask(rows: number, columns: number): Task {
  const random = seededRandom(20_261_127);
  const drawn = Array.from({ length: columns }, () => drawBell(random, rows));
  const y = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) y[row] = random.next() < chanceOf(drawn, row) ? 1 : 0;
  return { x: { rows, columns: drawn }, y };
}

function drawBell(random: Random, rows: number): Float32Array {
  const column = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) column[row] = 2 * (random.next() + random.next() + random.next() - 1.5);
  return column;
}

function chanceOf(columns: readonly Float32Array[], row: number): number {
  const at = (column: number): number => columns[column]![row]!;
  const size = 0.8 * at(0) - 0.5 * at(1) + 0.6 * Math.abs(at(2));
  const together = 0.7 * at(3) * at(4) + (at(5) > 0.4 && at(6) < 0 ? 1 : 0) - (at(7) + at(8) > 1 ? 0.9 : 0);
  return 1 / (1 + Math.exp(-(size + together)));
}
