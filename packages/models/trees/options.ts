import type { Crew } from './crew.ts';
import type { Objective } from './objective.ts';

/** Column-major data: column `f` holds one number a row. NaN is missing; ±Infinity counts as beyond every finite number. */
export interface Features {
  readonly rows: number;
  readonly columns: readonly ArrayLike<number>[];
}

export interface TrainOptions {
  readonly objective: Objective;
  /** How many trees at most, and how many leaves each may have. */
  readonly rounds: number;
  readonly leaves: number;
  readonly learningRate: number;
  /** The fewest rows of a leaf, judged by its share of the hessian as LightGBM does; 20 unless told. */
  readonly minLeafRows?: number;
  /** The least sum of second derivatives in a leaf; .001 unless told. */
  readonly minLeafHessian?: number;
  /** Added to that sum where a leaf's value and gain are computed; 0 unless told. */
  readonly l2?: number;
  /** How many intervals a column is cut into, 2 to 255; 255 unless told. */
  readonly bins?: number;
  /** The share of columns and of rows that each tree may see; 1 unless told. */
  readonly featureFraction?: number;
  readonly baggingFraction?: number;
  /** For each column 1 where the answer must not fall as it rises, -1 where it must not rise, 0 where it is free. */
  readonly monotone?: readonly (-1 | 0 | 1)[];
  /** Columns whose numbers are names: whole numbers from 0; negative ones and NaN are missing. */
  readonly categorical?: readonly number[];
  /** How much each row counts; 1 unless told. */
  readonly weights?: Float64Array;
  readonly seed?: number;
  /** Rows that are not trained on; training ends when they have not become likelier for `patience` rounds. */
  readonly validation?: Validation;
  /** Who does the work; this thread alone unless told. The answer is the same. */
  readonly crew?: Crew;
}

export interface Validation {
  readonly x: Features;
  readonly y: ArrayLike<number>;
  readonly patience: number;
}

export type Settings = Required<Omit<TrainOptions, 'monotone' | 'weights' | 'validation' | 'crew'>>;

export const settingsOf = (options: TrainOptions): Settings => ({
  objective: options.objective,
  rounds: options.rounds,
  leaves: options.leaves,
  learningRate: options.learningRate,
  minLeafRows: options.minLeafRows ?? 20,
  minLeafHessian: options.minLeafHessian ?? 1e-3,
  l2: options.l2 ?? 0,
  bins: options.bins ?? 255,
  featureFraction: options.featureFraction ?? 1,
  baggingFraction: options.baggingFraction ?? 1,
  categorical: options.categorical ?? [],
  seed: options.seed ?? 1,
});
