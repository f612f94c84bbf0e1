import { promotionOf, templatesById, type CouponTemplate } from '@shuke/coupon';
import type { Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { pointsPromotion, programmeOf } from '@shuke/loyalty';
import { compileRules } from '@shuke/pricing';
import { rulesOf, type LiveRules } from '@shuke/promotion';
import type { PaidOrder } from '../checkout/paid-order.ts';
import type { PricedBy } from './refund.ts';

export interface AllThatPriced extends PricedBy {
  readonly rules: LiveRules;
  readonly templates: readonly CouponTemplate[];
}

/** The rules, programme and coupons' terms that priced an order, all of which are kept for ever. */
export async function pricedBy(tx: Tx, order: PaidOrder): Promise<AllThatPriced> {
  const { merchantId, priced } = order;
  const { ruleSetNo, programmeVersion, cart, guest } = priced;
  const templateIds = [...new Set(guest.coupons.map(({ promotionId }) => promotionId))];
  const rules = await rulesOf(tx, { merchantId, ruleSetNo, currency: cart.currency });
  const programme = await programmeOf(tx, merchantId, programmeVersion);
  const templates = templateIds.length > 0 ? await templatesById(tx, templateIds) : [];
  const points = pointsPromotion(programme);
  const coupons = templates.map(({ templateId, stacking, ...terms }) => promotionOf({ templateId, terms, stacking }));
  const promotions = [...rules.promotions, ...(points ? [points] : []), ...coupons];
  const compiled = compileRules({ ...rules, promotions });
  assert(compiled.ok, 'what priced an order once can be compiled again');
  return { ruleSet: compiled.value, programme, rules, templates };
}
