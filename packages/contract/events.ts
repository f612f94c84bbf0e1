import { Type, type Static, type TProperties } from 'typebox';

const event = <P extends TProperties>(says: string, payload: P) => ({ says, payload: Type.Object(payload) });
const Id = Type.String({ format: 'uuid' });
const Minor = Type.Integer();
const Instant = Type.String({ format: 'date-time' });

/** Every event that the outbox carries. Payloads hold ids, codes and amounts, never personal data. */
export const events = {
  'merchant.created': event('A merchant was set up.', { merchantId: Id }),
  'import.posted': event(
    'Orders of an import were recorded: a batch between two rows of its file, of so many people.',
    {
      importId: Id,
      firstRow: Type.Integer(),
      lastRow: Type.Integer(),
      orders: Type.Integer(),
      customers: Type.Integer(),
    },
  ),
  'order.recorded': event('A receipt of a till was recorded.', {
    orderId: Id,
    storeId: Id,
    customerId: Type.Union([Id, Type.Null()]),
    payableMinor: Minor,
    orderedAt: Instant,
  }),
  'coupon.issued': event('Coupons of one template were issued, to customers or as bearer coupons.', {
    templateId: Id,
    count: Type.Integer(),
    planId: Type.Union([Id, Type.Null()]),
  }),
  'coupon.redeemed': event('One use of a coupon was redeemed against an order.', {
    couponId: Id,
    templateId: Id,
    redemptionId: Id,
    customerId: Type.Union([Id, Type.Null()]),
    orderRef: Type.String(),
    discountMinor: Minor,
  }),
  'coupon.reversed': event('A redemption was taken back; the use is free again while the coupon is valid.', {
    couponId: Id,
    templateId: Id,
    redemptionId: Id,
    orderRef: Type.String(),
    discountMinor: Minor,
  }),
  'coupon.expired': event('Coupons of one template passed their time with uses left.', {
    templateId: Id,
    count: Type.Integer(),
  }),
  'plan.drafted': event('A plan weighed every customer and waits for approval.', {
    planId: Id,
    customers: Type.Integer(),
    offers: Type.Integer(),
  }),
  'plan.issued': event("An approved plan's coupons were issued.", { planId: Id, coupons: Type.Integer() }),
} as const;

export type EventType = keyof typeof events;
export type EventPayloads = { [T in EventType]: Static<(typeof events)[T]['payload']> };
