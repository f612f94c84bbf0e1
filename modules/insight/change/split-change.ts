import { assert } from '@shuke/kernel';

/** A sum as the product of its factors, such as guests × visits × ticket. A factor over nothing is null. */
export interface Product {
  readonly sumMinor: number;
  readonly factors: readonly (number | null)[];
}

/**
 * How much of the change of a product each factor brought, in whole minor units that sum to the change exactly. Each gets
 * the mean of what its change adds over all orders in which the factors could have changed (Shapley's value), so that no
 * factor is favoured; what is left by rounding goes to the greatest remainders. A factor that one side does not have, for there
 * was nothing to divide by, counts as unchanged.
 */
export function splitChange(before: Product, now: Product): number[] {
  const sides = before.factors.map((factor, i) => ({
    before: factor ?? now.factors[i] ?? 0,
    now: now.factors[i] ?? factor ?? 0,
  }));
  return roundedTo(
    sides.map((_, i) => shapleyOf(sides, i)),
    now.sumMinor - before.sumMinor,
  );
}

interface Sides {
  readonly before: number;
  readonly now: number;
}

function shapleyOf(sides: readonly Sides[], of: number): number {
  const others = sides.filter((_, i) => i !== of);
  const { before, now } = sides[of]!;
  let sum = 0;
  // Each subset of the others has changed already: its weight is the share of orders in which just these come before.
  for (let changed = 0; changed < 1 << others.length; changed += 1) {
    const isNow = (i: number): boolean => (changed & (1 << i)) !== 0;
    const product = others.reduce((all, side, i) => all * (isNow(i) ? side.now : side.before), 1);
    const first = others.filter((_, i) => isNow(i)).length;
    sum += (factorial(first) * factorial(others.length - first) * product) / factorial(sides.length);
  }
  return (now - before) * sum;
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Whole numbers next to some that sum to a whole one: the greatest remainders are rounded up, of equals the first. */
export function roundedTo(parts: readonly number[], total: number): number[] {
  const whole = parts.map(Math.floor);
  const left = total - whole.reduce((all, part) => all + part, 0);
  const byRemainder = parts
    .map((part, i) => ({ i, rest: part - whole[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  // Where the parts were rounded in their last digits, one unit more or less can be left than there are parts.
  assert(Math.abs(left) <= parts.length + 1, 'the parts sum to the whole but for rounding');
  for (let n = 0; n < Math.abs(left); n += 1) whole[byRemainder[n % parts.length]!.i]! += Math.sign(left);
  return whole.map((part) => part + 0);
}
