import { gaussLegendre } from '../math/quadrature.ts';
import { risingTable } from '../math/special.ts';
import type { Rows } from './rows.ts';

const NODES = gaussLegendre(20);

/** One customer's (x, t_x, T). */
export interface Customer {
  readonly x: number;
  readonly recency: number;
  readonly age: number;
}

/**
 * The log-likelihood of Pareto/NBD (Schmittlein, Morrison & Colombo, Management Science 33(1), 1987): purchases at a rate
 * λ ~ Gamma(r, α) until leaving at a rate μ ~ Gamma(s, β), at any moment. Instead of Gauss's function, whose series is
 * slow and whose differences cancel, it keeps the integral over the moment of leaving, whose terms are all positive:
 *
 *   L = Γ(r+x)/Γ(r) αʳ βˢ (α+T)^−(r+x) (β+T)^−s (1 + odds).
 */
export function exponentialLikelihood(rows: Rows, parameters: Float64Array, gradient: Float64Array): number {
  const [r, alpha, s, beta] = parameters as unknown as [number, number, number, number];
  const ofR = risingTable(r, rows.mostFrequency);
  const left = new LeftOdds(parameters);
  gradient.fill(0);
  let sum = 0;
  for (let i = 0; i < rows.count.length; i += 1) {
    const count = rows.count[i]!;
    const x = rows.frequency[i]!;
    const age = rows.times[rows.ageAt[i]!]!;
    const logOdds = left.logOdds({ x, recency: rows.times[rows.recencyAt[i]!]!, age });
    const share = 1 / (1 + Math.exp(-logOdds));
    const logAlpha = Math.log(alpha / (alpha + age));
    const logBeta = Math.log(beta / (beta + age));
    const mass = logOdds > 36 ? logOdds : Math.log1p(Math.exp(logOdds));
    sum += count * (ofR.log[x]! + r * logAlpha - x * Math.log(alpha + age) + s * logBeta + mass);
    gradient[0]! += count * (ofR.slope[x]! + logAlpha + share * left.slopes[0]!);
    gradient[1]! += count * (r / alpha - (r + x) / (alpha + age) + share * left.slopes[1]!);
    gradient[2]! += count * (logBeta + share * left.slopes[2]!);
    gradient[3]! += count * (s / beta - s / (beta + age) + share * left.slopes[3]!);
  }
  return sum;
}

// e^−45 of the peak and less adds nothing to a sum of 16 digits.
const FALLEN = 45;

// How far to integrate where the integrand vanishes on the way: up to where it has fallen that much.
function shorter(whole: number, fall: (part: number) => number): number {
  let [low, high] = [0, whole];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (fall(middle) < FALLEN) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * How much likelier a customer is gone than still there, by the integral
 * s ∫ ((α+T)/(α+τ))^(r+x) ((β+T)/(β+τ))^s dτ/(β+τ) over [t_x, T]. In v = ln(min(α, β) + τ) its integrand is analytic
 * within a distance of π of the real line, so that 20 nodes a panel reach 12 digits whatever the parameters.
 */
export class LeftOdds {
  /** The derivatives of the last `logOdds` with respect to r, alpha, s and beta. */
  readonly slopes = new Float64Array(4);
  private readonly parameters: Float64Array;

  constructor(parameters: Float64Array) {
    this.parameters = parameters;
  }

  logOdds({ x, recency, age }: Customer): number {
    const [r, alpha, s, beta] = this.parameters as unknown as [number, number, number, number];
    this.slopes.fill(0);
    // Who bought at the last moment has had no time to leave.
    if (recency >= age) return Number.NEGATIVE_INFINITY;
    const fall = (until: number): number =>
      (r + x) * Math.log((alpha + until) / (alpha + recency)) + s * Math.log((beta + until) / (beta + recency));
    // The integrand at t_x, where it is about the largest, is taken out, or it would overflow for regular customers.
    const peak = fall(age);
    const least = Math.min(alpha, beta);
    const from = Math.log(least + recency);
    const whole = Math.log(least + age) - from;
    const length = peak > FALLEN ? shorter(whole, (part) => fall(Math.exp(from + part) - least)) : whole;
    const panels = Math.ceil(length / 4 + Math.min(peak, FALLEN) / 16);
    const half = length / (2 * panels);
    let total = 0;
    let [byR, byAlpha, byS, byBeta] = [0, 0, 0, 0];
    for (let panel = 0; panel < panels; panel += 1) {
      const middle = from + (2 * panel + 1) * half;
      for (let k = 0; k < NODES.nodes.length; k += 1) {
        const shifted = Math.exp(middle + half * NODES.nodes[k]!);
        const ofAlpha = shifted + (alpha - least);
        const ofBeta = shifted + (beta - least);
        const logAlpha = Math.log((alpha + age) / ofAlpha);
        const logBeta = Math.log((beta + age) / ofBeta);
        const value = (NODES.weights[k]! * shifted * Math.exp((r + x) * logAlpha + s * logBeta - peak)) / ofBeta;
        total += value;
        byR += value * logAlpha;
        byAlpha += value * (1 / (alpha + age) - 1 / ofAlpha);
        byS += value * logBeta;
        byBeta += value * (s / (beta + age) - (s + 1) / ofBeta);
      }
    }
    this.slopes[0] = byR / total;
    this.slopes[1] = ((r + x) * byAlpha) / total;
    this.slopes[2] = byS / total + 1 / s;
    this.slopes[3] = byBeta / total;
    return Math.log(s * half * total) + peak;
  }
}
