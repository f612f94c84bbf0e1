import { describe, expect, test } from 'vitest';
import { auc, logLoss } from '../../math/metrics.ts';
import { columnGains, predict, train, tryTrain, type Features, type TrainOptions } from '../index.ts';
import { openThreads } from '../threads.ts';
import { drawAmounts, drawYesOrNo } from './small-tasks.ts';

const OPTIONS: TrainOptions = { objective: 'binary', rounds: 30, leaves: 8, learningRate: 0.2 };
const known = drawYesOrNo({ rows: 4000, seed: 1 });
const unseen = drawYesOrNo({ rows: 4000, seed: 2 });

describe('training', () => {
  test('learns sizes, gaps and names, and is honest about chances it has not seen', () => {
    const trees = train(known.x, known.y, { ...OPTIONS, categorical: [2] });
    const said = predict(trees, unseen.x);
    expect(auc(said, unseen.y)).toBeGreaterThan(0.8);
    const share = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(share(said) - share(unseen.y))).toBeLessThan(0.02);
    expect([...columnGains(trees)].every((gain) => gain > 0)).toBe(true);
  });

  test('means and counts keep their total', () => {
    const { x, y, counts } = drawAmounts({ rows: 4000, seed: 3 });
    const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
    for (const [objective, labels] of [
      ['regression', y],
      ['poisson', counts],
    ] as const) {
      const said = predict(train(x, labels, { ...OPTIONS, objective }), x);
      expect(total(said) / total(labels), objective).toBeCloseTo(1, 2);
      expect(
        said.every((value) => value > 0),
        objective,
      ).toBe(true);
    }
  });

  test('wild labels, which make the unit of a gradient larger than most, do not drown the others', () => {
    const { x, y } = drawAmounts({ rows: 4000, seed: 4 });
    const isWild = (row: number): boolean => row % 20 === 0;
    const columns = [...x.columns, Float64Array.from({ length: 4000 }, (_, row) => (isWild(row) ? 1 : 0))];
    const labels = y.map((value, row) => (isWild(row) ? 1e6 : value));
    const said = predict(train({ rows: 4000, columns }, labels, { ...OPTIONS, objective: 'regression' }), {
      rows: 4000,
      columns,
    });
    const meanOf = (values: Float64Array, isFive: boolean): number => {
      const kept = values.filter((_, row) => !isWild(row) && (x.columns[2]![row] === 5) === isFive);
      return kept.reduce((sum, value) => sum + value, 0) / kept.length;
    };
    const gap = meanOf(said, true) - meanOf(said, false);
    expect(gap / (meanOf(y, true) - meanOf(y, false))).toBeCloseTo(1, 1);
  });

  test('the same seed gives the same trees, another seed draws others', () => {
    const drawn = { ...OPTIONS, baggingFraction: 0.6, featureFraction: 0.7 };
    const one = train(known.x, known.y, { ...drawn, seed: 5 });
    expect(train(known.x, known.y, { ...drawn, seed: 5 })).toEqual(one);
    expect(train(known.x, known.y, { ...drawn, seed: 6 })).not.toEqual(one);
    expect(auc(predict(one, unseen.x), unseen.y)).toBeGreaterThan(0.78);
  });

  test('a weight of two is a row twice, and of zero a row left out', () => {
    const weights = Float64Array.from({ length: 4000 }, (_, row) => row % 3);
    const rows = Array.from(weights, (weight, row) => Array<number>(weight).fill(row)).flat();
    // Columns of few values, so that both trainings cut them alike.
    const few = known.x.columns.slice(1);
    const repeated = few.map((column) => Float64Array.from(rows, (row) => column[row]!));
    const labels = Float64Array.from(rows, (row) => known.y[row]!);
    const options = { ...OPTIONS, rounds: 5, minLeafRows: 0, minLeafHessian: 5 };
    const x = { rows: 4000, columns: few };
    const weighed = predict(train(x, known.y, { ...options, weights }), x);
    const twice = predict(train({ rows: rows.length, columns: repeated }, labels, options), x);
    for (const [row, value] of weighed.entries()) expect(value).toBeCloseTo(twice[row]!, 3);
  });

  test('a monotone answer never turns, wherever one looks', () => {
    for (const direction of [1, -1] as const) {
      const trees = train(known.x, known.y, { ...OPTIONS, rounds: 60, monotone: [direction, 0, 0] });
      for (const row of [0, 1, 2, 3, 4, 5]) {
        const sweep = Float64Array.from({ length: 200 }, (_, i) => (i - 100) / 60);
        const kept = [1, 2].map((column) => new Float64Array(200).fill(unseen.x.columns[column]![row]!));
        const said = predict(trees, { rows: 200, columns: [sweep, ...kept] });
        expect(said.every((value, i) => i === 0 || direction * (value - said[i - 1]!) >= 0)).toBe(true);
      }
    }
  });

  test('stops when rows that it does not see get no likelier, and keeps the best trees', { timeout: 30_000 }, () => {
    const validation = { ...unseen, patience: 10 };
    const stopped = train(known.x, known.y, { ...OPTIONS, rounds: 150, leaves: 31, validation });
    const all = train(known.x, known.y, { ...OPTIONS, rounds: 150, leaves: 31 });
    expect(stopped.roots.length).toBeLessThan(100);
    expect(logLoss(predict(stopped, unseen.x), unseen.y)).toBeLessThan(logLoss(predict(all, unseen.x), unseen.y));
    const { length } = stopped.roots;
    expect(train(known.x, known.y, { ...OPTIONS, rounds: length, leaves: 31 })).toEqual(stopped);
  });

  test('names that training never saw go where the rare ones went, and break nothing', () => {
    const trees = train(known.x, known.y, { ...OPTIONS, categorical: [2] });
    const said = predict(trees, {
      rows: 3,
      columns: [
        [0, 0, 0],
        [1, 1, 1],
        [999, NaN, -1],
      ],
    });
    expect(said[0]).toBe(said[1]);
    expect(said[0]).toBe(said[2]);
  });

  test('what cannot be split is answered by its mean', () => {
    const x = { rows: 30, columns: [new Float64Array(30).fill(NaN), new Float64Array(30).fill(7)] };
    const y = Float64Array.from({ length: 30 }, (_, row) => row % 2);
    const trees = train(x, y, OPTIONS);
    expect(trees.roots.length).toBe(0);
    expect([...new Set(predict(trees, x))]).toEqual([0.5]);
  });
});

