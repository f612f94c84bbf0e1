import { seededRandom, type Random } from '@shuke/kernel';

/**
 * A stream of its own for each part of the street, so that what one guest does never moves another: a guest with and
 * without an offer, or a street with more guests, draw the same numbers wherever nothing changed.
 */
export function streamOf(seed: number, ...path: readonly number[]): Random {
  let state = seed >>> 0;
  for (const part of path) {
    // The finalizer of MurmurHash3 (A. Appleby, public domain) after each part.
    state = Math.imul(state ^ (part + 0x9e3779b9), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return seededRandom(state);
}

/** Standard normal (Box and Muller, 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** Exponential with the given mean. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random.next());

/** Gamma with shape ≥ 0.01 and the given mean (Marsaglia and Tsang, 2000; below shape 1 by their boost). */
export function gamma(random: Random, shape: number, mean: number): number {
  if (shape < 1) {
    // The boosted draw has mean shape + 1 in units of the scale.
    const scale = mean / shape;
    return gamma(random, shape + 1, scale * (shape + 1)) * (1 - random.next()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < (x * x) / 2 + d * (1 - v + Math.log(v))) return (d * v * mean) / shape;
  }
}

/** Poisson; above a mean of 50 by the normal approximation, which is within a count or two there. */
export function poisson(random: Random, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}

/** Uniform in [low, high). */
export const between = (random: Random, low: number, high: number): number => low + (high - low) * random.next();

/** The index of one weight, as likely as it is heavy. */
export function weighted(random: Random, weights: readonly number[]): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}
