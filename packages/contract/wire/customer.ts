import { Type, type Static } from 'typebox';
import { Id } from '../wire.ts';

/** What a person can be found by: each is of one person only. */
export const IDENTIFIER_KINDS = [
  'phone',
  'card_token',
  'member_no',
  'payment_token',
  'email',
  'wechat_openid',
  'wechat_unionid',
  'alipay_id',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export const IdentifierKindName = Type.Enum([...IDENTIFIER_KINDS], {
  description:
    'phone: E.164, or digits of China (+86); wechat_openid: APPID:OPENID; tokens and member numbers as the till knows them',
});
export const IdentifierValue = Type.String({ minLength: 1, maxLength: 254 });
export const Identifier = Type.Object(
  { kind: IdentifierKindName, value: IdentifierValue },
  { additionalProperties: false },
);
export type Identifier = Static<typeof Identifier>;

export const NewCustomer = Type.Object(
  { identifiers: Type.Array(Identifier, { minItems: 1, maxItems: 10 }) },
  { additionalProperties: false },
);

export const CustomerFound = Type.Object({ customerId: Id });

export const IdentifierHint = Type.Object({
  kind: IdentifierKindName,
  hint: Type.String({ description: 'The last characters, such as •••0001' }),
});

export const CustomerView = Type.Object({
  customerId: Id,
  hints: Type.Array(IdentifierHint, { description: 'The identifiers of the person, the one first known first' }),
  source: Type.String({ description: 'Where the person was first seen: till, import, console, api' }),
  createdAt: Type.String({ format: 'date-time' }),
});
export type CustomerView = Static<typeof CustomerView>;

export const CustomerParams = Type.Object({ customerId: Id });
