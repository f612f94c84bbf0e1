import { seededRandom } from '@shuke/kernel';
import type { Experiment } from '../index.ts';

/** An experiment whose truth is known: the offer helps where the first fact is above 0, and those with a high second fact buy anyway. */
export function drawExperiment(
  customers: number,
  seed: number,
  offered = 0.5,
): { experiment: Experiment; truth: Float64Array } {
  const random = seededRandom(seed);
  const columns = [0, 1, 2].map(() => Float64Array.from({ length: customers }, () => 2 * random.next() - 1));
  const [moved, loyal] = columns as [Float64Array, Float64Array];
  const truth = moved.map((value) => 0.2 * Math.max(0, value));
  const treated = moved.map(() => (random.next() < offered ? 1 : 0));
  const outcome = moved.map((_, i) => {
    const chance = 0.35 + 0.3 * loyal[i]! + treated[i]! * truth[i]!;
    return random.next() < chance ? 1 : 0;
  });
  return { experiment: { x: { rows: customers, columns }, treated, outcome, kind: 'chance' }, truth };
}

export const correlation = (a: Float64Array, b: Float64Array): number => {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (f: (i: number) => number): number => a.reduce((total, _, i) => total + f(i), 0);
  const shared = sum((i) => (a[i]! - ma) * (b[i]! - mb));
  return shared / Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2));
};
