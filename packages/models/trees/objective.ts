/** What is learnt: the chance of a 1, a mean, or a count through its logarithm. */
export type Objective = 'binary' | 'regression' | 'poisson';

/** LightGBM's `poisson_max_delta_step`: a hessian that is larger than the true one keeps the first steps of a count small. */
const POISSON_CAUTION = Math.exp(0.7);

export interface Labels {
  readonly y: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/** The score that every row begins with: the link of the weighted mean. */
export function baseScore(objective: Objective, { y, weights }: Labels): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < y.length; i += 1) {
    const w = weights ? weights[i]! : 1;
    sum += w * y[i]!;
    weight += w;
  }
  const mean = sum / weight;
  if (objective === 'binary') return Math.log(mean / (1 - mean));
  return objective === 'poisson' ? Math.log(mean) : mean;
}

/** From the sum of leaves to what is predicted: a chance, a mean or a rate. */
export function applyLink(objective: Objective, scores: Float64Array): Float64Array {
  if (objective === 'binary') return scores.map((score) => 1 / (1 + Math.exp(-score)));
  return objective === 'poisson' ? scores.map((score) => Math.exp(score)) : scores;
}

export interface GradientArrays {
  readonly score: Float64Array;
  readonly y: Float64Array;
  /** Empty where every row counts the same. */
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** First and second derivatives of the loss by the score, for the rows from `from` to before `to`. */
export function fillGradients(
  objective: Objective,
  arrays: GradientArrays,
  [from, to]: readonly [number, number],
): void {
  if (objective === 'binary') binaryGradients(arrays, from, to);
  else if (objective === 'poisson') poissonGradients(arrays, from, to);
  else squareGradients(arrays, from, to);
  if (arrays.weights.length > 0) weigh(arrays, from, to);
}

function binaryGradients({ score, y, gradient, hessian }: GradientArrays, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const p = 1 / (1 + Math.exp(-score[i]!));
    gradient[i] = p - y[i]!;
    hessian[i] = p * (1 - p);
  }
}

function poissonGradients({ score, y, gradient, hessian }: GradientArrays, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const rate = Math.exp(score[i]!);
    gradient[i] = rate - y[i]!;
    hessian[i] = rate * POISSON_CAUTION;
  }
}

function squareGradients({ score, y, gradient, hessian }: GradientArrays, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    gradient[i] = score[i]! - y[i]!;
    hessian[i] = 1;
  }
}

function weigh({ weights, gradient, hessian }: GradientArrays, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    gradient[i]! *= weights[i]!;
    hessian[i]! *= weights[i]!;
  }
}

/** The mean loss of scores against labels: log loss, squared error, or Poisson deviance but for a constant. */
export function meanLoss(objective: Objective, scores: Float64Array, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < scores.length; i += 1) sum += lossOf(objective, scores[i]!, y[i]!);
  return sum / scores.length;
}

function lossOf(objective: Objective, score: number, y: number): number {
  // log(1 + e^s) - y·s, in the form that does not overflow.
  if (objective === 'binary') return Math.max(score, 0) - y * score + Math.log1p(Math.exp(-Math.abs(score)));
  return objective === 'poisson' ? Math.exp(score) - y * score : (score - y) ** 2;
}
