import { Type, type Static } from 'typebox';
import { Day, Id, Instant, MoneyText, Name } from '../wire.ts';
import { CategoryName, Sku, TRIMMED_TEXT } from './catalog.ts';
import { Identifier } from './customer.ts';

/** The till's own number of a receipt, with what makes it unique at the merchant. */
export const OrderRef = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: TRIMMED_TEXT,
  description: "The till's number of the receipt, unique at the merchant, without spaces around it",
});
export const QuantityText = Type.String({
  pattern: '^-?\\d{1,12}(\\.\\d{1,3})?$',
  description: 'Decimal string with up to three digits after the point, such as 1 or 0.755',
});

/** What an order was made with, beside its goods. */
export const orderedWith = {
  touchpointId: Type.Optional({ ...Id, description: 'What was scanned to order or to pay' }),
  note: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: TRIMMED_TEXT,
      description: 'What the guest asks for in words',
    }),
  ),
};

export const NewOrderLine = Type.Object(
  {
    sku: Sku,
    name: Type.Optional(Name),
    category: Type.Optional(CategoryName),
    quantity: QuantityText,
    amount: Type.String({ ...MoneyText, description: "What the line comes to after the till's own discount" }),
    discount: Type.Optional(MoneyText),
  },
  { additionalProperties: false, description: 'A SKU that is not known yet is added when its name is sent' },
);

export const NewOrder = Type.Object(
  {
    orderRef: OrderRef,
    storeCode: Type.String({ minLength: 1, maxLength: 64, pattern: TRIMMED_TEXT }),
    orderedAt: Instant,
    customer: Type.Optional(Identifier),
    ...orderedWith,
    coupons: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        maxItems: 20,
        description: 'Codes of coupons; each takes its discount off what the ones before it left',
      }),
    ),
    // Above 500 the order is refused by name; this bound keeps a request from growing without end.
    lines: Type.Array(NewOrderLine, { minItems: 1, maxItems: 5000 }),
  },
  { additionalProperties: false },
);
export type NewOrder = Static<typeof NewOrder>;

export const OrderCoupon = Type.Object({ code: Type.String(), redemptionId: Id, discount: MoneyText });

const Customer = Type.Union([Id, Type.Null()], { description: 'Null for a guest who left no identifier' });
const totals = {
  grossTotal: Type.String({ ...MoneyText, description: 'Before all discounts' }),
  discountTotal: MoneyText,
  payable: MoneyText,
};

export const OrderRecorded = Type.Object({
  orderId: Id,
  customerId: Customer,
  ...totals,
  coupons: Type.Array(OrderCoupon),
});
export type OrderRecorded = Static<typeof OrderRecorded>;

export const OrderSummary = Type.Object({
  orderId: Id,
  orderRef: Type.String(),
  storeId: Id,
  customerId: Customer,
  source: Type.String({ description: 'Where it came from: till, import' }),
  orderedAt: Instant,
  businessDay: Day,
  ...totals,
  lineCount: Type.Integer(),
});
export type OrderSummary = Static<typeof OrderSummary>;

export const OrderLineView = Type.Object({
  productId: Id,
  sku: Type.String(),
  name: Type.String(),
  quantity: QuantityText,
  amount: Type.String({ ...MoneyText, description: 'After all discounts, coupons too' }),
  discount: MoneyText,
});

export const OrderView = Type.Object({
  ...OrderSummary.properties,
  coupons: Type.Array(OrderCoupon),
  lines: Type.Array(OrderLineView),
  createdAt: Instant,
});
export type OrderView = Static<typeof OrderView>;

export const OrdersQuery = Type.Object(
  {
    customerId: Type.Optional(Id),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);

export const OrderParams = Type.Object({ orderId: Id });
