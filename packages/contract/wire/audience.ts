import { Type, type Static } from 'typebox';
import { Day, Id, Instant, Name, pageOf } from '../wire.ts';
import { CONSENT_CHANNELS, CONSENT_PURPOSES } from './consent.ts';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
type Schema = Parameters<typeof Type.Array>[0];
const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()]);

/** A rule in a body. What it must look like is said by `audienceRuleSchema`; a route checks it and names what is wrong. */
export const RuleBody = Type.Unsafe<unknown>(
  Type.Object(
    {},
    { additionalProperties: true, description: 'A segment rule: GET /v1/audience-rules/schema describes it' },
  ),
);

export const AudienceCountBody = Type.Object(
  {
    rule: RuleBody,
    asOf: Type.Optional(
      Type.String({ ...Day, description: 'The business day as of which it is asked; today unless told' }),
    ),
    explain: Type.Optional(Type.Boolean({ description: 'Also count each part of the rule by itself' })),
    sample: Type.Optional(Type.Integer({ minimum: 0, maximum: 20, description: 'So many of the people, at random' })),
  },
  closed,
);

export const AudienceEngine = Type.Enum(['postings', 'duckdb', 'postgres'], {
  description: 'What counted: the index in memory, or SQL on the copy or on PostgreSQL',
});

export const AudienceCount = Type.Object({
  people: Count,
  asOf: Day,
  freshAt: Type.String({ ...Instant, description: 'Up to when facts were known' }),
  engine: AudienceEngine,
  parts: Type.Array(
    Type.Object({
      path: Type.String({ description: 'Where the part stands in the rule: of.0.of.1; empty is the whole' }),
      people: Count,
    }),
    { description: 'In the order of the rule; empty unless it was to be explained' },
  ),
  sample: Type.Array(Type.Object({ personId: Id, hint: Type.String() })),
});
export type AudienceCount = Static<typeof AudienceCount>;

export const NewAudience = Type.Object({ name: Name, rule: RuleBody }, closed);
export const AudienceChange = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'The version that is changed' }),
    name: Type.Optional(Name),
    rule: Type.Optional(RuleBody),
  },
  closed,
);

export const AudienceParams = Type.Object({ audienceId: Id });

export const AudienceView = Type.Object({
  audienceId: Id,
  name: Type.String(),
  rule: RuleBody,
  version: Type.Integer({ minimum: 1 }),
  members: Type.Integer({ minimum: 0, description: 'As of the last refresh' }),
  refreshedAt: orNull(Instant),
  createdAt: Instant,
});
export type AudienceView = Static<typeof AudienceView>;

export const AudiencesQuery = Type.Object({
  after: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
export const AudiencePage = pageOf(AudienceView);

export const AudienceMember = Type.Object({ personId: Id, hint: Type.String(), enteredAt: Instant });
export const AudienceMemberPage = pageOf(AudienceMember);

export const AudienceRefreshed = Type.Object({
  entered: Count,
  left: Count,
  members: Count,
  whole: Type.Boolean({ description: 'True where everybody was looked at, not only who was touched' }),
});
export type AudienceRefreshed = Static<typeof AudienceRefreshed>;

export const AudienceExportBody = Type.Object(
  {
    purpose: Type.Enum([...CONSENT_PURPOSES]),
    channel: Type.Enum([...CONSENT_CHANNELS]),
    identifiers: Type.Optional(Type.Boolean({ description: 'In full; needs privacy:write and stands in the audit' })),
  },
  closed,
);
export type AudienceExportBody = Static<typeof AudienceExportBody>;

export const AudienceRuleSchema = Type.Unsafe<object>(Type.Object({}, { additionalProperties: true }));

export const LikelyBuyersBody = Type.Object(
  {
    sku: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    horizonDays: Type.Optional(Type.Integer({ minimum: 7, maximum: 90, description: '28 unless told' })),
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000, description: '500 unless told' })),
  },
  closed,
);
export type LikelyBuyersBody = Static<typeof LikelyBuyersBody>;

const Measured = Type.Object(
  {
    precisionBps: Type.Integer({ description: 'Of those named, who bought in the held-out days' }),
    lift: orNull(Type.Number({ description: 'Times the share among all candidates; null where nobody bought' })),
    buyers: Count,
  },
  { description: 'On days that the ranking had not seen' },
);

export const LikelyBuyers = Type.Object({
  asOf: Day,
  horizonDays: Type.Integer(),
  candidates: Type.Integer({ description: 'People who bought anything before' }),
  named: Type.Integer({ description: 'How many of them are named; what is measured is of as many' }),
  heldOut: Type.Object({ from: Day, to: Day, buyers: Count, baseBps: Type.Integer() }),
  ranked: Measured,
  naive: Type.Object({ ...Measured.properties }, { description: 'Who bought it most, then most recently' }),
  method: Type.Enum(['trees', 'naive'], { description: 'The ranking that did better in an earlier period' }),
  people: Type.Array(
    Type.Object({ personId: Id, hint: Type.String(), score: Type.Number({ minimum: 0, maximum: 1 }) }),
    { description: 'The likeliest first; empty for who sees sums only' },
  ),
});
export type LikelyBuyers = Static<typeof LikelyBuyers>;
