import { bestCount } from './best.ts';
import { roundedQuotient, shareBps } from '../asking/ratio.ts';

/** How unevenly spend lies on customers. Only customers who spent more than nothing are counted. */
export interface Concentration {
  readonly customers: number;
  readonly totalMinor: number;
  /** The best 20 % of the customers, a fifth rounded up, and what they spent. */
  readonly bestCustomers: number;
  readonly bestMinor: number;
  readonly bestShareBps: number | null;
  /** 0 where all spend alike, towards 10,000 where one spends all; null where nobody spent. */
  readonly giniBps: number | null;
}

/** The concentration of spends given from the greatest to the least. */
export function concentrationOf(spends: Float64Array): Concentration {
  const customers = spends.length;
  const bestCustomers = bestCount(customers);
  const totalMinor = sumOf(spends);
  const bestMinor = sumOf(spends.subarray(0, bestCustomers));
  return {
    customers,
    totalMinor,
    bestCustomers,
    bestMinor,
    bestShareBps: shareBps(bestMinor, totalMinor),
    giniBps: giniBps(spends, totalMinor),
  };
}

/**
 * The Gini coefficient of the whole population (no correction for small samples), exact before it is rounded:
 * with x₁ ≤ … ≤ xₙ it is (2 Σ i·xᵢ − (n+1) Σ xᵢ) / (n Σ xᵢ).
 */
function giniBps(descending: Float64Array, total: number): number | null {
  if (total <= 0) return null;
  const n = descending.length;
  const weighted = weightedSum(descending);
  const dividend = 2n * weighted - BigInt(n + 1) * BigInt(total);
  return roundedQuotient(dividend * 10_000n, BigInt(n) * BigInt(total));
}

/** A point of the Lorenz curve: the least-spending part of the customers, and the part of the spend that is theirs. */
export interface LorenzPoint {
  readonly customersBps: number;
  readonly spendBps: number;
}

const LORENZ_STEPS = 20;

/**
 * The Lorenz curve at every twentieth of the customers, from the least to the most spending; empty where nobody
 * spent. Between two customers the curve is a straight line, so a twentieth that cuts one takes that part of the spend.
 */
export function lorenzOf(descending: Float64Array): LorenzPoint[] {
  const total = BigInt(sumOf(descending));
  if (total <= 0n) return [];
  const ascending = descending.toReversed();
  const points: LorenzPoint[] = [];
  let below = 0;
  let taken = 0;
  for (let step = 0; step <= LORENZ_STEPS; step += 1) {
    const whole = Math.floor((step * ascending.length) / LORENZ_STEPS);
    const rest = (step * ascending.length) % LORENZ_STEPS;
    for (; taken < whole; taken += 1) below += ascending[taken]!;
    const cut = rest === 0 ? 0n : BigInt(rest) * BigInt(ascending[whole]!);
    const reached = BigInt(below) * BigInt(LORENZ_STEPS) + cut;
    const spendBps = roundedQuotient(reached * 10_000n, total * BigInt(LORENZ_STEPS));
    points.push({ customersBps: (step * 10_000) / LORENZ_STEPS, spendBps });
  }
  return points;
}

export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at]!;
  return sum;
}

/** Σ (n - i)·xᵢ, exactly. A million products leave the safe integers together, so they go into a bigint in time. */
function weightedSum(descending: Float64Array): bigint {
  const n = descending.length;
  let whole = 0n;
  let part = 0;
  for (let i = 0; i < n; i += 1) {
    const term = (n - i) * descending[i]!;
    if (part + term > Number.MAX_SAFE_INTEGER) {
      whole += BigInt(part);
      part = 0;
    }
    if (term > Number.MAX_SAFE_INTEGER) whole += BigInt(n - i) * BigInt(descending[i]!);
    else part += term;
  }
  return whole + BigInt(part);
}
