import { dot, times, type Matrix } from './symmetric.ts';

/** Writes the gradient at a point into `gradient` and answers the value there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/** For each coordinate the least and the most that it may be. */
export interface Bounds {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface Search {
  readonly start: Float64Array;
  /** No coordinate leaves this range, as a likelihood may rise for ever towards a limit. */
  readonly bounds: Bounds;
  /** Ends when no free coordinate of the gradient is larger; 1e-9 unless told. */
  readonly tolerance?: number;
  readonly iterations?: number;
  /** A guess of the inverse of the second derivatives at the minimum; with a good one a few steps do. */
  readonly inverseCurvature?: Matrix | null;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
  /** False where the limit of iterations ended it. */
  readonly converged: boolean;
}

interface State {
  point: Float64Array;
  value: number;
  gradient: Float64Array;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

const MEMORY = 10;
const LONGEST_STEP = 2;
// Sums of many terms differ by so much for no reason. Asked to fall by less, a search would halve its step for ever.
const NOISE = 1e-14;
// In a valley without a slope a search could go on for ever; so many steps that gain nothing end it.
const MOST_STALLED = 5;

/**
 * Minimises a smooth function of a few coordinates within a box: limited-memory BFGS (Nocedal & Wright, Numerical
 * Optimization, algorithm 7.5) with a weak Wolfe search by bisection and projection onto the box.
 */
export function minimise(objective: Objective, search: Search): Minimum {
  const { tolerance = 1e-9, iterations = 200, bounds } = search;
  let here = evaluated(objective, clamped(search.start, bounds));
  const pairs: Pair[] = [];
  let stalled = 0;
  let held = 0;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const free = freeSlopes(here, bounds);
    if (free.every((slope) => Math.abs(slope) <= tolerance)) return { ...here, iterations: iteration, converged: true };
    const holding = free.reduce((set, slope, i) => (slope === 0 ? set | (1 << i) : set), 0);
    // What was learnt of the curvature while other coordinates were held would send the search astray.
    if (holding !== held) pairs.length = 0;
    held = holding;
    const inverseCurvature = held === 0 ? search.inverseCurvature : null;
    const next = searchLine(objective, { here, direction: directionFrom(free, pairs, inverseCurvature), bounds });
    // Nowhere lower to the last digit is as near as the arithmetic gets, unless an old curvature misled.
    if (!next && pairs.length === 0) return { ...here, iterations: iteration, converged: true };
    if (!next) {
      pairs.length = 0;
      continue;
    }
    remember(pairs, here, next);
    stalled = here.value - next.value > NOISE * (1 + Math.abs(next.value)) ? 0 : stalled + 1;
    here = next;
    if (stalled === MOST_STALLED) return { ...here, iterations: iteration + 1, converged: true };
  }
  return { ...here, iterations, converged: false };
}

const clamped = (point: Float64Array, { low, high }: Bounds): Float64Array =>
  point.map((at, i) => Math.min(high[i]!, Math.max(low[i]!, at)));

// The gradient without the coordinates that stand at an edge of the box and are pushed outwards.
function freeSlopes({ point, gradient }: State, { low, high }: Bounds): Float64Array {
  return gradient.map((slope, i) => {
    const isHeld = (point[i]! <= low[i]! && slope > 0) || (point[i]! >= high[i]! && slope < 0);
    return isHeld ? 0 : slope;
  });
}

function evaluated(objective: Objective, point: Float64Array): State {
  const gradient = new Float64Array(point.length);
  return { point, value: objective(point, gradient), gradient };
}

function directionFrom(free: Float64Array, pairs: readonly Pair[], inverseCurvature?: Matrix | null): Float64Array {
  const q = Float64Array.from(free);
  const weights: number[] = [];
  for (const { step, change, curvature } of pairs.toReversed()) {
    const weight = dot(step, q) / curvature;
    weights.push(weight);
    for (let i = 0; i < q.length; i += 1) q[i]! -= weight * change[i]!;
  }
  const direction = inverseCurvature ? times(inverseCurvature, q) : scaled(q, pairs.at(-1));
  for (const { step, change, curvature } of pairs) {
    const weight = weights.pop()! - dot(change, direction) / curvature;
    for (let i = 0; i < q.length; i += 1) direction[i]! += weight * step[i]!;
  }
  const free0 = (value: number, i: number): number => (free[i] === 0 ? 0 : -value);
  return shortened(direction.map(free0));
}

function scaled(q: Float64Array, last: Pair | undefined): Float64Array {
  const factor = last ? last.curvature / dot(last.change, last.change) : 1;
  return q.map((value) => value * factor);
}

// The coordinates are logarithms: a step of 2 multiplies by seven, and longer ones overflow what is computed from them.
function shortened(direction: Float64Array): Float64Array {
  const longest = direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return longest > LONGEST_STEP ? direction.map((value) => (value * LONGEST_STEP) / longest) : direction;
}

interface Line {
  readonly here: State;
  readonly direction: Float64Array;
  readonly bounds: Bounds;
}

function searchLine(objective: Objective, { here, direction, bounds }: Line): State | null {
  const slope = dot(here.gradient, direction);
  if (slope >= 0) return null;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let step = 1;
  let best: State | null = null;
  for (let trial = 0; trial < 20; trial += 1) {
    const next = evaluated(
      objective,
      clamped(
        here.point.map((at, i) => at + step * direction[i]!),
        bounds,
      ),
    );
    const moved = next.point.map((at, i) => at - here.point[i]!);
    const noise = NOISE * (1 + Math.abs(here.value));
    if (!(next.value <= here.value + 1e-4 * dot(here.gradient, moved) + noise)) high = step;
    else {
      best = next;
      if (dot(next.gradient, direction) >= 0.9 * slope || step > 8) return next;
      low = step;
    }
    step = high === Number.POSITIVE_INFINITY ? 2 * step : (low + high) / 2;
    if (high - low < 1e-12) break;
  }
  return best;
}

function remember(pairs: Pair[], from: State, to: State): void {
  const step = to.point.map((at, i) => at - from.point[i]!);
  // A coordinate that did not move, as it is held, says nothing of the curvature of the others.
  const change = to.gradient.map((slope, i) => (step[i] === 0 ? 0 : slope - from.gradient[i]!));
  const curvature = dot(step, change);
  // A pair without curvature would turn the next direction uphill.
  if (curvature <= 1e-14 * Math.sqrt(dot(step, step) * dot(change, change))) return;
  pairs.push({ step, change, curvature });
  if (pairs.length > MEMORY) pairs.shift();
}
