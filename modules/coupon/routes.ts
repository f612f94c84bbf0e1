import * as contract from '@shuke/contract';
import { getCustomer, hintsOf } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { formatMinor, ok, refuse, SECOND_MS, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { claimCoupon } from './claim-coupon.ts';
import { couponsOfCustomer, getCoupon, getTemplate, listTemplates } from './coupon-queries.ts';
import { createTemplate } from './create-template.ts';
import { issueCoupons } from './issue-coupons.ts';
import { redeemCoupon } from './redeem-coupon.ts';
import { releaseReservation } from './release-reservation.ts';
import { reserveCoupon } from './reserve-coupon.ts';
import { reverseRedemption } from './reverse-redemption.ts';
import { setTemplateActive } from './set-template-active.ts';
import { basketOf, couponView, draftOf, inMoney, issueToOf, redemptionViews, templateView } from './wire.ts';

const currencyOf = async (ctx: Ctx): Promise<string> => (await inRead(ctx, merchantSettings)).currency;

/** A result as the wire says it, in the merchant's currency. */
async function said<T, V>(
  ctx: Ctx,
  result: Result<T, Refusal>,
  view: (value: T, currency: string) => V,
): Promise<Result<V, Refusal>> {
  const currency = await currencyOf(ctx);
  return result.ok ? ok(view(result.value, currency)) : { ok: false, refusal: inMoney(result.refusal, currency) };
}

const theTemplate = async (ctx: Ctx, templateId: string) => said(ctx, await getTemplate(ctx, templateId), templateView);

/** Ids that come from outside have to be of this merchant's customers; who issues within the house knows them. */
async function knownCustomers(ctx: Ctx, customerIds: readonly string[]): Promise<Result<null, Refusal>> {
  const known = await inRead(ctx, (tx) => hintsOf(tx, customerIds));
  const unknown = customerIds.find((customerId) => !known.has(customerId));
  return unknown === undefined ? ok(null) : refuse('customer_not_found', { customerId: unknown });
}

const CLAIM_REFUSALS = [
  'coupon_not_found',
  'coupon_of_another_customer',
  'coupon_already_redeemed_on_order',
  'coupon_expired',
  'coupon_not_yet_valid',
  'coupon_used_up',
  'coupon_held_by_another_order',
  'idempotency_key_reused',
] as const;

const templateRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/coupon-templates',
    summary: 'Coupon templates with their figures, the newest first',
    access: 'coupon:read',
    query: contract.NewestQuery,
    answer: contract.pageOf(contract.CouponTemplateView),
    handle: async (ctx, { query }) =>
      said(ctx, ok(await listTemplates(ctx, query)), ({ items, next }, currency) => ({
        items: items.map((template) => templateView(template, currency)),
        next,
      })),
  }),
  route({
    method: 'POST',
    url: '/v1/coupon-templates',
    summary: 'Create a coupon template, active at once; its terms never change',
    access: 'coupon:write',
    keyed: true,
    body: contract.NewCouponTemplate,
    answer: contract.CouponTemplateView,
    status: 201,
    refusals: ['coupon_template_invalid', 'idempotency_key_reused'],
    handle: async (ctx, { key, body }) => {
      const draft = draftOf(body, await currencyOf(ctx), ctx.clock.now());
      if (!draft.ok) return draft;
      const created = await createTemplate(ctx, { key, draft: draft.value });
      return created.ok ? theTemplate(ctx, created.value.templateId) : created;
    },
  }),
  route({
    method: 'GET',
    url: '/v1/coupon-templates/:templateId',
    summary: 'One coupon template with its figures',
    access: 'coupon:read',
    params: contract.CouponTemplateParams,
    answer: contract.CouponTemplateView,
    refusals: ['coupon_template_not_found'],
    handle: (ctx, { params }) => theTemplate(ctx, params.templateId),
  }),
  route({
    method: 'PATCH',
    url: '/v1/coupon-templates/:templateId',
    summary: 'Switch a template on or off; coupons that guests hold stay good',
    access: 'coupon:write',
    params: contract.CouponTemplateParams,
    body: contract.CouponTemplateChange,
    answer: contract.CouponTemplateView,
    refusals: ['coupon_template_not_found'],
    handle: async (ctx, { params, body }) => {
      const changed = await setTemplateActive(ctx, { ...params, active: body.active });
      return changed.ok ? theTemplate(ctx, params.templateId) : changed;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/coupon-templates/:templateId/coupons',
    summary: 'Issue coupons to customers, or bearer coupons with codes by a pattern or not, all or none',
    access: 'coupon:write',
    keyed: true,
    params: contract.CouponTemplateParams,
    body: contract.CouponIssueBody,
    answer: contract.CouponIssueView,
    status: 201,
    refusals: [
      ...(['coupon_template_not_found', 'coupon_template_inactive', 'coupon_template_ended'] as const),
      ...(['coupon_customer_limit_reached', 'coupon_issue_limit_reached', 'coupon_budget_exhausted'] as const),
      ...(['coupon_code_pattern_invalid', 'coupon_codes_guessable'] as const),
      ...(['customer_not_found', 'idempotency_key_reused'] as const),
    ],
    handle: async (ctx, { key, params, body }) => {
      const known = await knownCustomers(ctx, body.customerIds ?? []);
      if (!known.ok) return known;
      const issue = await issueCoupons(ctx, { key, templateId: params.templateId, to: issueToOf(body) });
      return said(ctx, issue, (value) => ({ ...value, issued: value.coupons.length }));
    },
  }),
  route({
    method: 'POST',
    url: '/v1/coupon-templates/:templateId/claims',
    summary: 'Give a customer the coupon that they take themselves, of a template that allows it',
    access: 'coupon:claim',
    keyed: true,
    params: contract.CouponTemplateParams,
    body: contract.CouponClaimBody,
    answer: contract.CouponClaimView,
    status: 201,
    refusals: [
      ...(['coupon_template_not_found', 'coupon_not_claimable', 'coupon_daily_limit_reached'] as const),
      ...(['coupon_template_inactive', 'coupon_template_ended', 'coupon_customer_limit_reached'] as const),
      ...(['coupon_issue_limit_reached', 'coupon_budget_exhausted', 'customer_not_found'] as const),
      'idempotency_key_reused',
    ],
    handle: async (ctx, { key, params: { templateId }, body: { customerId } }) => {
      const known = await knownCustomers(ctx, [customerId]);
      if (!known.ok) return known;
      return said(ctx, await claimCoupon(ctx, { key, templateId, customerId }), (claimed) => claimed);
    },
  }),
];

const claimRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/coupons/:code/reservations',
    summary: 'Hold one use of a coupon for an order; it falls back by itself',
    access: 'coupon:redeem',
    keyed: true,
    params: contract.CouponParams,
    body: contract.CouponReservationBody,
    answer: contract.CouponReservationView,
    status: 201,
    refusals: CLAIM_REFUSALS,
    handle: (ctx, { key, params, body: { orderRef, ttlS } }) =>
      reserveCoupon(ctx, { key, code: params.code, orderRef, ...(ttlS ? { ttlMs: ttlS * SECOND_MS } : {}) }),
  }),
  route({
    method: 'DELETE',
    url: '/v1/coupon-reservations/:reservationId',
    summary: 'Give a held use back',
    access: 'coupon:redeem',
    params: contract.CouponReservationParams,
    refusals: ['reservation_not_found'],
    handle: (ctx, { params }) => releaseReservation(ctx, params),
  }),
  route({
    method: 'POST',
    url: '/v1/coupons/:code/redemptions',
    summary: 'Redeem one use of a coupon against an order, held before or not',
    access: 'coupon:redeem',
    keyed: true,
    params: contract.CouponParams,
    body: contract.CouponRedemptionBody,
    answer: contract.CouponRedemptionView,
    status: 201,
    refusals: [
      ...CLAIM_REFUSALS,
      ...(['coupon_min_spend_not_met', 'coupon_item_not_in_basket', 'coupon_item_costs_no_more'] as const),
      ...(['coupon_store_unknown', 'coupon_store_not_yours'] as const),
    ],
    handle: async (ctx, { key, params, body: { orderRef, storeCode, basket: sent } }) => {
      const basket = basketOf(sent, await currencyOf(ctx));
      if (!basket.ok) return basket;
      const result = await redeemCoupon(ctx, { key, code: params.code, orderRef, storeCode, basket: basket.value });
      return said(ctx, result, ({ discountMinor, redemptionId, couponId, templateId, customerId }, currency) => {
        const discount = formatMinor(discountMinor, currency);
        return { redemptionId, couponId, templateId, customerId, orderRef, discount };
      });
    },
  }),
  route({
    method: 'POST',
    url: '/v1/coupon-redemptions/:redemptionId/reversals',
    summary: 'Take a redemption back; the use is free again while the coupon is valid',
    access: 'coupon:redeem',
    keyed: true,
    params: contract.CouponRedemptionParams,
    body: contract.CouponReversalBody,
    answer: contract.CouponReversalView,
    status: 201,
    refusals: ['redemption_not_found', 'redemption_already_reversed', 'idempotency_key_reused'],
    handle: async (ctx, { key, params, body }) => {
      const result = await reverseRedemption(ctx, { key, ...params, reason: body.reason });
      return said(ctx, result, ({ discountMinor, ...reversal }, currency) => ({
        ...reversal,
        discount: formatMinor(discountMinor, currency),
      }));
    },
  }),
];

const couponReads: Route[] = [
  route({
    method: 'GET',
    url: '/v1/coupons/:code',
    summary: 'One coupon: its terms, whether it can be spent, and its redemptions',
    access: 'coupon:read',
    params: contract.CouponParams,
    answer: contract.CouponDetail,
    refusals: ['coupon_not_found'],
    handle: async (ctx, { params }) =>
      said(ctx, await getCoupon(ctx, params.code), (coupon, currency) => ({
        ...couponView(coupon, currency, ctx.clock.now()),
        redemptions: redemptionViews(coupon, currency),
      })),
  }),
  route({
    method: 'GET',
    url: '/v1/customers/:customerId/coupons',
    summary: "A customer's coupons, the newest first",
    access: 'coupon:read',
    params: contract.CustomerCouponsParams,
    query: contract.NewestQuery,
    answer: contract.pageOf(contract.CouponView),
    refusals: ['customer_not_found'],
    handle: async (ctx, { params, query }) => {
      const customer = await getCustomer(ctx, params.customerId);
      if (!customer.ok) return customer;
      const page = await couponsOfCustomer(ctx, params.customerId, query);
      return said(ctx, ok(page), ({ items, next }, currency) => ({
        items: items.map((card) => couponView(card, currency, ctx.clock.now())),
        next,
      }));
    },
  }),
];

export const couponRoutes: Route[] = [...templateRoutes, ...claimRoutes, ...couponReads];
