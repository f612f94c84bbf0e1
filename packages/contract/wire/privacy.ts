import { Type, type Static } from 'typebox';
import { Id } from '../wire.ts';
import { IdentifierKindName } from './customer.ts';

export const DISCLOSURE_REASONS = ['guest_asked', 'call_back', 'dispute', 'authority'] as const;
export const ERASURE_REASONS = ['guest_asked', 'retention', 'made_by_mistake'] as const;

export const NewDisclosure = Type.Object(
  { because: Type.Enum([...DISCLOSURE_REASONS], { description: 'Why the identifiers are read; the audit keeps it' }) },
  { additionalProperties: false },
);
export type NewDisclosure = Static<typeof NewDisclosure>;

export const Disclosure = Type.Object({
  customerId: Id,
  identifiers: Type.Array(Type.Object({ customerId: Id, kind: IdentifierKindName, value: Type.String() })),
});
export type Disclosure = Static<typeof Disclosure>;

export const PersonExport = Type.Object({
  customerIds: Type.Array(Id, { description: 'The customer and those who are merged with them' }),
  exportedAt: Type.String({ format: 'date-time' }),
  sections: Type.Array(
    Type.Object({
      table: Type.String(),
      holds: Type.Record(Type.String(), Type.String(), { description: 'What each column holds, in words' }),
      rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
});
export type PersonExport = Static<typeof PersonExport>;

export const NewErasure = Type.Object(
  { because: Type.Enum([...ERASURE_REASONS]) },
  { additionalProperties: false, description: 'It cannot be undone' },
);
export type NewErasure = Static<typeof NewErasure>;

export const Erasure = Type.Object({
  customerIds: Type.Array(Id, { description: 'The customer and those who were merged with them' }),
  erasedAt: Type.String({ format: 'date-time' }),
  rows: Type.Record(Type.String(), Type.Integer(), { description: 'By table, the rows that were deleted or blanked' }),
});
export type Erasure = Static<typeof Erasure>;
