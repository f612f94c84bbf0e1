import { predict, train, type Trees } from '../trees/index.ts';
import type { Origin, Part } from './origins.ts';

/** From past origins, whose outcome is known, what to multiply a model's expectation with for each customer of another. */
export type Correction = (past: readonly Origin[], now: Origin) => Float64Array;

export const none: Correction = (_, now) => now.expected;

/** One factor for all: how many more came than were expected. */
export const overall: Correction = (past, now) => {
  const parts = past.flatMap((origin) => origin.parts);
  const factor = sumOver(parts, ({ came }) => came) / sumOver(parts, ({ expected }) => expected);
  return now.expected.map((value) => value * factor);
};

const TREES = { rounds: 100, leaves: 4, learningRate: 0.05, minLeafRows: 100, minLeafHessian: 20, seed: 1 };
// More rows than this say little more to so few leaves.
const MOST_ROWS = 100_000;

/**
 * A factor that trees find from the state of a customer and how far ahead one looks. Purchases are Poisson with the
 * model's expectation as exposure: the target is their quotient and the weight is the expectation, so that the trees learn
 * only what the model got wrong. A loss of absolute differences would forecast that nobody comes.
 */
export const byTrees: Correction = (past, now) => {
  const parts = past.flatMap((origin) => origin.parts);
  const rows = parts.reduce((sum, part) => sum + part.came.length, 0);
  const stride = Math.ceil(rows / MOST_ROWS);
  const trees = trained(parts, stride);
  // Rows that were left out count for the total, or chance in the choice of rows would move it.
  const level =
    stride === 1 ? 1 : sumOver(parts, ({ came }) => came) / sumOver(parts, (part) => corrected(trees, part));
  const answer = new Float64Array(now.expected.length);
  for (const part of now.parts) corrected(trees, part).forEach((value, i) => (answer[i]! += level * value));
  return answer;
};

function trained(parts: readonly Part[], stride: number): Trees {
  const pick = (values: (part: Part) => Float64Array): Float64Array => everyOf(parts.map(values), stride);
  const weights = pick(({ expected }) => expected);
  const quotients = pick(({ came }) => came).map((value, i) => value / weights[i]!);
  const columns = parts[0]!.columns.map((_, k) => pick((part) => part.columns[k]!));
  return train({ rows: weights.length, columns }, quotients, { objective: 'poisson', weights, ...TREES });
}

const corrected = (trees: Trees, { columns, expected }: Part): Float64Array =>
  predict(trees, { rows: expected.length, columns }).map((factor, i) => factor * expected[i]!);

const sumOver = (parts: readonly Part[], values: (part: Part) => Float64Array): number =>
  parts.reduce((sum, part) => sum + total(values(part)), 0);

export const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function everyOf(parts: readonly Float64Array[], stride: number): Float64Array {
  const picked: number[] = [];
  let at = 0;
  for (const part of parts) for (const value of part) if (at++ % stride === 0) picked.push(value);
  return Float64Array.from(picked);
}
