/** A lower triangle L with L·Lᵀ = the matrix, row by row. A pivot of 0 stands for a direction that the matrix lacks. */
export interface Factor {
  readonly size: number;
  readonly lower: Float64Array;
}

/** What is left of a diagonal below this share of it is rounding, not a direction. */
const LEAST_PIVOT = 1e-10;

/** Cholesky's factor of a positive semidefinite matrix, of which only the lower triangle is read. */
export function choleskyOf(matrix: Float64Array, size: number): Factor {
  const lower = new Float64Array(size * size);
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let rest = matrix[a * size + b]!;
      for (let k = 0; k < b; k += 1) rest -= lower[a * size + k]! * lower[b * size + k]!;
      const pivot = lower[b * size + b]!;
      if (a > b) lower[a * size + b] = pivot === 0 ? 0 : rest / pivot;
      else lower[a * size + a] = rest > LEAST_PIVOT * matrix[a * size + a]! ? Math.sqrt(rest) : 0;
    }
  }
  return { size, lower };
}

/** Replaces y by the x with L·x = y, with 0 along directions that are lacking. */
export function solveLower({ size, lower }: Factor, y: Float64Array): void {
  for (let a = 0; a < size; a += 1) {
    let rest = y[a]!;
    for (let k = 0; k < a; k += 1) rest -= lower[a * size + k]! * y[k]!;
    const pivot = lower[a * size + a]!;
    y[a] = pivot === 0 ? 0 : rest / pivot;
  }
}

/** Replaces y by the x with L·Lᵀ·x = y. */
export function solveCholesky(factor: Factor, y: Float64Array): void {
  const { size, lower } = factor;
  solveLower(factor, y);
  for (let a = size - 1; a >= 0; a -= 1) {
    let rest = y[a]!;
    for (let k = a + 1; k < size; k += 1) rest -= lower[k * size + a]! * y[k]!;
    const pivot = lower[a * size + a]!;
    y[a] = pivot === 0 ? 0 : rest / pivot;
  }
}

/** The products of all pairs of columns of a matrix of rows of this width; the lower triangle only. */
export function gramOf(matrix: Float64Array, width: number): Float64Array {
  const gram = new Float64Array(width * width);
  for (let at = 0; at < matrix.length; at += width) {
    for (let a = 0; a < width; a += 1) {
      const one = matrix[at + a]!;
      if (one === 0) continue;
      for (let b = 0; b <= a; b += 1) gram[a * width + b]! += one * matrix[at + b]!;
    }
  }
  return gram;
}

/**
 * Makes the columns orthonormal in place, keeping what they span (Cholesky QR: two passes over rows in memory's order, ten times as
 * quick as Gram–Schmidt by columns); a column that depends on those before it becomes zero.
 */
export function orthonormalise(matrix: Float64Array, width: number): void {
  const factor = choleskyOf(gramOf(matrix, width), width);
  for (let at = 0; at < matrix.length; at += width) solveLower(factor, matrix.subarray(at, at + width));
}
