import { chanceOf, fitRidge, ridgeScores, type Ridge } from '../math/ridge.ts';
import { predict, train, type Features, type TrainOptions } from '../trees/index.ts';

export interface Lesson {
  readonly x: Features;
  /** Between 0 and 1. */
  readonly labels: Float64Array;
  readonly names: readonly string[];
}

/** The chance that each pair redeems, by one way of learning. */
export type Expert = (lesson: Lesson, asked: Features) => Float64Array;

/** Some hundreds of people redeemed, and there are some forty facts: a slope must be worth it. */
const PENALTY = 300;

const TREES: TrainOptions = {
  objective: 'binary',
  rounds: 150,
  leaves: 4,
  learningRate: 0.03,
  minLeafRows: 40,
  l2: 20,
  bins: 64,
  featureFraction: 0.3,
  baggingFraction: 0.7,
  seed: 1,
};

const line =
  (penalty: number): Expert =>
  ({ x, labels }, asked) =>
    ridgeScores(fitRidge(x, labels, { family: 'logit', penalty }), asked).map(chanceOf);

/** A line whose slopes may depend on how broad the campaign is: a campaign for everybody is answered for other reasons than a narrow one. */
const lineByBreadth =
  (penalty: number): Expert =>
  ({ x, labels, names }, asked) => {
    const breadth = names.indexOf('audience');
    const shape = fitRidge(x, labels, { family: 'logit', penalty });
    const met = (rows: Features): Features => withProducts(rows, breadth, shape);
    return ridgeScores(fitRidge(met(x), labels, { family: 'logit', penalty }), met(asked)).map(chanceOf);
  };

function withProducts({ rows, columns }: Features, by: number, { means, inverseScales }: Ridge): Features {
  const centred = (j: number): Float64Array =>
    Float64Array.from(columns[j]!, (value) => (value - means[j]!) * inverseScales[j]!);
  const breadth = centred(by);
  const products = columns.map((_, j) => centred(j).map((value, i) => value * breadth[i]!));
  return { rows, columns: [...columns, ...products] };
}

/** Trees that see what a line says beside all else, so that what they add is what a line cannot. */
const treesOverLine =
  (penalty: number): Expert =>
  ({ x, labels }, asked) => {
    const ridge = fitRidge(x, labels, { family: 'logit', penalty });
    const withLine = (rows: Features): Features => ({
      rows: rows.rows,
      columns: [...rows.columns, ridgeScores(ridge, rows)],
    });
    const { rows, y, weights } = hardened(withLine(x), labels);
    return predict(train(rows, y, { ...TREES, weights }), withLine(asked));
  };

/** Each row that may still go either way becomes two, with the weight of each. */
function hardened(
  { rows, columns }: Features,
  labels: Float64Array,
): { rows: Features; y: Float64Array; weights: Float64Array } {
  const open = Array.from({ length: rows }, (_, i) => i).filter((i) => labels[i]! > 0 && labels[i]! < 1);
  const twice = (values: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(rows + open.length);
    for (let i = 0; i < rows; i += 1) out[i] = values[i]!;
    for (const [i, row] of open.entries()) out[rows + i] = values[row]!;
    return out;
  };
  const y = twice(labels.map((label) => (label === 1 ? 1 : 0)));
  const weights = twice(labels.map((label) => (label === 1 ? 1 : 1 - label)));
  for (const [i, row] of open.entries()) {
    y[rows + i] = 1;
    weights[rows + i] = labels[row]!;
  }
  return { rows: { rows: rows + open.length, columns: columns.map(twice) }, y, weights };
}

/** Three ways of learning that fail differently. */
export const EXPERTS: Readonly<Record<string, Expert>> = {
  line: line(PENALTY),
  'line by breadth': lineByBreadth(PENALTY),
  'trees over line': treesOverLine(PENALTY),
};
