import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { fitRidge, predictRidge } from '../ridge.ts';

const random = seededRandom(5);
const column = (rows: number): Float64Array => Float64Array.from({ length: rows }, () => 2 * random.next() - 1);

describe('a penalised line', () => {
  test('is the exact line where there is no noise and next to no penalty', () => {
    const columns = [column(300), column(300)];
    const y = columns[0]!.map((one, i) => 3 + 2 * one - columns[1]![i]!);
    const line = fitRidge({ rows: 300, columns }, y, { family: 'linear', penalty: 1e-9 });
    for (const [i, said] of predictRidge(line, { rows: 300, columns }).entries()) expect(said).toBeCloseTo(y[i]!, 6);
  });

  test('is where the derivative of the penalised likelihood is zero', () => {
    const columns = [column(400), column(400)];
    const y = columns[0]!.map((one) => (random.next() < 1 / (1 + Math.exp(-2 * one)) ? 1 : 0));
    const line = fitRidge({ rows: 400, columns }, y, { family: 'logit', penalty: 7 });
    const chance = predictRidge(line, { rows: 400, columns });
    const missed = y.map((label, i) => label - chance[i]!);
    const sum = (f: (i: number) => number): number => missed.reduce((total, _, i) => total + f(i), 0);
    expect(sum((i) => missed[i]!)).toBeCloseTo(0, 6);
    for (const [j, own] of columns.entries()) {
      const z = own.map((value) => (value - line.means[j]!) * line.inverseScales[j]!);
      expect(sum((i) => missed[i]! * z[i]!)).toBeCloseTo(7 * line.coefficients[j]!, 6);
    }
  });

  test('stays finite where a column parts the labels, and where one never varies', () => {
    const columns = [Float64Array.from({ length: 100 }, (_, i) => i), new Float64Array(100).fill(0.1)];
    const y = columns[0]!.map((one) => (one < 50 ? 0 : 1));
    const line = fitRidge({ rows: 100, columns }, y, { family: 'logit', penalty: 1 });
    expect(Number.isFinite(line.coefficients[0]!)).toBe(true);
    expect(line.coefficients[1]).toBe(0);
  });

  test('takes what is not known for the mean of what is', () => {
    const known = column(200);
    const y = known.map((one) => 5 * one);
    const line = fitRidge({ rows: 200, columns: [known] }, y, { family: 'linear', penalty: 1e-9 });
    const mean = y.reduce((sum, one) => sum + one, 0) / 200;
    expect(predictRidge(line, { rows: 1, columns: [[NaN]] })[0]).toBeCloseTo(mean, 6);
  });
});
