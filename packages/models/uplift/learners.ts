import { rowsWhere } from '../math/rows.ts';
import type { Features } from '../trees/index.ts';
import { crossFitted } from './doubly-robust.ts';
import { part, type Experiment } from './experiment.ts';
import { learnOutcome, type Base, type OutcomeModel } from './outcome-model.ts';
import { amountsAmong, widened } from './widen.ts';

/**
 * How the effect is learnt. `T`: one model an arm, subtracted. `S`: one model of both with the offer as a column that meets each other.
 * `X`: what the other arm would have done is filled in and the differences are learnt (Künzel et al., PNAS 2019).
 * `DR`: doubly robust differences are learnt (Kennedy 2023).
 */
export interface Learner {
  readonly method: 'T' | 'S' | 'X' | 'DR';
  readonly base: Base;
  /** Whether logarithms of amounts and products of columns are added. */
  readonly wide?: boolean;
}

/** What an offer brings each customer, and what each would bring without it, in the unit of the outcome. */
export interface Uplift {
  readonly effect: Float64Array;
  readonly without: Float64Array;
}

export type UpliftModel = (x: Features) => Uplift;

export const nameOf = ({ method, base, wide }: Learner): string =>
  `${method} ${base.kind}${base.kind === 'ridge' ? ` ${base.penalty}` : ''}${wide ? ' wide' : ''}`;

/** Learns from a sound experiment with both arms; deterministic. */
export function learnUplift(learner: Learner, experiment: Required<Experiment>): UpliftModel {
  if (!learner.wide) return METHODS[learner.method](learner.base, experiment);
  const amounts = amountsAmong(experiment.x);
  const model = METHODS[learner.method](learner.base, { ...experiment, x: widened(experiment.x, amounts) });
  return (x) => model(widened(x, amounts));
}

type Method = (base: Base, experiment: Required<Experiment>) => UpliftModel;

const METHODS: Readonly<Record<Learner['method'], Method>> = {
  T: twoModels,
  S: oneModel,
  X: crossed,
  DR: doublyRobust,
};

/** A model of each arm's outcomes: first of those without an offer. */
function armModels(base: Base, experiment: Required<Experiment>): [OutcomeModel, OutcomeModel] {
  const model = (arm: number): OutcomeModel => {
    const { x, outcome, kind } = armOf(experiment, arm);
    return learnOutcome(base, { x, y: outcome, kind });
  };
  return [model(0), model(1)];
}

const armOf = (experiment: Required<Experiment>, arm: number): Required<Experiment> =>
  part(
    experiment,
    rowsWhere(experiment.x.rows, (i) => experiment.treated[i] === arm),
  );

const minus = (one: Float64Array, other: Float64Array): Float64Array => one.map((value, i) => value - other[i]!);

function twoModels(base: Base, experiment: Required<Experiment>): UpliftModel {
  const [control, offered] = armModels(base, experiment);
  return (x) => {
    const without = control(x);
    return { effect: minus(offered(x), without), without };
  };
}

function oneModel(base: Base, { x, treated, outcome, kind }: Required<Experiment>): UpliftModel {
  const model = learnOutcome(base, { x: withOffer(x, treated), y: outcome, kind });
  return (rows) => {
    const without = model(withOffer(rows, new Float64Array(rows.rows)));
    return { effect: minus(model(withOffer(rows, new Float64Array(rows.rows).fill(1))), without), without };
  };
}

/** The offer as a column of ±½, so that a penalty treats both arms alike, and its product with each other column. */
function withOffer({ rows, columns }: Features, treated: ArrayLike<number>): Features {
  const sign = Float64Array.from({ length: rows }, (_, i) => treated[i]! - 0.5);
  const products = columns.map((column) => sign.map((one, i) => one * column[i]!));
  return { rows, columns: [...columns, sign, ...products] };
}

function crossed(base: Base, experiment: Required<Experiment>): UpliftModel {
  const [control, offered] = armModels(base, experiment);
  const [unoffered, given] = [armOf(experiment, 0), armOf(experiment, 1)];
  const gained = minus(Float64Array.from(given.outcome), control(given.x));
  const missed = minus(offered(unoffered.x), Float64Array.from(unoffered.outcome));
  const fromGiven = learnOutcome(base, { x: given.x, y: gained, kind: 'amount' });
  const fromMissed = learnOutcome(base, { x: unoffered.x, y: missed, kind: 'amount' });
  const share = given.x.rows / experiment.x.rows;
  return (x) => {
    const [one, other] = [fromGiven(x), fromMissed(x)];
    return { effect: one.map((value, i) => (1 - share) * value + share * other[i]!), without: control(x) };
  };
}

function doublyRobust(base: Base, experiment: Required<Experiment>): UpliftModel {
  const { scores } = crossFitted(experiment, (train) => armModels(base, train));
  const effect = learnOutcome(base, { x: experiment.x, y: scores, kind: 'amount' });
  const [control] = armModels(base, experiment);
  return (x) => ({ effect: effect(x), without: control(x) });
}
