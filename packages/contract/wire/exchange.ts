import { Type, type Static } from 'typebox';
import { Currency, Day, Id, Instant, MoneyText, Name, pageOf } from '../wire.ts';
import { IdentifierKindName } from './customer.ts';

/** What an import fills: orders with all that stands on a receipt, or the catalogue alone. */
export const IMPORT_KINDS = ['receipts', 'catalogue'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];

export const IMPORT_DELIMITERS = [',', ';', '\t', '|'] as const;
export type ImportDelimiter = (typeof IMPORT_DELIMITERS)[number];

/** Within what a receipt's number is told from others: the whole merchant, one store, or one store's business day. */
export const ORDER_REF_SCOPES = ['merchant', 'store', 'store_day'] as const;
export type OrderRefScope = (typeof ORDER_REF_SCOPES)[number];

export const IMPORT_STATUSES = ['uploaded', 'running', 'done', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** Why a row was not imported. */
export const REJECT_REASONS = [
  'broken_row',
  'missing_column',
  'extra_column',
  'missing_value',
  'text_too_long',
  'bad_encoding',
  'bad_date',
  'date_in_future',
  'bad_amount',
  'bad_quantity',
  'bad_discount',
  'bad_customer',
  'card_number',
  'mixed_order',
  'too_many_lines',
  'return_order',
  'order_changed',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** What a preview wants looked at before the import is started. */
export const IMPORT_WARNINGS = [
  'guessed_mapping',
  'ambiguous_date',
  'ambiguous_decimal_mark',
  'no_order_ref',
  'no_customer',
  'no_amount',
  'no_store',
  'duplicate_column',
  'many_rejects',
] as const;
export type ImportWarning = (typeof IMPORT_WARNINGS)[number];

const ColumnName = Type.String({ minLength: 1, maxLength: 200 });
const Column = Type.Optional(ColumnName);
const Columns = (says: string) =>
  Type.Optional(Type.Union([ColumnName, Type.Array(ColumnName, { minItems: 1, maxItems: 8 })], { description: says }));
const closed = { additionalProperties: false };

/** Which column is what. A file without headings names its columns 1, 2, 3 … */
export const ImportColumns = Type.Object(
  {
    orderRef: Columns('The number of the receipt; of several columns the texts are joined'),
    store: Column,
    storeName: Column,
    orderedAt: Columns('The date and time of the sale; of several columns the texts are joined with a space'),
    customer: Column,
    sku: Column,
    product: Columns('The name of the product; of several columns the texts are joined with a space'),
    category: Column,
    brand: Column,
    quantity: Column,
    amount: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'What the line came to after its own discounts' }),
    ),
    unitPrice: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'For files without an amount: amount = price × quantity',
      }),
    ),
    discount: Columns('What came off the line; several columns are added up'),
  },
  closed,
);
export type ImportColumns = Static<typeof ImportColumns>;

/** How a file is read. What is left out is taken from the preset, from the file, or from the merchant. */
export const ImportMapping = Type.Object(
  {
    kind: Type.Optional(Type.Enum([...IMPORT_KINDS])),
    columns: Type.Optional(ImportColumns),
    header: Type.Optional(Type.Boolean({ description: 'False for a file whose first line is a row' })),
    storeCode: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'The store of all rows, for a file that names none' }),
    ),
    storeName: Type.Optional(Name),
    customerKind: Type.Optional(IdentifierKindName),
    orderRefScope: Type.Optional(Type.Enum([...ORDER_REF_SCOPES])),
    timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'IANA, such as Asia/Shanghai' })),
    currency: Type.Optional(Currency),
    decimalMark: Type.Optional(Type.Enum(['.', ','])),
    thousandsMark: Type.Optional(
      Type.Enum(['', ',', '.', ' ', "'"], { description: 'Allowed between groups of three digits; empty for none' }),
    ),
    currencySymbol: Type.Optional(
      Type.String({ maxLength: 8, description: 'Allowed before or behind an amount; empty for none' }),
    ),
    roundAmounts: Type.Optional(
      Type.Boolean({ description: 'Round amounts half up to the minor unit rather than reject finer ones' }),
    ),
    dateFormat: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 64,
        description: 'YYYY, MM, DD, HH, mm, ss; [ ] around what may be missing; or iso, unix, unix_ms',
      }),
    ),
    missing: Type.Optional(
      Type.Array(Type.String({ maxLength: 64 }), { maxItems: 32, description: 'Texts that mean: no value' }),
    ),
    encoding: Type.Optional(Type.Enum([...IMPORT_ENCODINGS])),
    delimiter: Type.Optional(Type.Enum([...IMPORT_DELIMITERS])),
  },
  closed,
);
export type ImportMapping = Static<typeof ImportMapping>;

