import { Type, type Static } from 'typebox';
import { Code, Id, Instant, MoneyText, Name } from '../wire.ts';
import { Sku } from './catalog.ts';

/**
 * cash: an amount comes off; percent: a share, up to a cap; item: one unit of a product is free, up to an amount; exchange:
 * one unit of a product for a fixed price.
 */
export const TEMPLATE_KINDS = ['cash', 'percent', 'item', 'exchange'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** Of several reasons the first in this order is shown. */
export const COUPON_STATUSES = ['expired', 'not_yet_valid', 'used_up', 'held', 'spendable'] as const;
export type CouponStatus = (typeof COUPON_STATUSES)[number];

type Schema = Parameters<typeof Type.Array>[0];
const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

/** An amount that a shop sets: neither negative nor beyond what sums of it stay exact for. */
const SetMoney = (description: string) => Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,3})?$', description });
const OrderRef = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^\\S(.*\\S)?$',
  description: "The till's own number of the receipt, unique at the merchant",
});
export const CouponCode = Type.String({
  minLength: 1,
  maxLength: 64,
  description:
    'Twelve characters, or as its pattern makes it; case, hyphens and blanks do not matter, I and L are read as 1, O as 0',
});

const terms = {
  kind: Type.Enum([...TEMPLATE_KINDS]),
  percentBps: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Of a percent template: 1000 is 10 %' }),
  itemSku: Sku,
  scope: Type.Object(
    {
      skus: Type.Optional(Type.Array(Sku, { maxItems: 200 })),
      categories: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
          maxItems: 200,
          description: 'With all below them',
        }),
      ),
    },
    {
      additionalProperties: false,
      description: 'What cash and percent are taken off, and their least spend counted of',
    },
  ),
  stacking: Type.String({
    pattern: '^(stack|exclusive|group:[A-Za-z0-9_-]{1,40})$',
    description: 'Beside other discounts (stack), at most one of a group (group:NAME), or alone (exclusive)',
  }),
  dailyClaimLimit: Type.Integer({
    minimum: 1,
    maximum: 1_000_000_000,
    description: 'Coupons that customers may claim themselves on one business day, all together',
  }),
  validDays: Type.Integer({ minimum: 1, maximum: 3660, description: 'Days of 24 hours from the first valid instant' }),
  usesPerCoupon: Type.Integer({ minimum: 1, maximum: 10_000, description: 'At most one of them an order' }),
  issueLimit: Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Coupons of the template altogether' }),
  customerLimit: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Coupons that one customer may be given' }),
};

/** A template as it is asked for. It ends at validUntil or after validDays, whichever comes first; one is needed. */
export const NewCouponTemplate = Type.Object(
  {
    name: Name,
    kind: terms.kind,
    amount: SetMoney('The most that one use costs: what comes off, the cap of a percentage, the most for one unit'),
    percentBps: Type.Optional(terms.percentBps),
    itemSku: Type.Optional(terms.itemSku),
    price: Type.Optional(SetMoney('Of an exchange template: what one unit of the item then costs')),
    scope: Type.Optional(terms.scope),
    minSpend: Type.Optional(SetMoney('The least basket; none unless told')),
    validFrom: Type.Optional(Instant),
    validUntil: Type.Optional(Instant),
    validDays: Type.Optional(terms.validDays),
    usesPerCoupon: Type.Optional(terms.usesPerCoupon),
    issueLimit: Type.Optional(terms.issueLimit),
    customerLimit: Type.Optional(terms.customerLimit),
    budget: Type.Optional(SetMoney('What all coupons of the template may cost together; no limit unless told')),
    stacking: Type.Optional(terms.stacking),
    claimable: Type.Optional(
      Type.Boolean({ description: 'Customers may claim one themselves; needs a customerLimit' }),
    ),
    dailyClaimLimit: Type.Optional(terms.dailyClaimLimit),
  },
  { additionalProperties: false },
);
export type NewCouponTemplate = Static<typeof NewCouponTemplate>;

export const CouponTemplateView = Type.Object({
  templateId: Id,
  name: Name,
  kind: terms.kind,
  amount: MoneyText,
  percentBps: orNull(terms.percentBps),
  itemSku: orNull(terms.itemSku),
  price: orNull(MoneyText),
  scope: orNull(terms.scope),
  minSpend: MoneyText,
  validFrom: Instant,
  validUntil: orNull(Instant),
  validDays: orNull(terms.validDays),
  usesPerCoupon: terms.usesPerCoupon,
  issueLimit: orNull(terms.issueLimit),
  customerLimit: orNull(terms.customerLimit),
  budget: orNull(MoneyText),
  stacking: Type.String(),
  claimable: Type.Boolean(),
  dailyClaimLimit: orNull(terms.dailyClaimLimit),
  active: Type.Boolean(),
  createdAt: Instant,
  issued: Type.Integer({ minimum: 0, description: 'Coupons that were issued' }),
  redeemed: Type.Integer({ minimum: 0, description: 'Uses that were redeemed and not reversed' }),
  committed: Type.String({ description: 'What unused uses can still cost at most' }),
  spent: Type.String({ description: 'What redeemed uses did cost' }),
  available: orNull(Type.String({ description: 'What the budget leaves for new coupons; null without a budget' })),
});
export type CouponTemplateView = Static<typeof CouponTemplateView>;

