import { seededRandom } from '@shuke/kernel';
import { rowsOf, rowsWhere } from '../math/rows.ts';
import { part, type Experiment } from './experiment.ts';
import type { OutcomeModel } from './outcome-model.ts';

export const FOLDS = 3;

/** A fold of each row, drawn within each arm so that every fold has its share of both. */
export function foldsOf(treated: ArrayLike<number>, seed: number): Int32Array {
  const folds = new Int32Array(treated.length);
  const random = seededRandom(seed);
  for (const arm of [0, 1]) {
    const rows = rowsWhere(treated.length, (i) => treated[i] === arm);
    for (let i = rows.length - 1; i > 0; i -= 1) {
      const other = random.int(i + 1);
      [rows[i], rows[other]] = [rows[other]!, rows[i]!];
    }
    for (const [i, row] of rows.entries()) folds[row] = i % FOLDS;
  }
  return folds;
}

type Nuisance = (experiment: Required<Experiment>) => readonly [control: OutcomeModel, offered: OutcomeModel];

/**
 * The doubly robust score of each customer, whose mean over any group is the effect of the offer on that group (Robins, Rotnitzky & Zhao
 * 1994), with each outcome model learnt on the other folds (Chernozhukov et al. 2018), in the unit of the outcome.
 */
export function crossFitted(experiment: Required<Experiment>, nuisance: Nuisance, seed = 1): { scores: Float64Array } {
  const { x, treated, outcome, propensity } = experiment;
  const folds = foldsOf(treated, seed);
  const scores = new Float64Array(x.rows);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const inside = rowsWhere(x.rows, (i) => folds[i] !== fold);
    const held = rowsWhere(x.rows, (i) => folds[i] === fold);
    const [control, offered] = nuisance(part(experiment, inside));
    const rows = rowsOf(x, held);
    const [without, withOffer] = [control(rows), offered(rows)];
    for (const [i, row] of held.entries()) {
      const chance = propensity[row]!;
      const surprise =
        treated[row] === 1 ? (outcome[row]! - withOffer[i]!) / chance : -(outcome[row]! - without[i]!) / (1 - chance);
      scores[row] = withOffer[i]! - without[i]! + surprise;
    }
  }
  return { scores };
}