export const PresetName = Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9-]+$' });

export const ImportPresetView = Type.Object({
  preset: PresetName,
  title: Type.String(),
  titleZh: Type.String(),
  kind: Type.Enum([...IMPORT_KINDS]),
  columns: Type.Array(Type.String(), { description: 'The headings by which it is recognised' }),
  mapping: ImportMapping,
});
export type ImportPresetView = Static<typeof ImportPresetView>;

const Count = Type.Integer({ minimum: 0 });
const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);

export const ImportView = Type.Object({
  importId: Id,
  kind: Type.Enum([...IMPORT_KINDS]),
  fileName: Type.String(),
  preset: orNull(PresetName),
  status: Type.Enum([...IMPORT_STATUSES]),
  bytesTotal: Count,
  bytesRead: Count,
  rowsRead: Count,
  rowsRejected: Count,
  rowsTidied: Type.Integer({ minimum: 0, description: 'Rows whose product name was written untidily' }),
  ordersNew: Count,
  ordersKnown: Type.Integer({ minimum: 0, description: 'Orders that were there already, with the same content' }),
  customersNew: Count,
  productsNew: Count,
  storesNew: Count,
  failure: orNull(Type.String({ description: 'The code of the refusal that ended it' })),
  createdAt: Instant,
  endedAt: orNull(Instant),
});
export type ImportView = Static<typeof ImportView>;

export const ImportPage = pageOf(ImportView);

export const NewImportQuery = Type.Object(
  { fileName: Type.String({ minLength: 1, maxLength: 255, description: 'The name of the file that is sent' }) },
  closed,
);

export const ImportsQuery = Type.Object(
  { after: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) },
  closed,
);

export const ImportReading = Type.Object(
  { preset: Type.Optional(PresetName), mapping: Type.Optional(ImportMapping) },
  closed,
);
export type ImportReading = Static<typeof ImportReading>;

export const RejectView = Type.Object({
  row: Type.Integer({ minimum: 1, description: 'The line of the file, counted from 1' }),
  column: Type.String(),
  reason: Type.Enum([...REJECT_REASONS]),
  says: Type.String(),
});
export type RejectView = Static<typeof RejectView>;

/** One row as it would be imported. A row of a catalogue has its product alone. */
export const PreviewLine = Type.Object({
  row: Type.Integer({ minimum: 1 }),
  storeCode: orNull(Type.String()),
  orderRef: orNull(Type.String({ description: 'Null: made from the content of the row' })),
  orderedAt: orNull(Instant),
  businessDay: orNull(Day),
  customer: orNull(Type.String({ description: 'Masked' })),
  sku: Type.String(),
  productName: Type.String(),
  category: orNull(Type.String()),
  quantity: orNull(Type.String()),
  amount: orNull(MoneyText),
  discount: orNull(MoneyText),
});
export type PreviewLine = Static<typeof PreviewLine>;

export const ImportPreview = Type.Object({
  preset: orNull(PresetName),
  kind: Type.Enum([...IMPORT_KINDS]),
  mapping: ImportMapping,
  columns: Type.Array(Type.String()),
  rows: Type.Array(Type.Array(Type.String()), { description: 'The first rows as they stand in the file' }),
  lines: Type.Array(PreviewLine),
  rejects: Type.Array(RejectView),
  statement: Type.Object({
    timeZone: Type.String(),
    currency: Currency,
    decimalMark: Type.String(),
    thousandsMark: Type.String(),
    dateFormat: Type.String(),
    delimiter: Type.String(),
    encoding: Type.String(),
    compressed: Type.Boolean(),
  }),
  warnings: Type.Array(Type.Object({ code: Type.Enum([...IMPORT_WARNINGS]), says: Type.String() })),
  problem: Type.Union(
    [
      Type.Object({
        code: Type.String({ description: 'The refusal that a start in this way would be given' }),
        field: Type.String({ description: 'The field of the mapping that would mend it' }),
      }),
      Type.Null(),
    ],
    { description: 'Why the file cannot be imported in this way; then there are no lines' },
  ),
});
export type ImportPreview = Static<typeof ImportPreview>;
