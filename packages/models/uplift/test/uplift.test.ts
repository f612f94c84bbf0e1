import { describe, expect, test } from 'vitest';
import { findHillstrom } from '@shuke/testkit/data/hillstrom';
import {
  fitUplift,
  LARGE_SAMPLE_LEARNERS,
  netOutcome,
  netValue,
  nameOf,
  qini,
  type Experiment,
  type Learner,
} from '../index.ts';
import { correlation, drawExperiment } from './synthetic.ts';

const fitted = (experiment: Experiment, learners?: readonly Learner[]) => {
  const found = fitUplift(experiment, { learners });
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
};

describe('whom an offer moves', () => {
  const { experiment } = drawExperiment(6000, 1);
  const fresh = drawExperiment(3000, 2);

  test.each(LARGE_SAMPLE_LEARNERS.map((learner) => ({ name: nameOf(learner), learner })))(
    '$name finds those whom it moves, on customers that it has not seen',
    ({ learner }) => {
      const { effect } = fitted(experiment, [learner]).model(fresh.experiment.x);
      expect(correlation(effect, fresh.truth)).toBeGreaterThan(0.6);
    },
  );

  test('those who would buy anyway are no better than chance, and the effect beats them', () => {
    const { effect, without } = fitted(experiment).model(fresh.experiment.x);
    const { treated, outcome } = fresh.experiment;
    const coefficientOf = (scores: Float64Array): number => qini({ scores, treated, outcome }).coefficient;
    expect(Math.abs(coefficientOf(without))).toBeLessThan(0.05);
    expect(coefficientOf(effect)).toBeGreaterThan(0.05);
  });

  test('every learner is tried on customers that it has not seen, and the same seed chooses the same', () => {
    const [one, other] = [fitted(experiment), fitted(experiment)];
    expect(one.tried).toHaveLength(6);
    expect(one.learner).toEqual(other.learner);
    const scores = (found: typeof one) => found.model(fresh.experiment.x).effect;
    expect(scores(one)).toEqual(scores(other));
  });

  test('what an offer brings is judged right where more were offered than not', () => {
    const { experiment: uneven } = drawExperiment(6000, 3, 0.8);
    const { effect } = fitted(uneven, [LARGE_SAMPLE_LEARNERS.at(-1)!]).model(fresh.experiment.x);
    const mean = effect.reduce((sum, one) => sum + one, 0) / effect.length;
    // A fifth of the positive half, whose mean is a half: .05.
    expect(mean).toBeGreaterThan(0.02);
    expect(mean).toBeLessThan(0.08);
  });
});

describe('what an offer is worth', () => {
  test('a discount is charged for those too who would have bought anyway', () => {
    const uplift = { effect: Float64Array.of(0.1, 0.1), without: Float64Array.of(0, 0.8) };
    const [mover, regular] = netValue(uplift, { margin: 1000, discount: 200, contact: 5 });
    expect(mover).toBeCloseTo(0.1 * 1000 - 0.1 * 200 - 5, 9);
    expect(regular).toBeCloseTo(0.1 * 1000 - 0.9 * 200 - 5, 9);
  });

  test('net outcomes are margin less what the offer took off and cost', () => {
    const till = { margin: [500, 500, 0], discount: [100, 0, 0], treated: [1, 0, 1], contact: 5 };
    expect(netOutcome(till)).toEqual(Float64Array.of(395, 500, -5));
  });

  test('where the discount eats more than it brings, the learnt effect on net margin is below zero', () => {
    const { experiment } = drawExperiment(6000, 4);
    const { treated, outcome } = experiment;
    const margin = Float64Array.from(outcome, (bought) => 1000 * bought);
    const discount = margin.map((_, i) => (treated[i] === 1 && outcome[i] === 1 ? 400 : 0));
    const amounts: Experiment = { ...experiment, outcome: netOutcome({ margin, discount, treated }), kind: 'amount' };
    const { effect } = fitted(amounts).model(experiment.x);
    // The offer adds .05 purchases of 1000 and takes 400 off .4 purchases.
    expect(effect.reduce((sum, one) => sum + one, 0) / effect.length).toBeCloseTo(-110, -2);
  });
});

describe('experiments that carry no effect are refused by name', () => {
  const { experiment } = drawExperiment(1000, 5);
  const rows = experiment.x.rows;
  const fill = (value: number): Float64Array => new Float64Array(rows).fill(value);
  const withColumn = (value: number): Experiment['x'] => ({ rows, columns: [fill(value)] });
  const few = Float64Array.from({ length: rows }, (_, i) => (i < 99 ? 1 : 0));
  test.each([
    { what: 'nobody', change: { x: { rows: 0, columns: [] }, treated: [], outcome: [] }, code: 'uplift_empty' },
    { what: 'nothing known', change: { x: { rows, columns: [] } }, code: 'uplift_empty' },
    { what: 'an outcome missing', change: { outcome: fill(0).subarray(1) }, code: 'uplift_misshapen' },
    { what: 'a fact that is no number', change: { x: withColumn(NaN) }, code: 'uplift_not_finite' },
    { what: 'an outcome that is no number', change: { outcome: fill(NaN) }, code: 'uplift_not_finite' },
    { what: 'a chance of two', change: { outcome: fill(2) }, code: 'uplift_not_finite' },
    { what: 'a propensity of one', change: { propensity: fill(1) }, code: 'uplift_not_finite' },
    { what: 'no control group', change: { treated: fill(1) }, code: 'uplift_one_armed' },
    { what: 'nobody offered', change: { treated: fill(0) }, code: 'uplift_one_armed' },
    { what: 'one customer less than needed', change: { treated: few }, code: 'uplift_too_small' },
    { what: 'nobody who bought', change: { outcome: fill(0) }, code: 'uplift_one_class' },
  ])('$what', ({ change, code }) => {
    expect(fitUplift({ ...experiment, ...change })).toMatchObject({ ok: false, refusal: { code } });
  });

  test('no learner, or a line without a penalty', () => {
    const line: Learner = { method: 'T', base: { kind: 'ridge', penalty: 0 } };
    for (const learners of [[], [line]]) {
      expect(fitUplift(experiment, { learners })).toMatchObject({ refusal: { code: 'uplift_option_invalid' } });
    }
  });
});

const hillstrom = findHillstrom();

describe.skipIf(!hillstrom)('Hillstrom (skipped where ../shared/data is absent)', () => {
  test("who is moved by women's e-mail is learnt from one half and holds in the other", () => {
    const data = hillstrom!;
    const rowsOf = (parity: number): number[] => Array.from(data.visit.keys()).filter((i) => i % 2 === parity);
    const half = (parity: number): Experiment => {
      const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(rowsOf(parity), (i) => values[i]!);
      const arms = Float64Array.from(data.arm, (arm) => (arm === 'Womens E-Mail' ? 1 : 0));
      const columns = data.columns.map(pick);
      return {
        x: { rows: columns[0]!.length, columns },
        treated: pick(arms),
        outcome: pick(data.visit),
        kind: 'chance',
      };
    };
    const test = half(1);
    const { effect } = fitted(half(0), [LARGE_SAMPLE_LEARNERS[0]!]).model(test.x);
    expect(qini({ scores: effect, treated: test.treated, outcome: test.outcome }).coefficient).toBeGreaterThan(0.045);
  });
});
