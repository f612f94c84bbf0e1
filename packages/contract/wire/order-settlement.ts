import { Type, type Static } from 'typebox';
import { Id, Instant, MoneyText } from '../wire.ts';
import { LedgerAmount } from './ledger.ts';
import { QuantityText } from './order.ts';
import { RefundView } from './refund.ts';

type Schema = Parameters<typeof Type.Array>[0];
const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()]);
const Asset = Type.String({ description: 'points:ID or stamp:ID' });

const UsedPromotion = Type.Object({
  promotionId: Type.String({ description: 'Of the price rule, the coupon template or the programme, by its kind' }),
  kind: Type.Enum(['rule', 'coupon', 'points']),
  name: orNull(Type.String({ description: 'As it is called now; null of points' })),
  times: Type.Integer(),
  discount: MoneyText,
  coupons: Type.Array(Type.String(), { description: 'Codes of the coupons that it took' }),
  shares: Type.Array(
    Type.Object({ line: orNull(Type.Integer({ description: 'From 1; null for the delivery' })), amount: MoneyText }),
    { description: 'What it took off each line' },
  ),
});

const OrderRefund = Type.Object({
  ...RefundView.properties,
  storeId: Id,
  lines: Type.Array(Type.Object({ line: Type.Integer(), quantity: QuantityText })),
  reason: Type.String(),
  refundedAt: Instant,
});

/** How an order was paid, what priced it, what it earned and what has come back of it. */
export const OrderSettlement = Type.Object({
  orderId: Id,
  pricedHere: Type.Boolean({
    description: 'False where only the receipt is known: then tenders, promotions and earnings are not',
  }),
  delivery: MoneyText,
  tenders: Type.Array(Type.Object({ kind: Type.String(), amount: MoneyText, refunded: MoneyText })),
  pointsPay: { ...MoneyText, description: 'The part of the payable that points paid' },
  pointsSpent: Type.Integer(),
  promotions: Type.Array(UsedPromotion),
  earned: Type.Array(Type.Object({ asset: Asset, amount: Type.Integer(), takenBack: Type.Integer() })),
  refunds: Type.Array(OrderRefund, { description: 'In the order in which they were made' }),
  paymentId: orNull({ ...Id, description: 'The payment through a provider, if there was one' }),
  shiftId: orNull(Id),
});
export type OrderSettlement = Static<typeof OrderSettlement>;

const Account = Type.Object({
  account: Type.String({ description: "An account of the ledger's chart, such as cash" }),
  owner: Id,
});

/** What moved in the ledger for an order, one entry a transaction of the ledger, the first one first. */
export const OrderPostings = Type.Object({
  items: Type.Array(
    Type.Object({
      transactionId: Id,
      purpose: Type.String({ description: 'Such as order.paid' }),
      postedAt: Instant,
      transfers: Type.Array(
        Type.Object({ asset: Type.String(), amount: LedgerAmount, debit: Account, credit: Account }),
      ),
    }),
  ),
});
export type OrderPostings = Static<typeof OrderPostings>;
