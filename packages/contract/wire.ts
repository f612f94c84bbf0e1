import { Type, type Static } from 'typebox';

/** Shapes that many routes share. A field is named as in docs/glossary.md; money is a decimal string. */
export const Id = Type.String({ format: 'uuid', description: 'UUID, lower case' });
export const MoneyText = Type.String({
  pattern: '^-?\\d{1,13}(\\.\\d{1,3})?$',
  description: "Decimal string in the merchant's currency, such as 12.50",
});
export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339 with an offset' });
export const Day = Type.String({ format: 'date', description: "The store's business day, YYYY-MM-DD" });
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' });
export const Name = Type.String({ minLength: 1, maxLength: 200 });
export const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9._:-]+$' });
export const IDEMPOTENCY_KEY = '^[\\x21-\\x7e]{8,128}$';
export const IdempotencyKey = Type.String({ pattern: IDEMPOTENCY_KEY });

export const Problem = Type.Object(
  {
    code: Type.String(),
    says: Type.String(),
    remedy: Type.String(),
    requestId: Type.String(),
    facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    detail: Type.Optional(Type.Unknown({ description: 'What is needed whole to go on, such as a new quote' })),
  },
  { description: 'Why a request was refused, and what would make it pass' },
);
export type Problem = Static<typeof Problem>;

/** A page by key: `next` goes into `after` of the following request; null at the end. */
export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
