import { Type, type Static } from 'typebox';
import { Id, Instant } from '../wire.ts';
import { Sku, TRIMMED_TEXT } from './catalog.ts';
import { CartLine, QuoteRequest, SOURCES } from './checkout.ts';
import { QuantityText } from './order.ts';

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: TRIMMED_TEXT });
const exact = { additionalProperties: false } as const;

export const BILL_STATUSES = ['open', 'paid', 'void', 'merged'] as const;

const Label = { ...Text(64), description: 'The table, or what the cashier calls it; the time of day unless told' };
const Version = Type.Integer({ minimum: 1, maximum: 2_000_000_000, description: 'As it was last read' });
// Above 500 the bill is refused by name; this bound keeps a request from growing without end.
const MOST_LINES = 5000;

/** A table's bill, or with the source `counter` a sale that is held while the next guest is served. */
export const NewBill = Type.Object(
  {
    storeCode: Text(64),
    label: Type.Optional(Label),
    source: Type.Optional(Type.Enum(SOURCES, { description: 'dine_in unless told' })),
    customerId: Type.Optional(Id),
    lines: Type.Optional(Type.Array(CartLine, { maxItems: MOST_LINES })),
  },
  exact,
);
export type NewBill = Static<typeof NewBill>;

export const BillAddition = Type.Object(
  { lines: Type.Array(CartLine, { minItems: 1, maxItems: MOST_LINES }) },
  { ...exact, description: 'Without a version: it is added to whatever the bill holds by then' },
);
export type BillAddition = Static<typeof BillAddition>;

export const LINE_CHANGES = ['add', 'remove', 'set'] as const;
export const BillLineChange = Type.Object(
  {
    change: Type.Enum(LINE_CHANGES, { description: '`set` to 0 takes the line off' }),
    sku: Sku,
    quantity: QuantityText,
  },
  exact,
);
export type BillLineChange = Static<typeof BillLineChange>;

export const BillChange = Type.Object(
  {
    version: Version,
    lines: Type.Optional(Type.Array(BillLineChange, { maxItems: MOST_LINES, description: 'Done in their order' })),
    label: Type.Optional(Label),
    customerId: Type.Optional(Type.Union([Id, Type.Null()])),
  },
  { ...exact, minProperties: 2 },
);
export type BillChange = Static<typeof BillChange>;

export const BillVoid = Type.Object({ version: Version, reason: Text(200) }, exact);
export type BillVoid = Static<typeof BillVoid>;

export const BillSplit = Type.Object(
  {
    version: Version,
    label: Type.Optional(Label),
    lines: Type.Array(CartLine, { minItems: 1, maxItems: MOST_LINES, description: 'What moves to the new bill' }),
  },
  exact,
);
export type BillSplit = Static<typeof BillSplit>;

export const BillMerge = Type.Object(
  {
    version: Version,
    bills: Type.Array(Type.Object({ billId: Id, version: Version }, exact), {
      minItems: 1,
      maxItems: 20,
      description: 'What comes onto this bill; they end as merged',
    }),
  },
  exact,
);
export type BillMerge = Static<typeof BillMerge>;

const { storeCode: _store, source: _source, lines: _lines, ...asked } = QuoteRequest.properties;
export const BillQuoteRequest = Type.Object(asked, {
  ...exact,
  description: "What a quote asks beside the goods; the bill's customer unless another is named",
});
export type BillQuoteRequest = Static<typeof BillQuoteRequest>;

export const BillSummary = Type.Object({
  billId: Id,
  storeId: Id,
  storeCode: Type.String(),
  label: Type.String(),
  source: Type.String(),
  customerId: Type.Union([Id, Type.Null()]),
  status: Type.Enum(BILL_STATUSES),
  version: Type.Integer(),
  lineCount: Type.Integer(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type BillSummary = Static<typeof BillSummary>;

export const BillView = Type.Object({
  ...BillSummary.properties,
  lines: Type.Array(Type.Object({ sku: Type.String(), name: Type.String(), quantity: QuantityText }), {
    description: 'One a product, in the order in which they were first ordered',
  }),
  orderId: Type.Union([Id, Type.Null()], { description: 'The order that paid it' }),
  mergedInto: Type.Union([Id, Type.Null()]),
  voidReason: Type.Union([Type.String(), Type.Null()]),
});
export type BillView = Static<typeof BillView>;

export const BillsSplit = Type.Object({ rest: BillView, split: BillView });
export type BillsSplit = Static<typeof BillsSplit>;

export const BillsQuery = Type.Object(
  {
    storeCode: Type.Optional(Text(64)),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  exact,
);
export type BillsQuery = Static<typeof BillsQuery>;

export const BillParams = Type.Object({ billId: Id });
