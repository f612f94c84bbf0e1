import type { CostPeriod, TouchpointKind } from '@shuke/contract';
import { DAY_MS } from '@shuke/kernel';

/** Where a guest meets the shop: a door, a table, a receipt. */
export interface Touchpoint {
  readonly touchpointId: string;
  /** Null where it is of no store, as a message link. */
  readonly storeId: string | null;
  readonly kind: TouchpointKind;
  readonly label: string;
  readonly staffId: string | null;
  readonly costMinor: number;
  readonly costPer: CostPeriod;
  readonly active: boolean;
  readonly createdAt: Date;
}

/** A touchpoint with its code of now. */
export interface CodedTouchpoint extends Touchpoint {
  readonly code: string;
}

export const MOST_AT_ONCE = 200;

/** The labels of a batch, `#` being the number; null where there are none or more than 200. */
export function batchLabels({ label, from, to }: { label: string; from: number; to: number }): string[] | null {
  const count = to - from + 1;
  if (count < 1 || count > MOST_AT_ONCE || !label.includes('#')) return null;
  return Array.from({ length: count }, (_, nth) => label.replaceAll('#', String(from + nth)));
}

const MONTH_MS = 30 * DAY_MS;

/** What a touchpoint cost within a span, in minor units: all of it once, or a share of 30 days, rounded half up. */
export function costWithin({ costMinor, costPer }: Pick<Touchpoint, 'costMinor' | 'costPer'>, spanMs: number): number {
  if (costPer === 'once') return costMinor;
  const product = BigInt(costMinor) * BigInt(spanMs);
  return Number((product + BigInt(MONTH_MS / 2)) / BigInt(MONTH_MS));
}
