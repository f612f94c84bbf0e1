import { must } from '@shuke/kernel';
import type { Benefit, HeldCoupon, Promotion, Selector } from '@shuke/pricing';
import type { LockedCoupon } from './claim-rules.ts';
import type { Stacking, Terms } from './template.ts';

/** What makes a rule of a coupon: a template is one, and so is a locked coupon. */
export interface CouponRule {
  readonly templateId: string;
  readonly terms: Terms;
  readonly stacking: Stacking;
}

/**
 * A coupon's terms as a rule of pricing, at most one coupon of the template an order. It has one version, for the terms
 * never change, and no period: that is the coupon's own.
 */
export function promotionOf({ templateId, terms, stacking }: CouponRule): Promotion {
  const { minSpendMinor, itemSku } = terms;
  const scope: Selector | undefined = itemSku === null ? (terms.scope ?? undefined) : { skus: [itemSku] };
  // The least spend of a coupon for an item is one of the whole basket, not of the item.
  const of: { of?: Selector } = itemSku === null ? {} : { of: {} };
  return {
    promotionId: templateId,
    version: 1,
    trigger: 'coupon',
    priority: 0,
    ...standingOf(stacking),
    ...(minSpendMinor > 0 ? { conditions: { minAmountMinor: minSpendMinor, ...of } } : {}),
    caps: { perOrder: 1 },
    ...(scope ? { scope } : {}),
    benefit: benefitOf(terms),
  };
}

function benefitOf({ kind, amountMinor, percentBps, priceMinor }: Terms): Benefit {
  switch (kind) {
    case 'cash':
      return { kind: 'cash', level: 'order', amountMinor };
    case 'percent': {
      const offBps = must(percentBps, 'a percent template has a percentage');
      return { kind: 'percent', level: 'order', offBps, capMinor: amountMinor };
    }
    case 'item':
    case 'exchange':
      return { kind: 'exchange', priceMinor: priceMinor ?? 0, capMinor: amountMinor };
  }
}

function standingOf(stacking: Stacking): Pick<Promotion, 'group' | 'exclusive'> {
  if (stacking === 'stack') return {};
  return stacking === 'exclusive' ? { exclusive: true } : { group: stacking.slice('group:'.length) };
}

/** A locked coupon as pricing is told of it. */
export const heldCouponOf = ({ couponId, templateId, validFrom, expiresAt }: LockedCoupon): HeldCoupon => ({
  couponId,
  promotionId: templateId,
  validFromMs: validFrom.getTime(),
  expiresAtMs: expiresAt.getTime(),
});
