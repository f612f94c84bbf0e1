import { fitRidge, predictRidge } from '../math/ridge.ts';
import { predict, train, type Features, type TrainOptions } from '../trees/index.ts';

/** What learns an outcome from what was known before: a line for samples of any size, trees for large ones. */
export type Base =
  | { readonly kind: 'ridge'; readonly penalty: number }
  | { readonly kind: 'trees'; readonly rounds: number; readonly leaves: number; readonly learningRate: number };

/** The expected outcome of each row. */
export type OutcomeModel = (x: Features) => Float64Array;

export interface Lesson {
  readonly x: Features;
  readonly y: ArrayLike<number>;
  readonly kind: 'chance' | 'amount';
}

const MIN_LEAF_ROWS = 100;

/** Learns a chance or an amount; deterministic. */
export function learnOutcome(base: Base, { x, y, kind }: Lesson): OutcomeModel {
  if (base.kind === 'ridge') {
    const line = fitRidge(x, y, { family: kind === 'chance' ? 'logit' : 'linear', penalty: base.penalty });
    return (rows) => predictRidge(line, rows);
  }
  const { rounds, leaves, learningRate } = base;
  const objective = kind === 'chance' ? 'binary' : 'regression';
  const options: TrainOptions = {
    objective,
    rounds,
    leaves,
    learningRate,
    minLeafRows: MIN_LEAF_ROWS,
    bins: 64,
    l2: 1,
  };
  const trees = train(x, y, options);
  return (rows) => predict(trees, rows);
}
