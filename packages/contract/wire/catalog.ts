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
