import { DAY_MS } from '@shuke/kernel';

/** What a guest did with something of a category. */
export const EVIDENCE_KINDS = ['click', 'ignore', 'dismiss', 'order'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** So many of a kind on one day. */
export interface Evidence {
  readonly category: string;
  readonly kind: EvidenceKind;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly count: number;
}

/** What one piece of evidence says: buying more than looking, sending away more than passing by. */
export const WEIGHT: Readonly<Record<EvidenceKind, number>> = { order: 3, click: 1, ignore: -0.25, dismiss: -2 };
/** Evidence counts half as much after so many days. */
export const HALF_LIFE_DAYS = 30;
/** Of one kind, category and day no more counts: a finger on the button all day is no stronger wish. */
export const DAY_CAP = 5;
/** Evidence beyond this weighs less than a two-hundredth. */
export const MEMORY_DAYS = 240;

/**
 * How much a guest likes each category now, from −1 to 1; 0 is nothing known. The decayed sum x of the evidence becomes
 * x ÷ (1 + |x|), so that no amount of it goes beyond the bounds, and the order of the evidence does not matter.
 */
export function interestsOf(evidence: readonly Evidence[], today: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { category, kind, day, count } of evidence) {
    const age = Math.max(0, (Date.parse(today) - Date.parse(day)) / DAY_MS);
    const worth = WEIGHT[kind] * Math.min(count, DAY_CAP) * 2 ** (-age / HALF_LIFE_DAYS);
    sums.set(category, (sums.get(category) ?? 0) + worth);
  }
  return new Map([...sums].map(([category, x]) => [category, x / (1 + Math.abs(x))]));
}
