import { assert } from '@shuke/kernel';

/** What is believed of an arm's value: a density over values in its own unit, up to a constant, and where it lies. */
export interface Posterior {
  readonly logDensity: (value: number) => number;
  readonly low: number;
  readonly high: number;
}

const STEPS = 1_024;
/** Beyond so many standard deviations there is nothing left to integrate. */
const WIDTH = 8;

/**
 * What is believed of a rate, such as of redemption, after successes and failures, times what a success brings. The prior is Beta(1, 1)
 * unless told: every rate is as likely. A new offer is all prior, which is why it gets tried.
 */
export function posteriorOfRate(
  { successes, failures, brings = 1 }: { successes: number; failures: number; brings?: number },
  prior: readonly [number, number] = [1, 1],
): Posterior {
  assert(successes >= 0 && failures >= 0 && brings > 0, 'counts are not negative, and a success brings something');
  const [a, b] = [prior[0] + successes, prior[1] + failures];
  assert(a > 0 && b > 0, 'a prior is positive');
  const logDensity = (value: number): number => {
    const rate = value / brings;
    if (rate <= 0 || rate >= 1) return Number.NEGATIVE_INFINITY;
    return (a - 1) * Math.log(rate) + (b - 1) * Math.log1p(-rate);
  };
  const centre = a / (a + b);
  const spread = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));
  const low = Math.max(0, centre - WIDTH * spread) * brings;
  return { logDensity, low, high: Math.min(1, centre + WIDTH * spread) * brings };
}

/** What is believed of a mean, such as the margin an offer adds, from its estimate and standard error: a normal. */
export function posteriorOfMean({ mean, standardError }: { mean: number; standardError: number }): Posterior {
  assert(Number.isFinite(mean) && standardError > 0, 'a mean is finite and its error positive');
  return {
    logDensity: (value) => -0.5 * ((value - mean) / standardError) ** 2,
    low: mean - WIDTH * standardError,
    high: mean + WIDTH * standardError,
  };
}

/**
 * With which probability each arm is the best by what is believed: Thompson sampling (1933), which takes an arm exactly as often as that.
 * Integrated instead of drawn, so that the propensity to be logged is known and a night can be played again. Arms that are best with less than
 * `least` are tried with it all the same, or never if it is 0.
 */
export function thompsonPolicy(arms: readonly Posterior[], least = 0): Float64Array {
  assert(arms.length > 0 && least >= 0 && least * arms.length <= 1, 'there are arms, and what each gets at least fits');
  const low = Math.min(...arms.map((arm) => arm.low));
  const high = Math.max(...arms.map((arm) => arm.high));
  const grids = arms.map((arm) => massesOf(arm, gridOf(arms, low, high)));
  const best = new Float64Array(arms.length);
  const below = new Float64Array(arms.length);
  const cells = grids[0]!.length;
  for (let cell = 0; cell < cells; cell += 1) {
    for (let arm = 0; arm < arms.length; arm += 1) {
      let chance = grids[arm]![cell]!;
      // Half of a cell's mass lies below its middle, where the arm is compared.
      for (let other = 0; other < arms.length; other += 1) {
        if (other !== arm) chance *= below[other]! + grids[other]![cell]! / 2;
      }
      best[arm]! += chance;
    }
    for (let arm = 0; arm < arms.length; arm += 1) below[arm]! += grids[arm]![cell]!;
  }
  const sum = best.reduce((all, share) => all + share, 0);
  return best.map((share) => least + (1 - least * arms.length) * (share / sum));
}

/** Bounds of the cells: those of every arm's own span, so that a narrow arm beside a wide one is not lost between two points. */
function gridOf(arms: readonly Posterior[], low: number, high: number): Float64Array {
  const spans = [{ low, high }, ...arms];
  const edges = spans.flatMap((span) =>
    Array.from({ length: STEPS + 1 }, (_, k) => span.low + ((span.high - span.low) * k) / STEPS),
  );
  return Float64Array.from(new Set(edges)).sort();
}

function massesOf({ logDensity }: Posterior, edges: Float64Array): Float64Array {
  const logs = Float64Array.from({ length: edges.length - 1 }, (_, k) => logDensity((edges[k]! + edges[k + 1]!) / 2));
  const peak = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  const masses = logs.map((log, k) => Math.exp(log - peak) * (edges[k + 1]! - edges[k]!));
  const sum = masses.reduce((all, mass) => all + mass, 0);
  return masses.map((mass) => mass / sum);
}
