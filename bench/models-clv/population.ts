import { seededRandom, type Random } from '@shuke/kernel';

/** What the simulated customers are, which the fit must find again: MBG/NBD in weeks. */
export const TRUTH = { r: 0.8, alpha: 6, a: 0.8, b: 3 };
export const WEEKS = 104;

export interface Population {
  readonly frequency: Int32Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
}

/**
 * Customers of a chain over two years by the day: each joins on some day, comes back at a rate of its own and may leave
 * after each purchase. Visits of one day are one, as in any summary.
 */
export function growPopulation(size: number, seed: number): Population {
  const random = seededRandom(seed);
  const frequency = new Int32Array(size);
  const recency = new Float64Array(size);
  const age = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const days = random.int(WEEKS * 7) + 1;
    const rate = gamma(random, TRUTH.r) / TRUTH.alpha / 7;
    const leaves = beta(random, TRUTH.a, TRUTH.b);
    let at = 0;
    let last = 0;
    while (random.next() >= leaves) {
      at -= Math.log(1 - random.next()) / rate;
      if (at > days) break;
      const day = Math.floor(at);
      if (day > last) frequency[i]! += 1;
      last = day;
    }
    recency[i] = last / 7;
    age[i] = days / 7;
  }
  return { frequency, recency, age };
}

function beta(random: Random, a: number, b: number): number {
  const one = gamma(random, a);
  return one / (one + gamma(random, b));
}

// Marsaglia & Tsang, ACM TOMS 26(3), 2000; below 1 a power of a uniform number brings it down from shape + 1.
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
