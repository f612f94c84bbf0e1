export type { Tried } from './choose.ts';
export { MIN_ARM_ROWS, type Experiment, type UpliftRefusal } from './experiment.ts';
export {
  fitUplift,
  LARGE_SAMPLE,
  LARGE_SAMPLE_LEARNERS,
  SMALL_SAMPLE_LEARNERS,
  type FittedUplift,
  type UpliftOptions,
} from './fit.ts';
export { bootstrapInterval, qiniInterval, type DrawOptions, type Interval } from './interval.ts';
export { nameOf, type Learner, type Uplift, type UpliftModel } from './learners.ts';
export { netOutcome, netValue, type OfferTerms, type Till } from './net-value.ts';
export type { Base } from './outcome-model.ts';
export { qini, qiniOf, ranked, upliftAt, type CurvePoint, type Qini, type Ranked, type Ranking } from './qini.ts';
