import { Type, type Static } from 'typebox';
import { Id, Instant } from '../wire.ts';
import { LedgerAmount } from './ledger.ts';

/** Why two customers are taken for one person. Never free text, for what people write names people. */
export const MERGE_REASONS = [
  'guest_said',
  'same_phone',
  'same_real_name',
  'same_payer',
  'same_device',
  'other',
] as const;
export type MergeReason = (typeof MERGE_REASONS)[number];
const MergeReasonName = Type.Enum([...MERGE_REASONS], { description: 'What shows that the two are one person' });

export const NewMerge = Type.Object(
  {
    intoCustomerId: Type.String({ ...Id, description: 'For whom the customer of the address stands from now on' }),
    because: MergeReasonName,
  },
  { additionalProperties: false },
);

const link = {
  linkId: Id,
  fromCustomerId: Id,
  intoCustomerId: Id,
  because: MergeReasonName,
  linkedAt: Instant,
  linkedBy: Id,
  unlinkedAt: Type.Union([Instant, Type.Null()]),
  unlinkedBy: Type.Union([Id, Type.Null()]),
};

export const LinkView = Type.Object(link);
export type LinkView = Static<typeof LinkView>;

export const AmbiguousSpendView = Type.Object({
  orderId: Id,
  shownCustomerId: Type.String({ ...Id, description: 'Who was served' }),
  holderCustomerId: Type.String({ ...Id, description: 'Whose balance or coupon paid' }),
  kind: Type.Enum(['units', 'stored_value', 'stored_bonus', 'coupon']),
  ownerId: Type.String({ ...Id, description: 'The customer or card whose account was drawn, or the coupon' }),
  asset: Type.String(),
  amount: Type.String({ ...LedgerAmount, description: 'What refunds did not give back' }),
  compensated: Type.Boolean({
    description: 'Whether the holder got it back from merge_adjustment; a coupon is only listed',
  }),
});
export type AmbiguousSpendView = Static<typeof AmbiguousSpendView>;

export const UnmergeView = Type.Object({
  ...link,
  ambiguous: Type.Array(AmbiguousSpendView, { description: 'What was spent across the two while they were one' }),
});
export type UnmergeView = Static<typeof UnmergeView>;

export const PersonView = Type.Object({
  customerId: Id,
  personId: Type.String({ ...Id, description: 'For whom the customer stands now; themselves where never merged' }),
  circle: Type.Array(Id, { description: 'All customers who are this person now, the one of the address first' }),
  links: Type.Array(LinkView, { description: 'Every merge from or into a customer of the circle, the newest first' }),
});
export type PersonView = Static<typeof PersonView>;

export const DuplicatesView = Type.Object({
  items: Type.Array(
    Type.Object({
      customerIds: Type.Array(Id, { minItems: 2, maxItems: 2 }),
      evidence: Type.Array(MergeReasonName, { description: 'What the two share, the strongest first' }),
    }),
  ),
});
export type DuplicatesView = Static<typeof DuplicatesView>;
