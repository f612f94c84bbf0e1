import type { DayNumber } from '../asking/day.ts';

/** A customer's own rhythm, from the days between visits. */
export interface Rhythm {
  /** The middle gap; of an even number of gaps, the mean of the two in the middle, so a multiple of 0.5. */
  readonly medianGapDays: number;
  /** The median absolute deviation of the gaps from it, a multiple of 0.25: half of all gaps lie within it. */
  readonly gapSpreadDays: number;
}

/** The median of a non-empty list. Exact: halves of whole numbers, and quarters, are doubles without rounding. */
export function median(values: readonly number[]): number {
  // Most customers have one or two gaps, where there is nothing to sort.
  if (values.length <= 2) return (values[0]! + values.at(-1)!) / 2;
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The rhythm of ascending, distinct visit days; null below two, where there is no gap to speak of. */
export function rhythmOf(visitDays: readonly DayNumber[]): Rhythm | null {
  if (visitDays.length < 2) return null;
  const gaps: number[] = [];
  for (let i = 1; i < visitDays.length; i += 1) gaps.push(visitDays[i]! - visitDays[i - 1]!);
  const medianGapDays = median(gaps);
  // Deviation from the median, not from the mean: one long holiday must not make a steady guest look irregular.
  return { medianGapDays, gapSpreadDays: median(gaps.map((gap) => Math.abs(gap - medianGapDays))) };
}
