import { allocate } from '@shuke/kernel';
import type { Applied } from '@shuke/pricing';

/** What each coupon that a price takes costs, in minor units and in the order taken: those of one promotion share its discount alike. */
export const couponCosts = (applied: readonly Applied[]): Map<string, number> =>
  new Map(
    applied.flatMap(({ couponIds, discountMinor }) => {
      if (couponIds.length === 0) return [];
      const shares = allocate(
        discountMinor,
        couponIds.map(() => 1),
      );
      return couponIds.map((couponId, i): [string, number] => [couponId, shares[i]!]);
    }),
  );
