import { Type, type Static } from 'typebox';
import { Id, Name } from '../wire.ts';

// No control characters and no half of a surrogate pair, which no database keeps as it was sent; no blanks around.
export const TRIMMED_TEXT = '^[^\\s\\p{Cc}\\p{Cs}]([^\\p{Cc}\\p{Cs}]*[^\\s\\p{Cc}\\p{Cs}])?$';

/** A stock keeping unit as the till writes it; any characters, for many tills use the name. */
export const Sku = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: TRIMMED_TEXT,
  description: "The till's own number or name of what is sold, without spaces around it",
});
export const CategoryName = Type.String({ minLength: 1, maxLength: 100 });

export const ProductView = Type.Object({
  productId: Id,
  sku: Sku,
  name: Name,
  category: Type.Union([CategoryName, Type.Null()]),
  brand: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
});
export type ProductView = Static<typeof ProductView>;

export const ProductsQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Part of the SKU, the name or the category' }),
    ),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);

export const ProductParams = Type.Object({ productId: Id });

const closed = { additionalProperties: false };
const MAX_ROWS = 1000;
const StoreCode = Type.String({ minLength: 1, maxLength: 64, pattern: TRIMMED_TEXT });
const Price = Type.String({
  pattern: '^\\d{1,12}(\\.\\d{1,3})?$',
  description: "Of one unit, in the merchant's currency",
});
const StockQuantity = Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,3})?$', description: 'Up to 3 decimals' });

export const NewPrices = Type.Object(
  {
    prices: Type.Array(
      Type.Object(
        {
          sku: Sku,
          storeCode: Type.Optional(StoreCode),
          price: Type.Union([Price, Type.Null()], { description: 'Null removes the price' }),
        },
        { ...closed, description: 'Without a store it is the price in all stores that have none of their own' },
      ),
      { minItems: 1, maxItems: MAX_ROWS },
    ),
  },
  closed,
);
export type NewPrices = Static<typeof NewPrices>;

export const PricesSet = Type.Object({
  changed: Type.Integer({ minimum: 0, description: 'Rows that said something new' }),
  version: Type.Integer({ minimum: 0, description: "Of the merchant's prices after it" }),
});

/** A page of products with what they cost, or have in stock, in one store or in all. */
export const PlaceQuery = Type.Object(
  {
    storeCode: Type.Optional(StoreCode),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  closed,
);

const listed = { productId: Id, sku: Sku, name: Name };
export const PriceView = Type.Object({ ...listed, price: Price, version: Type.Integer({ minimum: 1 }) });
export type PriceView = Static<typeof PriceView>;
export const StockView = Type.Object({ ...listed, quantity: Type.String({ description: 'Units, up to 3 decimals' }) });
export type StockView = Static<typeof StockView>;

export const NewStock = Type.Object(
  {
    stock: Type.Array(
      Type.Object(
        {
          sku: Sku,
          storeCode: StoreCode,
          quantity: Type.Union([StockQuantity, Type.Null()], { description: 'What is there; null stops tracking' }),
        },
        closed,
      ),
      { minItems: 1, maxItems: MAX_ROWS },
    ),
  },
  closed,
);
export type NewStock = Static<typeof NewStock>;

export const StockAdjustments = Type.Object(
  {
    adjustments: Type.Array(
      Type.Object(
        {
          sku: Sku,
          storeCode: StoreCode,
          by: Type.String({
            pattern: '^-?\\d{1,9}(\\.\\d{1,3})?$',
            description: 'What came in; negative for what was lost',
          }),
        },
        closed,
      ),
      { minItems: 1, maxItems: MAX_ROWS },
    ),
  },
  closed,
);
export type StockAdjustments = Static<typeof StockAdjustments>;

export const StockRows = Type.Object({ rows: Type.Integer({ minimum: 1, description: 'How many were taken over' }) });