describe('threads', () => {
  test('train the same trees as one', async () => {
    const threads = openThreads(2);
    try {
      for (const [objective, labels] of [
        ['binary', known.y],
        ['regression', drawAmounts({ rows: 4000, seed: 1 }).y],
      ] as const) {
        const columns = [...known.x.columns, ...unseen.x.columns];
        const x = { rows: 4000, columns };
        const options: TrainOptions = { ...OPTIONS, objective, rounds: 10, categorical: [5], baggingFraction: 0.9 };
        expect(train(x, labels, { ...options, crew: threads })).toEqual(train(x, labels, options));
      }
    } finally {
      await threads.close();
    }
  }, 30_000);
});

describe('training refuses by name', () => {
  const x = { rows: 4, columns: [[1, 2, 3, 4]] };
  const y = [0, 1, 0, 1];
  interface Given extends Partial<TrainOptions> {
    readonly x?: Features;
    readonly y?: readonly number[];
  }
  const cases: readonly [string, Given][] = [
    ['training_empty', { x: { rows: 0, columns: [[]] }, y: [] }],
    ['training_empty', { x: { rows: 4, columns: [] } }],
    ['training_empty', { weights: new Float64Array(4) }],
    ['training_ragged', { x: { rows: 4, columns: [[1, 2, 3]] } }],
    ['training_ragged', { y: [0, 1] }],
    ['training_ragged', { weights: new Float64Array(3) }],
    ['training_ragged', { validation: { x: { rows: 1, columns: [[1], [1]] }, y: [1], patience: 5 } }],
    ['training_label_invalid', { y: [0, NaN, 0, 1] }],
    ['training_label_invalid', { y: [0, 2, 0, 1] }],
    ['training_label_invalid', { y: [0, -1, 0, 1], objective: 'poisson' }],
    ['training_label_invalid', { y: [0, Infinity, 0, 1], objective: 'regression' }],
    ['training_one_class', { y: [1, 1, 1, 1] }],
    ['training_one_class', { weights: Float64Array.of(1, 0, 1, 0) }],
    ['training_one_class', { y: [0, 0, 0, 0], objective: 'poisson' }],
    ['training_weight_invalid', { weights: Float64Array.of(1, -1, 1, 1) }],
    ['training_category_invalid', { x: { rows: 4, columns: [[1, 2.5, 3, 4]] }, categorical: [0] }],
    ['training_option_invalid', { bins: 256 }],
    ['training_option_invalid', { bins: 1 }],
    ['training_option_invalid', { rounds: 0 }],
    ['training_option_invalid', { leaves: 1 }],
    ['training_option_invalid', { learningRate: NaN }],
    ['training_option_invalid', { categorical: [1] }],
    ['training_option_invalid', { categorical: [0], monotone: [1] }],
    ['training_option_invalid', { validation: { x, y, patience: 0 } }],
    ['training_too_large', { x: { rows: 4, columns: Array<number[]>(400).fill([1, 2, 3, 4]) }, leaves: 60_000 }],
  ];
  test.each(cases)('%s (case %#)', (code, given) => {
    const trained = tryTrain(given.x ?? x, given.y ?? y, { ...OPTIONS, ...given });
    expect(trained.ok ? 'trained' : trained.refusal.code).toBe(code);
  });

  test('and train throws what its caller should have known', () => {
    expect(() => train(x, [1, 1, 1, 1], OPTIONS)).toThrow('training_one_class');
  });
});
