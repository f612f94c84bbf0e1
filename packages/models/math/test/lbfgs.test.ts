import { describe, expect, test } from 'vitest';
import { minimise, type Objective } from '../lbfgs.ts';
import { inverted } from '../symmetric.ts';

const BOUNDS = { low: [-14, -14], high: [14, 14] };

const valley: Objective = (point, gradient) => {
  const [x, y] = point as unknown as [number, number];
  gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
  gradient[1] = 200 * (y - x * x);
  return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
};

describe('minimising', () => {
  test("finds the end of Rosenbrock's curved valley", () => {
    const { point, converged } = minimise(valley, { start: Float64Array.of(-1.2, 1), bounds: BOUNDS });
    expect(converged).toBe(true);
    expect(point[0]).toBeCloseTo(1, 8);
    expect(point[1]).toBeCloseTo(1, 8);
  });

  test('stops at the edge of the box where the function falls for ever', () => {
    const falling: Objective = (point, gradient) => {
      gradient[0] = -Math.exp(-point[0]!);
      gradient[1] = 2 * (point[1]! - 3);
      return Math.exp(-point[0]!) + (point[1]! - 3) ** 2;
    };
    const { point, converged } = minimise(falling, {
      start: Float64Array.of(0, 0),
      bounds: { low: [-5, -5], high: [5, 9] },
      tolerance: 1e-12,
    });
    expect(converged).toBe(true);
    expect(point[0]).toBe(5);
    expect(point[1]).toBeCloseTo(3, 9);
  });

  test('takes a step or two where the curvature is known', () => {
    const bowl: Objective = ([x, y], gradient) => {
      gradient.set([200 * x! + y!, x! + 2 * y!]);
      return 100 * x! * x! + x! * y! + y! * y!;
    };
    const inverseCurvature = inverted([Float64Array.of(200, 1), Float64Array.of(1, 2)]);
    const { iterations, point } = minimise(bowl, { start: Float64Array.of(1, 1), bounds: BOUNDS, inverseCurvature });
    expect(iterations).toBeLessThanOrEqual(2);
    expect(Math.max(...point.map(Math.abs))).toBeLessThan(1e-9);
  });

  test('says when the limit of iterations ended it', () => {
    expect(minimise(valley, { start: Float64Array.of(-1.2, 1), bounds: BOUNDS, iterations: 3 }).converged).toBe(false);
  });
});

test('a matrix that is not positive definite has no inverse here', () => {
  expect(inverted([Float64Array.of(1, 2), Float64Array.of(2, 1)])).toBeNull();
});
