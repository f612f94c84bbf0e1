import type { Offer } from '../score.ts';

/** An offer of a test: plenty of it, unless told otherwise. */
export function offer(templateId: string, amountMinor: number, more: Partial<Offer> = {}): Offer {
  const usesPerCoupon = more.usesPerCoupon ?? 1;
  return {
    templateId,
    name: `offer ${templateId}`,
    kind: 'cash',
    amountMinor,
    percentBps: null,
    minSpendMinor: 0,
    usesPerCoupon,
    liabilityMinor: amountMinor * usesPerCoupon,
    couponsLeft: 1_000_000,
    budgetLeftMinor: 1_000_000_000,
    customerLimit: null,
    ...more,
  };
}
