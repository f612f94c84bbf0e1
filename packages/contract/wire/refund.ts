import { Type, type Static } from 'typebox';
import { Id, MoneyText } from '../wire.ts';
import { TRIMMED_TEXT } from './catalog.ts';
import { QuantityText } from './order.ts';

const exact = { additionalProperties: false } as const;

export const RefundRequest = Type.Object(
  {
    storeCode: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: TRIMMED_TEXT,
      description: 'Where it is paid back',
    }),
    shiftId: Type.Optional(Id),
    lines: Type.Array(
      Type.Object(
        { line: Type.Integer({ minimum: 1, description: 'As on the order' }), quantity: QuantityText },
        exact,
      ),
      { minItems: 1, maxItems: 500 },
    ),
    reason: Type.String({ minLength: 1, maxLength: 200, pattern: TRIMMED_TEXT }),
    restock: Type.Optional(Type.Boolean({ description: 'Whether the goods can be sold again; they can unless told' })),
  },
  exact,
);
export type RefundRequest = Static<typeof RefundRequest>;

export const RefundView = Type.Object({
  refundId: Id,
  orderId: Id,
  refundNo: Type.Integer(),
  amount: Type.String({
    ...MoneyText,
    description: 'Paid back by this refund, the part that points get back among it',
  }),
  tenders: Type.Array(Type.Object({ kind: Type.String(), amount: MoneyText })),
  pointsReturned: Type.Integer(),
  takenBack: Type.Array(Type.Object({ asset: Type.String(), amount: Type.Integer() })),
  couponsReturned: Type.Array(Type.String({ description: 'Codes of coupons that the kept goods no longer need' })),
  refundedInAll: MoneyText,
  keptPayable: Type.String({ ...MoneyText, description: 'What of the payable is not paid back' }),
});
export type RefundView = Static<typeof RefundView>;
