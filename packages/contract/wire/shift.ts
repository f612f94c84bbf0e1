import { Type, type Static } from 'typebox';
import { Currency, Id, Instant, MoneyText } from '../wire.ts';
import { TRIMMED_TEXT } from './catalog.ts';

const StoreCode = Type.String({ minLength: 1, maxLength: 64, pattern: TRIMMED_TEXT });
const exact = { additionalProperties: false } as const;
const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(of: T) => Type.Union([of, Type.Null()]);

export const NewShift = Type.Object(
  { storeCode: StoreCode, float: Type.String({ ...MoneyText, description: 'The change in the drawer' }) },
  exact,
);
export type NewShift = Static<typeof NewShift>;

export const ShiftClosing = Type.Object(
  { counted: Type.String({ ...MoneyText, description: 'The cash in the drawer, the float among it' }) },
  exact,
);
export type ShiftClosing = Static<typeof ShiftClosing>;

export const ShiftView = Type.Object({
  shiftId: Id,
  storeId: Id,
  openedAt: Instant,
  openedBy: Id,
  closedAt: Maybe(Instant),
  closedBy: Maybe(Id),
  currency: Currency,
  float: MoneyText,
  counted: Maybe(MoneyText),
});
export type ShiftView = Static<typeof ShiftView>;

const sums = {
  orders: Type.Integer(),
  gross: Type.String({ ...MoneyText, description: 'Before all discounts' }),
  discount: MoneyText,
  payable: Type.String({ ...MoneyText, description: 'What all tenders paid, points among them' }),
  refunded: Type.String({ ...MoneyText, description: 'Paid back in this shift, be the order of this shift or not' }),
  revenue: Type.String({ ...MoneyText, description: 'payable − refunded' }),
};

export const ShiftReport = Type.Object({
  ...ShiftView.properties,
  ...sums,
  refunds: Type.Integer(),
  bySource: Type.Array(Type.Object({ source: Type.String(), ...sums }), { description: 'Each sum is that of these' }),
  byTender: Type.Array(
    Type.Object({
      tender: Type.String({ description: 'cash, card, external, stored_value; points where they paid as a tender' }),
      payments: Type.Integer(),
      paid: MoneyText,
      refunded: MoneyText,
      net: MoneyText,
    }),
    { description: 'Sums to payable, refunded and revenue' },
  ),
  expectedCash: Type.String({
    ...MoneyText,
    description: 'float + cash paid − cash refunded. Top-ups of cards name no shift and are not part of it',
  }),
  difference: Maybe(Type.String({ ...MoneyText, description: 'counted − expectedCash; null while the shift is open' })),
});
export type ShiftReport = Static<typeof ShiftReport>;

export const ShiftsQuery = Type.Object(
  {
    storeCode: Type.Optional(StoreCode),
    status: Type.Optional(Type.Enum(['open', 'closed'] as const)),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  exact,
);
export type ShiftsQuery = Static<typeof ShiftsQuery>;

export const ShiftParams = Type.Object({ shiftId: Id });
