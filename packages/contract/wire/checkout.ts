import { Type, type Static } from 'typebox';
import { Day, Id, Instant, MoneyText } from '../wire.ts';
import { Sku, TRIMMED_TEXT } from './catalog.ts';
import { Identifier } from './customer.ts';
import { orderedWith, OrderRef, QuantityText } from './order.ts';

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: TRIMMED_TEXT });
const exact = { additionalProperties: false } as const;

export const SOURCES = ['counter', 'dine_in', 'takeaway', 'delivery', 'scan', 'group_buy', 'mini_program'] as const;

export const CartLine = Type.Object({ sku: Sku, quantity: QuantityText }, exact);

/** What is bought, where, by whom, and what the guest shows for it. */
const cart = {
  storeCode: Text(64),
  source: Type.Optional(Type.Enum(SOURCES, { description: 'counter unless told' })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: "The shop's own, if it is sent" })),
  customerId: Type.Optional(Id),
  customer: Type.Optional({ ...Identifier, description: 'Instead of the id; paying makes a member of who is unknown' }),
  coupons: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 20 })),
  spendPoints: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'At most so many points; none unless told' }),
  ),
  deliveryFee: Type.Optional(MoneyText),
  // Above 500 the cart is refused by name; this bound keeps a request from growing without end.
  lines: Type.Array(CartLine, { minItems: 1, maxItems: 5000 }),
};

export const QuoteRequest = Type.Object(
  {
    ...cart,
    suggest: Type.Optional(
      Type.Array(Sku, {
        maxItems: 40,
        description: 'Asks for the least change that unlocks each offer: more of the cart, or of these products',
      }),
    ),
  },
  exact,
);
export type QuoteRequest = Static<typeof QuoteRequest>;

export const TENDER_KINDS = ['cash', 'card', 'external', 'stored_value'] as const;
export const Tender = Type.Object(
  {
    kind: Type.Enum(TENDER_KINDS),
    amount: MoneyText,
    cardNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'Of a stored-value card' })),
  },
  exact,
);

export const CheckoutRequest = Type.Object(
  {
    orderRef: OrderRef,
    ...cart,
    ...orderedWith,
    due: Type.Optional({
      ...MoneyText,
      description: 'As it was quoted: if it is another by now, the new quote is told',
    }),
    tenders: Type.Array(Tender, { maxItems: 10, description: 'Sum to what is due' }),
    sellerId: Type.Optional({ ...Id, description: 'The member of staff whose sale it is' }),
    shiftId: Type.Optional(Id),
    bill: Type.Optional(
      Type.Object({ billId: Id, version: Type.Integer({ minimum: 1 }) }, { ...exact, description: 'Paid by this' }),
    ),
  },
  exact,
);
export type CheckoutRequest = Static<typeof CheckoutRequest>;

const Share = Type.Object({ promotionId: Id, amount: MoneyText });

export const QuotedLine = Type.Object({
  line: Type.Integer({ description: 'As in the request, from 1' }),
  sku: Type.String(),
  unitPrice: MoneyText,
  quantity: QuantityText,
  gross: MoneyText,
  discounts: Type.Array(Share),
  net: MoneyText,
});

export const AppliedPromotion = Type.Object({
  promotionId: Id,
  times: Type.Integer(),
  discount: MoneyText,
  coupons: Type.Array(Type.String(), { description: 'Codes of the coupons that it takes' }),
});

export const UnusedCoupon = Type.Object({
  code: Type.String(),
  reason: Type.String({ description: 'A stable code, such as amount_short' }),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});

export const Unlocked = Type.Object({
  promotionId: Id,
  additions: Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Integer() })),
  due: MoneyText,
  extra: Type.String({ ...MoneyText, description: 'So much more than now; below zero where buying more costs less' }),
  isLeast: Type.Boolean({ description: 'False where there was too much to try, so that a lesser change may exist' }),
});

const totals = {
  currency: Type.String(),
  gross: MoneyText,
  discount: MoneyText,
  payable: Type.String({ ...MoneyText, description: 'What all tenders pay together, points among them' }),
  pointsPay: Type.String({ ...MoneyText, description: 'The part of it that points pay' }),
  due: Type.String({ ...MoneyText, description: 'What is left to pay with money' }),
  pointsSpent: Type.Integer(),
};

export const Quote = Type.Object({
  ...totals,
  lines: Type.Array(QuotedLine),
  delivery: Type.Object({ gross: MoneyText, net: MoneyText }),
  applied: Type.Array(AppliedPromotion),
  unused: Type.Array(UnusedCoupon),
  unlocks: Type.Array(Unlocked),
  proven: Type.Boolean({ description: 'No legal combination is better, and the certificate says so' }),
  at: Instant,
});
export type Quote = Static<typeof Quote>;

export const CheckedOut = Type.Object({
  orderId: Id,
  orderRef: Type.String(),
  customerId: Type.Union([Id, Type.Null()]),
  businessDay: Day,
  ...totals,
  lines: Type.Array(Type.Object({ line: Type.Integer(), gross: MoneyText, net: MoneyText })),
  coupons: Type.Array(Type.Object({ code: Type.String(), redemptionId: Id, discount: MoneyText })),
  earned: Type.Array(Type.Object({ asset: Type.String(), amount: Type.Integer() })),
  tenders: Type.Array(Type.Object({ kind: Type.String(), amount: MoneyText })),
});
export type CheckedOut = Static<typeof CheckedOut>;
