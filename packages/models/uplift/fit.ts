import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { chooseLearner, type Tried } from './choose.ts';
import { checked, type Experiment, type UpliftRefusal } from './experiment.ts';
import { learnUplift, type Learner, type UpliftModel } from './learners.ts';
import type { Base } from './outcome-model.ts';

/** From so many customers on, trees are tried too. */
export const LARGE_SAMPLE = 20_000;

const ridge = (penalty: number): Base => ({ kind: 'ridge', penalty });
const TREES: Base = { kind: 'trees', rounds: 60, leaves: 6, learningRate: 0.05 };

export const SMALL_SAMPLE_LEARNERS: readonly Learner[] = [
  { method: 'T', base: ridge(10) },
  { method: 'T', base: ridge(300) },
  { method: 'S', base: ridge(10) },
  { method: 'S', base: ridge(300) },
  { method: 'T', base: ridge(300), wide: true },
  { method: 'S', base: ridge(300), wide: true },
];

export const LARGE_SAMPLE_LEARNERS: readonly Learner[] = [
  ...SMALL_SAMPLE_LEARNERS,
  { method: 'X', base: TREES },
  { method: 'DR', base: TREES },
];

export interface UpliftOptions {
  /** The learners to choose among, the simplest first; by the size of the sample unless told. */
  readonly learners?: readonly Learner[];
}

export interface FittedUplift {
  readonly model: UpliftModel;
  readonly learner: Learner;
  /** What each learner's ranking was worth on customers that it had not seen; empty where there was no choice. */
  readonly tried: readonly Tried[];
}

/**
 * Learns from a randomised experiment what an offer brings each customer, in the unit of the outcome: every learner is
 * judged within the sample on folds that it has not seen, and the chosen one learns from all of it. Deterministic.
 * Refuses by name what carries no effect. O(learners × folds × rows × columns²) for lines.
 */
export function fitUplift(
  experiment: Experiment,
  { learners }: UpliftOptions = {},
): Result<FittedUplift, Refusal<UpliftRefusal>> {
  if (learners && !areSound(learners)) return refuse('uplift_option_invalid', { option: 'learners' });
  const sound = checked(experiment);
  if (!sound.ok) return sound;
  const usual = experiment.x.rows >= LARGE_SAMPLE ? LARGE_SAMPLE_LEARNERS : SMALL_SAMPLE_LEARNERS;
  const { best, tried } = chooseLearner(sound.value, learners ?? usual);
  return ok({ model: learnUplift(best, sound.value), learner: best, tried });
}

const areSound = (learners: readonly Learner[]): boolean =>
  learners.length > 0 && learners.every(({ base }) => base.kind === 'trees' || base.penalty > 0);
