import { assert, seededRandom, type Result } from '@shuke/kernel';
import type { Summary } from '../index.ts';

/** The value of an answer that must not be a refusal. */
export function valueOf<T>(result: Result<T>): T {
  assert(result.ok, 'expected an answer, not a refusal');
  return result.value;
}

/** Customers watched for `age`, each with a steady rate around `rate` and leaving after a purchase with probability `leaves`. */
export interface Regulars {
  readonly size: number;
  readonly age: number;
  readonly rate: number;
  readonly leaves: number;
  readonly seed: number;
}

export function simulate({ size, age, rate, leaves, seed }: Regulars): Summary {
  const random = seededRandom(seed);
  const exponential = (): number => -Math.log(1 - random.next());
  const summary = {
    frequency: new Int32Array(size),
    recency: new Float64Array(size),
    age: new Float64Array(size).fill(age),
  };
  for (let i = 0; i < size; i += 1) {
    const own = rate * exponential();
    for (let at = exponential() / own; at <= age; at += exponential() / own) {
      summary.frequency[i]! += 1;
      summary.recency[i] = at;
      if (random.next() < leaves) break;
    }
  }
  return summary;
}
