import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { every, rowsOf, rowsWhere, taken } from '../math/rows.ts';
import type { Features } from '../trees/index.ts';

/** The fewest customers an arm may have to learn from. */
export const MIN_ARM_ROWS = 100;

/** What was offered to whom by chance, and what came of it; one row a customer. */
export interface Experiment {
  /** What was known before, finite, by column. */
  readonly x: Features;
  /** 1 for those who were offered, 0 for those who were not. */
  readonly treated: ArrayLike<number>;
  /** 0 or 1 for `chance`; an amount of any unit, such as net margin in minor units, for `amount`. */
  readonly outcome: ArrayLike<number>;
  readonly kind: 'chance' | 'amount';
  /** How likely each was to be offered, by design; the share of the offered unless told. */
  readonly propensity?: ArrayLike<number>;
}

export type UpliftRefusal =
  | 'uplift_empty'
  | 'uplift_misshapen'
  | 'uplift_not_finite'
  | 'uplift_one_armed'
  | 'uplift_too_small'
  | 'uplift_one_class'
  | 'uplift_option_invalid';

/** Why nothing can be learnt from an experiment, the first that applies; the experiment with its propensities otherwise. */
export function checked(experiment: Experiment): Result<Required<Experiment>, Refusal<UpliftRefusal>> {
  return shapeFault(experiment) ?? numberFault(experiment) ?? armFault(experiment) ?? ok(withPropensity(experiment));
}

function shapeFault({ x, treated, outcome, propensity }: Experiment) {
  if (x.rows === 0 || x.columns.length === 0) return refuse('uplift_empty');
  const lengths = [...x.columns, treated, outcome, ...(propensity ? [propensity] : [])].map(({ length }) => length);
  return lengths.every((length) => length === x.rows) ? null : refuse('uplift_misshapen', { rows: x.rows });
}

function numberFault({ x, treated, outcome, kind, propensity }: Experiment) {
  const column = x.columns.findIndex((values) => !every(values, Number.isFinite));
  if (column >= 0) return refuse('uplift_not_finite', { column });
  const isLabel = (value: number): boolean => value === 0 || value === 1;
  if (!every(treated, isLabel)) return refuse('uplift_not_finite', { of: 'treated' });
  if (!every(outcome, kind === 'chance' ? isLabel : Number.isFinite))
    return refuse('uplift_not_finite', { of: 'outcome' });
  const isOpen = (value: number): boolean => value > 0 && value < 1;
  return propensity && !every(propensity, isOpen) ? refuse('uplift_not_finite', { of: 'propensity' }) : null;
}

function armFault({ x, treated, outcome }: Experiment) {
  const arms = [0, 1].map((arm) => rowsWhere(x.rows, (i) => treated[i] === arm));
  if (arms.some(({ length }) => length === 0)) return refuse('uplift_one_armed');
  const smallest = Math.min(...arms.map(({ length }) => length));
  if (smallest < MIN_ARM_ROWS) return refuse('uplift_too_small', { smallest, atLeast: MIN_ARM_ROWS });
  const varies = (rows: Int32Array): boolean => rows.some((i) => outcome[i] !== outcome[rows[0]!]);
  return arms.every(varies) ? null : refuse('uplift_one_class');
}

function withPropensity(experiment: Experiment): Required<Experiment> {
  const { x, treated, propensity } = experiment;
  if (propensity) return { ...experiment, propensity };
  const offered = rowsWhere(x.rows, (i) => treated[i] === 1).length;
  return { ...experiment, propensity: new Float64Array(x.rows).fill(offered / x.rows) };
}

/** The part of an experiment that lies in some rows. */
export const part = (all: Required<Experiment>, rows: Int32Array): Required<Experiment> => ({
  x: rowsOf(all.x, rows),
  treated: taken(all.treated, rows),
  outcome: taken(all.outcome, rows),
  propensity: taken(all.propensity, rows),
  kind: all.kind,
});