export const CouponTemplateChange = Type.Object({ active: Type.Boolean() }, { additionalProperties: false });
export const CouponTemplateParams = Type.Object({ templateId: Id });

/** A page of what has an id, the newest first. */
export const NewestQuery = Type.Object(
  { after: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) },
  { additionalProperties: false },
);

/** To these customers, one each; so many bearer coupons; or such with codes by a pattern: one of the three. */
export const CouponIssueBody = Type.Object(
  {
    customerIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 20_000 })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    codes: Type.Optional(
      Type.Object(
        {
          pattern: Type.String({
            pattern: '^[A-Za-z0-9#@-]{6,64}$',
            description: 'Such as SPRING-####-@@@@: # is a digit, @ a letter; a thousand codes for each that is given',
          }),
          count: Type.Integer({ minimum: 1, maximum: 100_000 }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type CouponIssueBody = Static<typeof CouponIssueBody>;

export const CouponClaimBody = Type.Object({ customerId: Id }, { additionalProperties: false });
export const CouponClaimView = Type.Object({ couponId: Id, code: Type.String() });

export const CouponIssueView = Type.Object({
  templateId: Id,
  issued: Count,
  skipped: Type.Integer({ minimum: 0, description: 'Customers who had as many as one may have' }),
  coupons: Type.Array(Type.Object({ code: Type.String(), customerId: orNull(Id) })),
});

export const CouponParams = Type.Object({ code: CouponCode });
export const CustomerCouponsParams = Type.Object({ customerId: Id });

/** A coupon with the terms of its template. Never a name: a customer is an id. */
export const CouponView = Type.Object({
  couponId: Id,
  code: Type.String(),
  status: Type.Enum([...COUPON_STATUSES]),
  templateId: Id,
  name: Name,
  kind: terms.kind,
  amount: MoneyText,
  percentBps: orNull(terms.percentBps),
  itemSku: orNull(terms.itemSku),
  price: orNull(MoneyText),
  scope: orNull(terms.scope),
  minSpend: MoneyText,
  customerId: orNull(Id),
  planId: orNull(Id),
  issuedAt: Instant,
  validFrom: Instant,
  expiresAt: Instant,
  useLimit: Count,
  usedCount: Count,
  heldCount: Type.Integer({ minimum: 0, description: 'Uses that orders under way hold' }),
});
export type CouponView = Static<typeof CouponView>;

export const CouponDetail = Type.Object({
  ...CouponView.properties,
  redemptions: Type.Array(
    Type.Object({
      redemptionId: Id,
      orderRef: Type.String(),
      discount: MoneyText,
      redeemedAt: Instant,
      reversedAt: orNull(Instant),
    }),
    { description: 'The latest 20, the newest first' },
  ),
});
export type CouponDetail = Static<typeof CouponDetail>;

export const CouponReservationBody = Type.Object(
  {
    orderRef: OrderRef,
    ttlS: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400, description: 'Seconds; 900 unless told' })),
  },
  { additionalProperties: false },
);
export const CouponReservationView = Type.Object({
  reservationId: Id,
  couponId: Id,
  orderRef: Type.String(),
  expiresAt: Instant,
});
export const CouponReservationParams = Type.Object({ reservationId: Id });

const BasketMoney = Type.String({ pattern: '^-?\\d{1,10}(\\.\\d{1,3})?$' });
export const CouponRedemptionBody = Type.Object(
  {
    orderRef: OrderRef,
    storeCode: Type.Optional(Code),
    basket: Type.Object(
      {
        total: Type.String({
          pattern: '^\\d{1,10}(\\.\\d{1,3})?$',
          description: 'What is to be paid before this coupon',
        }),
        lines: Type.Optional(
          Type.Array(
            Type.Object(
              {
                sku: Sku,
                category: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
                quantity: Type.String({
                  pattern: '^-?\\d{1,7}(\\.\\d{1,3})?$',
                  description: 'Units, up to 3 decimals',
                }),
                amount: BasketMoney,
              },
              { additionalProperties: false },
            ),
            { maxItems: 500, description: 'Needed by coupons for an item or with a scope only' },
          ),
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type CouponRedemptionBody = Static<typeof CouponRedemptionBody>;

export const CouponRedemptionView = Type.Object({
  redemptionId: Id,
  couponId: Id,
  templateId: Id,
  customerId: orNull(Id),
  orderRef: Type.String(),
  discount: MoneyText,
});
export const CouponRedemptionParams = Type.Object({ redemptionId: Id });

export const CouponReversalBody = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 200, description: 'For the record; never a name' }) },
  { additionalProperties: false },
);
export const CouponReversalView = Type.Object({
  redemptionId: Id,
  couponId: Id,
  discount: MoneyText,
  spendable: Type.Boolean({
    description: 'False where the coupon has expired: its use is back, but nobody can spend it',
  }),
});
