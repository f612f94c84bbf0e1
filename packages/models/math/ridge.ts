import type { Table } from './rows.ts';
import { dot, inverted, times, zeros } from './symmetric.ts';

/** Beyond so many standard deviations a value counts as that many: one odd customer must not bend the line. */
const CLIP = 4;
const MOST_STEPS = 40;
// Steps square what is missing: after one this small, twelve digits stand.
const CONVERGED = 1e-6;

export interface RidgeOptions {
  /** `logit` for labels between 0 and 1, `linear` for amounts. */
  readonly family: 'logit' | 'linear';
  /** Added to the second derivative of each standardised coefficient; the intercept is free. */
  readonly penalty: number;
}

/** A line over standardised columns. */
export interface Ridge {
  readonly family: 'logit' | 'linear';
  readonly intercept: number;
  readonly coefficients: Float64Array;
  readonly means: Float64Array;
  /** Zero for a column that did not vary: it says nothing. */
  readonly inverseScales: Float64Array;
}

/**
 * The ridge regression of labels on standardised columns, by Newton's steps (iteratively reweighted least squares for the
 * logit; Hoerl & Kennard 1970, le Cessie & van Houwelingen 1992). The penalty must be above zero, so that the maximum exists
 * even where a column parts the labels; NaN counts as its column's mean. Deterministic.
 */
export function fitRidge(x: Table, y: ArrayLike<number>, { family, penalty }: RidgeOptions): Ridge {
  const shape = momentsOf(x);
  const z = x.columns.map((column, j) => standardised(column, shape.means[j]!, shape.inverseScales[j]!));
  const beta = new Float64Array(z.length + 1);
  const overall = meanOf(y);
  beta[0] = family === 'linear' ? overall : Math.log((overall + 1e-9) / (1 - overall + 1e-9));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, hessian } = derivatives({ z, y, beta, family, penalty });
    const inverse = inverted(hessian);
    if (!inverse) throw new Error('a penalty above zero makes the second derivative positive definite');
    const move = times(inverse, gradient);
    for (let k = 0; k < beta.length; k += 1) beta[k]! -= move[k]!;
    if (move.every((one) => Math.abs(one) < CONVERGED)) break;
  }
  return { family, intercept: beta[0]!, coefficients: beta.slice(1), ...shape };
}

/** What the line says of each row: log-odds for `logit`, the mean for `linear`. */
export function ridgeScores({ intercept, coefficients, means, inverseScales }: Ridge, x: Table): Float64Array {
  const scores = new Float64Array(x.rows).fill(intercept);
  for (const [j, column] of x.columns.entries()) {
    const z = standardised(column, means[j]!, inverseScales[j]!);
    for (let i = 0; i < x.rows; i += 1) scores[i]! += coefficients[j]! * z[i]!;
  }
  return scores;
}

/** The chance of a 1 for `logit`, the mean for `linear`. */
export function predictRidge(ridge: Ridge, x: Table): Float64Array {
  const scores = ridgeScores(ridge, x);
  return ridge.family === 'linear' ? scores : scores.map(chanceOf);
}

export const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

interface At {
  readonly z: readonly Float64Array[];
  readonly y: ArrayLike<number>;
  readonly beta: Float64Array;
  readonly family: 'logit' | 'linear';
  readonly penalty: number;
}

function derivatives({ z, y, beta, family, penalty }: At): { gradient: Float64Array; hessian: Float64Array[] } {
  const { slope, weight } = residuals({ z, y, beta, family, penalty });
  const size = beta.length;
  const gradient = new Float64Array(size);
  const hessian = zeros(size);
  gradient[0] = sumOf(slope);
  hessian[0]![0] = sumOf(weight);
  const weighted = new Float64Array(y.length);
  for (let j = 0; j < z.length; j += 1) {
    const column = z[j]!;
    for (let i = 0; i < weighted.length; i += 1) weighted[i] = column[i]! * weight[i]!;
    gradient[j + 1] = dot(column, slope) + penalty * beta[j + 1]!;
    hessian[0]![j + 1] = hessian[j + 1]![0] = sumOf(weighted);
    for (let k = 0; k <= j; k += 1) hessian[j + 1]![k + 1] = hessian[k + 1]![j + 1] = dot(z[k]!, weighted);
    hessian[j + 1]![j + 1]! += penalty;
  }
  return { gradient, hessian };
}

/** By row: the derivative of its loss by its score, and the second. */
function residuals({ z, y, beta, family }: At): { slope: Float64Array; weight: Float64Array } {
  const score = new Float64Array(y.length).fill(beta[0]!);
  for (const [j, column] of z.entries()) {
    const b = beta[j + 1]!;
    if (b !== 0) for (let i = 0; i < score.length; i += 1) score[i]! += b * column[i]!;
  }
  if (family === 'linear') return { slope: score.map((one, i) => one - y[i]!), weight: score.map(() => 1) };
  const chance = score.map(chanceOf);
  return { slope: chance.map((one, i) => one - y[i]!), weight: chance.map((one) => Math.max(1e-12, one * (1 - one))) };
}

function momentsOf({ columns }: Table): Pick<Ridge, 'means' | 'inverseScales'> {
  const means = Float64Array.from(columns, (column) => meanOf(column));
  const inverseScales = Float64Array.from(columns, (column, j) => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < column.length; i += 1) {
      if (Number.isNaN(column[i]!)) continue;
      sum += (column[i]! - means[j]!) ** 2;
      count += 1;
    }
    const deviation = Math.sqrt(sum / Math.max(1, count));
    // Rounding alone makes a constant column vary by some parts in 10¹⁶.
    return deviation > 1e-9 * Math.max(1, Math.abs(means[j]!)) ? 1 / deviation : 0;
  });
  return { means, inverseScales };
}

function standardised(column: ArrayLike<number>, mean: number, inverseScale: number): Float64Array {
  const out = new Float64Array(column.length);
  for (let i = 0; i < out.length; i += 1) {
    const value = (column[i]! - mean) * inverseScale;
    out[i] = Number.isNaN(value) ? 0 : Math.min(CLIP, Math.max(-CLIP, value));
  }
  return out;
}

/** The mean of what is known; 0 where nothing is. */
function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isNaN(values[i]!)) continue;
    sum += values[i]!;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

const sumOf = (values: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return sum;
};
