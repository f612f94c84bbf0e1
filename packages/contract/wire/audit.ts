import { Type, type Static } from 'typebox';
import { AUDIT_ACTIONS } from '../audit.ts';
import { Id } from '../wire.ts';

const EntryNo = Type.Integer({ minimum: 1, description: '1, 2, 3 …, without a gap' });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, in hexadecimal digits' });

export const AuditEntryView = Type.Object({
  entryNo: EntryNo,
  at: Type.String({ format: 'date-time' }),
  actor: Type.Object({ kind: Type.String(), id: Id }),
  action: Type.Enum([...AUDIT_ACTIONS]),
  subjectId: Type.Union([Id, Type.Null()], { description: 'The customer, member of staff or key that it was done to' }),
  detail: Type.Object({}, { additionalProperties: true, description: 'Ids, codes and counts' }),
  hash: Hash,
});
export type AuditEntryView = Static<typeof AuditEntryView>;

export const AuditQuery = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'Entries behind this number' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  },
  { additionalProperties: false },
);
export const AuditPage = Type.Object({
  items: Type.Array(AuditEntryView),
  next: Type.Union([Type.Integer(), Type.Null()], { description: 'Where the next page goes on; null on the last' }),
});
export type AuditPage = Static<typeof AuditPage>;

export const AuditHead = Type.Object(
  { merchantId: Id, count: Type.Integer({ minimum: 0 }), hash: Hash },
  { description: 'The end of the chain. Kept elsewhere, it proves later that nothing was cut off or written anew' },
);
export type AuditHead = Static<typeof AuditHead>;

export const AccessPage = Type.Object({
  items: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      actor: Type.Object({ kind: Type.String(), id: Id }),
      action: Type.Enum([...AUDIT_ACTIONS]),
      detail: Type.Object({}, { additionalProperties: true }),
    }),
  ),
});
export type AccessPage = Static<typeof AccessPage>;
