import { refuse, type Refusal, type Refused } from '@shuke/kernel';
import type { Features, TrainOptions } from './options.ts';
import { histogramBytes } from './workspace.ts';

export type TrainingRefusal =
  | 'training_empty'
  | 'training_ragged'
  | 'training_label_invalid'
  | 'training_one_class'
  | 'training_weight_invalid'
  | 'training_category_invalid'
  | 'training_option_invalid'
  | 'training_too_large';

type Fault = Refused<Refusal<TrainingRefusal>> | null;

/** The most memory that histograms may take; a training of that size wants fewer leaves. */
const MOST_HISTOGRAM_BYTES = 2 ** 31;
const MOST_CATEGORY = 2 ** 31 - 1;

/** Why nothing can be learnt from this; null where it can. */
export function faultOf(x: Features, y: ArrayLike<number>, options: TrainOptions): Fault {
  return (
    shapeFault(x, y) ??
    optionFault(x, options) ??
    weightFault(x, options) ??
    labelFault(y, options) ??
    categoryFault(x, options) ??
    (options.validation ? validationFault(x, options.validation, options) : null)
  );
}

function shapeFault({ rows, columns }: Features, y: ArrayLike<number>): Fault {
  if (rows === 0 || columns.length === 0) return refuse('training_empty', { rows, columns: columns.length });
  const ragged = columns.findIndex((column) => column.length !== rows);
  if (ragged >= 0) return refuse('training_ragged', { rows, column: ragged, length: columns[ragged]!.length });
  return y.length === rows ? null : refuse('training_ragged', { rows, labels: y.length });
}

const isShare = (value: number): boolean => value > 0 && value <= 1;
const isNotNegative = (value: number): boolean => value >= 0 && value < Infinity;
const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

function optionFault({ columns }: Features, options: TrainOptions): Fault {
  const { monotone = [], categorical = [], minLeafRows = 20, minLeafHessian = 0, l2 = 0, bins = 255 } = options;
  const isColumn = (index: number): boolean => isWhole(index, 0, columns.length - 1);
  const rules: Record<string, boolean> = {
    objective: ['binary', 'regression', 'poisson'].includes(options.objective),
    rounds: isWhole(options.rounds, 1, 100_000),
    leaves: isWhole(options.leaves, 2, 65_536),
    learningRate: isShare(options.learningRate),
    minLeafRows: isNotNegative(minLeafRows),
    minLeafHessian: isNotNegative(minLeafHessian),
    l2: isNotNegative(l2),
    bins: isWhole(bins, 2, 255),
    featureFraction: isShare(options.featureFraction ?? 1),
    baggingFraction: isShare(options.baggingFraction ?? 1),
    seed: Number.isInteger(options.seed ?? 1),
    categorical: categorical.every(isColumn),
    // A name has no size, so an answer cannot rise with it.
    monotone:
      monotone.length === 0 || (monotone.length === columns.length && categorical.every((one) => !monotone[one])),
  };
  const option = Object.keys(rules).find((name) => !rules[name]);
  if (option !== undefined) return refuse('training_option_invalid', { option });
  const bytes = histogramBytes(columns.length, options.leaves);
  return bytes <= MOST_HISTOGRAM_BYTES ? null : refuse('training_too_large', { bytes, atMost: MOST_HISTOGRAM_BYTES });
}

function weightFault({ rows }: Features, { weights }: TrainOptions): Fault {
  if (!weights) return null;
  if (weights.length !== rows) return refuse('training_ragged', { rows, weights: weights.length });
  const row = weights.findIndex((weight) => !isNotNegative(weight));
  if (row >= 0) return refuse('training_weight_invalid', { row });
  return weights.some((weight) => weight > 0) ? null : refuse('training_empty', { rows: 0 });
}

function labelFault(y: ArrayLike<number>, { objective, weights }: TrainOptions): Fault {
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < y.length; row += 1) {
    const label = y[row]!;
    const valid = objective === 'binary' ? label === 0 || label === 1 : Number.isFinite(label);
    if (!valid || (objective === 'poisson' && label < 0)) return refuse('training_label_invalid', { row });
    if (weights && weights[row] === 0) continue;
    low = Math.min(low, label);
    high = Math.max(high, label);
  }
  if (objective === 'binary' && low === high) return refuse('training_one_class', { label: low });
  // The logarithm of a mean of nothing has no value.
  return objective === 'poisson' && high === 0 ? refuse('training_one_class', { label: 0 }) : null;
}

function categoryFault({ rows, columns }: Features, { categorical = [] }: TrainOptions): Fault {
  for (const column of categorical) {
    for (let row = 0; row < rows; row += 1) {
      const name = columns[column]![row]!;
      const isMissing = Number.isNaN(name) || name < 0;
      if (!isMissing && !isWhole(name, 0, MOST_CATEGORY)) return refuse('training_category_invalid', { column, row });
    }
  }
  return null;
}

function validationFault(
  x: Features,
  { x: other, y, patience }: NonNullable<TrainOptions['validation']>,
  options: TrainOptions,
): Fault {
  if (!isWhole(patience, 1, 100_000)) return refuse('training_option_invalid', { option: 'patience' });
  const shape = shapeFault(other, y);
  if (shape) return shape;
  const [columns, given] = [x.columns.length, other.columns.length];
  if (columns !== given) return refuse('training_ragged', { columns, validationColumns: given });
  // One class is enough to say how likely it was.
  const fault = labelFault(y, { ...options, weights: undefined });
  return fault?.refusal.code === 'training_one_class' ? null : fault;
}
