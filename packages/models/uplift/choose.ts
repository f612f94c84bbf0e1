import { rowsOf, rowsWhere } from '../math/rows.ts';
import { mean, variance } from '../proof/moments.ts';
import { crossFitted, FOLDS, foldsOf } from './doubly-robust.ts';
import { part, type Experiment } from './experiment.ts';
import { learnUplift, nameOf, type Learner } from './learners.ts';
import { learnOutcome, type Base } from './outcome-model.ts';

/** What a learner's ranking was worth on customers that it had not seen. */
export interface Tried {
  readonly learner: Learner;
  readonly name: string;
  /** The area between its curve and that of a random order, a customer, in the unit of the outcome. */
  readonly value: number;
  /** Of the difference to the learner that was chosen before it was tried. */
  readonly standardError: number;
}

const NUISANCE: Base = { kind: 'ridge', penalty: 10 };
const FOLD_SEED = 2;
const SCORE_SEED = 1;

/**
 * Chooses among learners by the held-out value of their rankings: the area under the curve of doubly robust scores, by share offered, above
 * that of a random order (Yadlowsky et al. 2021). Earlier learners are simpler: a later one is taken only where it is better by
 * more than a standard error of the difference, because the best of many noisy figures is often the luckiest.
 */
export function chooseLearner(
  experiment: Required<Experiment>,
  learners: readonly Learner[],
): { best: Learner; tried: Tried[] } {
  const first = learners[0]!;
  if (learners.length === 1) return { best: first, tried: [] };
  const { scores } = crossFitted(experiment, nuisanceOf, SCORE_SEED);
  let best = { learner: first, gains: gainsOf(heldOut(experiment, first), scores) };
  const tried: Tried[] = [{ learner: first, name: nameOf(first), value: mean(best.gains), standardError: 0 }];
  for (const learner of learners.slice(1)) {
    const gains = gainsOf(heldOut(experiment, learner), scores);
    const differences = gains.map((gain, i) => gain - best.gains[i]!);
    const standardError = Math.sqrt(variance(differences) / differences.length);
    tried.push({ learner, name: nameOf(learner), value: mean(gains), standardError });
    if (mean(differences) > standardError) best = { learner, gains };
  }
  return { best: best.learner, tried };
}

function nuisanceOf(experiment: Required<Experiment>) {
  const model = (arm: number) => {
    const rows = rowsWhere(experiment.x.rows, (i) => experiment.treated[i] === arm);
    const { x, outcome, kind } = part(experiment, rows);
    return learnOutcome(NUISANCE, { x, y: outcome, kind });
  };
  return [model(0), model(1)] as const;
}

/** By row: at which share of its fold it would be offered, 0 first and 1 last, by a model of the other folds. */
function heldOut(experiment: Required<Experiment>, learner: Learner): Float64Array {
  const { rows } = experiment.x;
  const folds = foldsOf(experiment.treated, FOLD_SEED);
  const places = new Float64Array(rows);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = learnUplift(
      learner,
      part(
        experiment,
        rowsWhere(rows, (i) => folds[i] !== fold),
      ),
    );
    const held = rowsWhere(rows, (i) => folds[i] === fold);
    const { effect } = model(rowsOf(experiment.x, held));
    const order = Array.from(held.keys()).toSorted((a, b) => effect[b]! - effect[a]! || a - b);
    for (const [place, i] of order.entries()) places[held[i]!] = (place + 0.5) / held.length;
  }
  return places;
}

/** What each customer adds to the area: the score, weighted by how much earlier than at random it is reached. */
const gainsOf = (places: Float64Array, scores: Float64Array): Float64Array =>
  scores.map((score, i) => (0.5 - places[i]!) * score);
