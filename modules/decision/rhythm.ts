import { RHYTHMS, type Rhythm } from '@shuke/contract';

/** What one customer's visits say, as of a business day. */
export interface Visits {
  readonly visitDays: number;
  /** Days since the last visit; 0 on the day itself. */
  readonly sinceDays: number;
  /** The own gap between visits or, for want of visits, the merchant's typical one. */
  readonly gapDays: number;
}

/** From how many gaps on (in basis points of one) a customer is due, late and lapsed. */
export interface RhythmThresholds {
  readonly dueBps: number;
  readonly lateBps: number;
  readonly lapsedBps: number;
  /** Gaps below this count as this: who comes daily is not late on Monday for a weekend away. */
  readonly shortestGapDays: number;
}

/** The gap that a customer is held to, in days. */
export const heldGapDays = ({ gapDays }: Visits, { shortestGapDays }: RhythmThresholds): number =>
  Math.max(gapDays, shortestGapDays);

/**
 * Where a customer stands in their own rhythm. Who came once is `new` until late by the merchant's typical gap. Compared
 * in whole numbers (days × 40,000 against quarter days × basis points), so that a threshold is met on its day exactly.
 */
export function rhythmOf(visits: Visits, thresholds: RhythmThresholds): Rhythm {
  const gap = heldGapDays(visits, thresholds);
  const reached = (bps: number): boolean => visits.sinceDays * 40_000 >= Math.round(gap * 4) * bps;
  if (reached(thresholds.lapsedBps)) return 'lapsed';
  if (reached(thresholds.lateBps)) return 'late';
  if (visits.visitDays <= 1) return 'new';
  return reached(thresholds.dueBps) ? 'due' : 'on_time';
}

/** What the last issued plan judged of a customer, and by which visit. */
export interface EarlierRhythm {
  readonly rhythm: Rhythm;
  readonly lastDay: string | null;
}

/**
 * Hysteresis: between two visits a customer only moves forward, towards lapsed. The typical gap shifts as receipts come
 * in, and somebody near a threshold would otherwise be late today, due tomorrow and late again. A visit starts afresh.
 */
export function heldRhythm(now: Rhythm, lastDay: string, earlier: EarlierRhythm | undefined): Rhythm {
  if (!earlier || earlier.lastDay !== lastDay) return now;
  return RHYTHMS.indexOf(earlier.rhythm) > RHYTHMS.indexOf(now) ? earlier.rhythm : now;
}
