/** A quotient rounded half away from zero. Through bigint, for a sum of money times 10,000 leaves the safe integers. */
export function roundedQuotient(dividend: bigint, divisor: bigint): number {
  const sign = dividend < 0n === divisor < 0n ? 1n : -1n;
  const [n, d] = [abs(dividend), abs(divisor)];
  return Number((sign * (2n * n + d)) / (2n * d));
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** A part of a whole in basis points; null where the whole is nothing or less, for then it has no parts. */
export const shareBps = (part: number, whole: number): number | null =>
  whole > 0 ? roundedQuotient(BigInt(part) * 10_000n, BigInt(whole)) : null;

/** How much more (or less) than before, in basis points of before; null where there was nothing before. */
export const changeBps = (now: number, before: number): number | null => shareBps(now - before, before);

/** An amount shared over a count, rounded to the minor unit; null over nobody. */
export const mean = (sum: number, count: number): number | null =>
  count > 0 ? roundedQuotient(BigInt(sum), BigInt(count)) : null;
