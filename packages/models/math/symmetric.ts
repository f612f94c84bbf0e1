/** A square matrix by rows, small: a handful of parameters. */
export type Matrix = readonly Float64Array[];

export const zeros = (size: number): Float64Array[] => Array.from({ length: size }, () => new Float64Array(size));

/** The inverse of a symmetric positive definite matrix by Cholesky's factors, or null where it is not one. */
export function inverted(matrix: Matrix): Matrix | null {
  const lower = choleskyFactor(matrix);
  if (!lower) return null;
  const size = matrix.length;
  const inverse = zeros(size);
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const solved = solveFactored(lower, unit);
    for (let row = 0; row < size; row += 1) inverse[row]![column] = solved[row]!;
  }
  return inverse;
}

/** The lower factor L of a symmetric positive definite matrix L·Lᵀ, or null where it is not one. */
export function choleskyFactor(matrix: Matrix): Matrix | null {
  const lower = zeros(matrix.length);
  for (let row = 0; row < matrix.length; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let left = matrix[row]![column]!;
      for (let k = 0; k < column; k += 1) left -= lower[row]![k]! * lower[column]![k]!;
      if (row !== column) lower[row]![column] = left / lower[column]![column]!;
      else if (left > 0) lower[row]![row] = Math.sqrt(left);
      else return null;
    }
  }
  return lower;
}

function solveFactored(lower: Matrix, right: Float64Array): Float64Array {
  const solved = Float64Array.from(right);
  for (let row = 0; row < solved.length; row += 1) {
    for (let k = 0; k < row; k += 1) solved[row]! -= lower[row]![k]! * solved[k]!;
    solved[row]! /= lower[row]![row]!;
  }
  for (let row = solved.length - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < solved.length; k += 1) solved[row]! -= lower[k]![row]! * solved[k]!;
    solved[row]! /= lower[row]![row]!;
  }
  return solved;
}

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
};

export const times = (matrix: Matrix, vector: Float64Array): Float64Array =>
  Float64Array.from(matrix, (row) => dot(row, vector));
