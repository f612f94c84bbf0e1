/** What is believed of a customer who is still there: λ ~ Gamma(shape, rate) and p ~ Beta(a, b) of leaving after a purchase. */
export interface Belief {
  readonly shape: number;
  readonly rate: number;
  readonly a: number;
  readonly b: number;
}

/**
 * The expected purchases within `horizon` of a customer who is still there and leaves after a purchase with probability p
 * (Fader, Hardie & Lee 2005, equation 10, before the probability of being there): with z = t/(rate + t) and c = a+b−1,
 *
 *   c/(a−1) · [1 − (1−z)^shape 2F1(shape, b; c; z)] = c/(a−1) · [1 − (1−z)^(a−1) 2F1(c−shape, a−1; c; z)]
 *
 * by Euler's transformation. Its series falls fast where the first one's does not, and it divides by a − 1 and c term by
 * term, so that a = 1 and c = 0 are values like all others. Where a − 1 > shape, it is the other way round.
 */
export function expectedWhileThere({ shape, rate, a, b }: Belief, horizon: number): number {
  const c = a + b - 1;
  const z = horizon / (rate + horizon);
  const log = -Math.log1p(horizon / rate);
  if (a - 1 > shape) {
    const series = gaussSum({ first: 1, top: [shape, b], bottom: [c, 1], z });
    return (c / (a - 1)) * (1 - series.sum * Math.exp(shape * log + series.logScale));
  }
  const quotient = a === 1 ? log : Math.expm1((a - 1) * log) / (a - 1);
  const { sum, logScale } = gaussSum({ first: (c - shape) * z, top: [c - shape + 1, a], bottom: [c + 1, 2], z });
  return -(c * quotient + sum * Math.exp((a - 1) * log + logScale));
}

interface Series {
  readonly first: number;
  /** Each term is the one before times z (top₀+n)(top₁+n) / ((bottom₀+n)(bottom₁+n)). */
  readonly top: readonly [number, number];
  readonly bottom: readonly [number, number];
  readonly z: number;
}

const PRECISION = 1e-13;
const MOST_TERMS = 1_000_000;
const LARGE = 1e200;

// The sum is `sum` times e^logScale: what it is multiplied by may be as small as it is large.
function gaussSum({ first, top, bottom, z }: Series): { sum: number; logScale: number } {
  let term = first;
  let sum = first;
  let logScale = 0;
  for (let n = 0; n < MOST_TERMS; n += 1) {
    term *= (((top[0] + n) * (top[1] + n)) / ((bottom[0] + n) * (bottom[1] + n))) * z;
    sum += term;
    if (Math.abs(term) <= PRECISION * (1 - z) * Math.abs(sum)) break;
    if (Math.abs(sum) > LARGE) {
      term /= LARGE;
      sum /= LARGE;
      logScale += Math.log(LARGE);
    }
  }
  return { sum, logScale };
}
