import { assert } from '@shuke/kernel';

// Stirling's series is exact to the last digits from here on; below it the recurrence climbs up to here.
const STIRLING_FROM = 10;
const HALF_LOG_TWO_PI = 0.9189385332046727;
// B(2n) / (2n (2n − 1)) and B(2n) / 2n of Bernoulli's numbers (Abramowitz & Stegun 6.1.40 and 6.3.18).
const LOG_GAMMA_TAIL = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];
const DIGAMMA_TAIL = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760, 1 / 12];

/** The natural logarithm of the gamma function for x > 0, to about 15 digits. */
export function logGamma(x: number): number {
  assert(x > 0, 'the logarithm of the gamma function is taken of positive numbers');
  let climbed = 1;
  let at = x;
  for (; at < STIRLING_FROM; at += 1) climbed *= at;
  const tail = horner(LOG_GAMMA_TAIL, 1 / (at * at)) / at;
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + tail - Math.log(climbed);
}

/** The derivative of `logGamma` for x > 0, to about 15 digits. */
export function digamma(x: number): number {
  assert(x > 0, 'digamma is taken of positive numbers');
  let climbed = 0;
  let at = x;
  for (; at < STIRLING_FROM; at += 1) climbed += 1 / at;
  const squared = 1 / (at * at);
  return Math.log(at) - 0.5 / at - horner(DIGAMMA_TAIL, squared) * squared - climbed;
}

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/** A table over whole numbers k and its derivative with respect to c. */
export interface RisingTable {
  /** ln Γ(c + k) − ln Γ(c) for k from 0. */
  readonly log: Float64Array;
  /** ψ(c + k) − ψ(c). */
  readonly slope: Float64Array;
}

/**
 * ln Γ(c + k) − ln Γ(c) for every whole k up to `most`, as a sum of logarithms. Taken apart into two values of `logGamma`
 * it would lose its digits where c is large, which is just where a likelihood says that there is no dropout.
 */
export function risingTable(c: number, most: number): RisingTable {
  const log = new Float64Array(most + 1);
  const slope = new Float64Array(most + 1);
  for (let k = 0; k < most; k += 1) {
    log[k + 1] = log[k]! + Math.log(c + k);
    slope[k + 1] = slope[k]! + 1 / (c + k);
  }
  return { log, slope };
}
