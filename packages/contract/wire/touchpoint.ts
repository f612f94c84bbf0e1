import { Type, type Static } from 'typebox';
import { Code, Id, Instant, MoneyText, pageOf } from '../wire.ts';
import { Location } from './merchant.ts';

const closed = { additionalProperties: false } as const;
type Schema = Parameters<typeof Type.Array>[0];
const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

export const TOUCHPOINT_KINDS = [
  'door',
  'table',
  'shelf',
  'receipt',
  'payment_page',
  'wifi',
  'staff',
  'poster',
  'message_link',
  'mini_program',
] as const;
export type TouchpointKind = (typeof TOUCHPOINT_KINDS)[number];
export const COST_PERIODS = ['once', 'month'] as const;
export type CostPeriod = (typeof COST_PERIODS)[number];

const Kind = Type.Enum([...TOUCHPOINT_KINDS]);
const Label = Type.String({ minLength: 1, maxLength: 60, description: 'What staff call it, such as Table 7' });
const Cost = Type.String({
  pattern: '^\\d{1,9}(\\.\\d{1,3})?$',
  description: "Decimal string in the merchant's currency",
});
const CostPer = Type.Enum([...COST_PERIODS], { description: 'once: paid at the start; month: each 30 days' });

const cost = { cost: Type.Optional(Cost), costPer: Type.Optional(CostPer) };
const StoreCode = Type.Optional(
  Type.Union([Code, Type.Null()], { description: 'Null: of no store, as a message link' }),
);

export const NewTouchpoint = Type.Object(
  {
    storeCode: StoreCode,
    kind: Kind,
    label: Label,
    staffId: Type.Optional(Type.Union([Id, Type.Null()], { description: 'Whose code it is, of kind staff' })),
    ...cost,
  },
  closed,
);
export type NewTouchpoint = Static<typeof NewTouchpoint>;

export const TouchpointBatch = Type.Object(
  {
    storeCode: StoreCode,
    kind: Kind,
    label: Type.String({ minLength: 1, maxLength: 50, description: 'With # where the number goes: Table #' }),
    from: Type.Integer({ minimum: 0, maximum: 9999 }),
    to: Type.Integer({ minimum: 0, maximum: 9999, description: 'At most 200 at once' }),
    ...cost,
  },
  closed,
);
export type TouchpointBatch = Static<typeof TouchpointBatch>;

export const TouchpointChange = Type.Object(
  { label: Type.Optional(Label), ...cost, active: Type.Optional(Type.Boolean()) },
  { ...closed, minProperties: 1 },
);
export type TouchpointChange = Static<typeof TouchpointChange>;

export const TouchpointView = Type.Object({
  touchpointId: Id,
  storeId: orNull(Id),
  kind: Kind,
  label: Type.String(),
  staffId: orNull(Id),
  cost: MoneyText,
  costPer: CostPer,
  active: Type.Boolean(),
  code: Type.String({ description: 'Guests are led to /t/CODE' }),
  createdAt: Instant,
});
export type TouchpointView = Static<typeof TouchpointView>;
export const TouchpointPage = pageOf(TouchpointView);
export const TouchpointsMade = Type.Object({ touchpoints: Type.Array(TouchpointView) });

export const TouchpointParams = Type.Object({ touchpointId: Id });
const pageLimit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 }));
export const TouchpointsQuery = Type.Object({
  storeId: Type.Optional(Id),
  after: Type.Optional(Id),
  limit: pageLimit,
});
export const CodeRotation = Type.Object(
  {
    graceHours: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 2160, description: 'How long the old code goes on' }),
    ),
  },
  closed,
);
export const SheetQuery = Type.Object({
  storeId: Type.Optional(Id),
  kind: Type.Optional(Kind),
  baseUrl: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: '^https?://[A-Za-z0-9.:\\[\\]-]+$',
      description: 'Where guests reach this server',
    }),
  ),
});

const span = {
  from: Type.Optional(Type.String({ format: 'date-time', description: '30 days before `to` unless told' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Now unless told; not part of the span' })),
};
export const FunnelQuery = Type.Object({
  ...span,
  storeId: Type.Optional(Id),
  windowDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })),
});

/** What is credited to a touchpoint by one rule of attribution. */
const Credited = Type.Object({ members: Count, buyers: Count, orders: Count, revenue: MoneyText });
export const FunnelRow = Type.Object({
  touchpointId: Id,
  storeId: orNull(Id),
  kind: Kind,
  label: Type.String(),
  scans: Count,
  visitors: Count,
  contacts: Count,
  payments: Count,
  firstTouch: Credited,
  lastTouch: Credited,
  cost: MoneyText,
  costPerMember: Type.Object({ firstTouch: orNull(MoneyText), lastTouch: orNull(MoneyText) }),
});
export type FunnelRow = Static<typeof FunnelRow>;
export const FunnelView = Type.Object({
  from: Instant,
  to: Instant,
  windowDays: Type.Integer(),
  definitions: Type.Record(Type.String(), Type.Object({ en: Type.String(), zh: Type.String() })),
  touchpoints: Type.Array(FunnelRow),
  unattributed: Credited,
});
export type FunnelView = Static<typeof FunnelView>;

export const RefusalCounts = Type.Object({
  items: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), code: Type.String(), count: Count })),
});

export const CONTENT_SCOPES = ['brand', 'region', 'store', 'segment', 'person'] as const;
export type ContentScope = (typeof CONTENT_SCOPES)[number];
export const ACTION_KINDS = ['join', 'claim', 'menu', 'link'] as const;

const Words = Type.Object(
  { title: Type.String({ minLength: 1, maxLength: 80 }), body: Type.String({ maxLength: 500 }) },
  closed,
);
export const Content = Type.Object(
  {
    zh: Words,
    en: Words,
    imageUrl: Type.Optional(
      Type.String({
        maxLength: 500,
        pattern: '^/[^/\\\\]',
        description: 'On this server: the page loads nothing from others',
      }),
    ),
    action: Type.Optional(
      Type.Object(
        {
          kind: Type.Enum([...ACTION_KINDS]),
          target: Type.Optional(
            Type.String({ maxLength: 500, description: 'claim: a coupon template’s id; menu, link: https://… or /…' }),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Content = Static<typeof Content>;

const Slot = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$', description: 'Where on the page, such as hero' });
const Category = Type.String({ minLength: 1, maxLength: 100 });
const ruleTerms = {
  category: Type.Optional(orNull(Category)),
  priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000, default: 0 })),
  validFrom: Type.Optional(Instant),
  validUntil: Type.Optional(orNull(Instant)),
};
export const NewContentRule = Type.Object(
  {
    slot: Slot,
    scope: Type.Enum([...CONTENT_SCOPES]),
    scopeRef: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()], {
        description: 'The id of the brand, region, store or customer, or the tag; null: all brands',
      }),
    ),
    content: Content,
    ...ruleTerms,
  },
  closed,
);
export type NewContentRule = Static<typeof NewContentRule>;
export const ContentRuleChange = Type.Object(
  { content: Type.Optional(Content), ...ruleTerms, active: Type.Optional(Type.Boolean()) },
  { ...closed, minProperties: 1 },
);
export type ContentRuleChange = Static<typeof ContentRuleChange>;
export const ContentRuleView = Type.Object({
  ruleId: Id,
  slot: Type.String(),
  scope: Type.Enum([...CONTENT_SCOPES]),
  scopeRef: orNull(Type.String()),
  category: orNull(Type.String()),
  priority: Type.Integer(),
  content: Content,
  validFrom: Instant,
  validUntil: orNull(Instant),
  active: Type.Boolean(),
  createdAt: Instant,
});
export type ContentRuleView = Static<typeof ContentRuleView>;
export const ContentRulePage = pageOf(ContentRuleView);
export const ContentRuleParams = Type.Object({ ruleId: Id });
export const ContentRulesQuery = Type.Object({ after: Type.Optional(Id), limit: pageLimit });

export const FootfallCounts = Type.Object(
  {
    counts: Type.Array(
      Type.Object(
        {
          storeCode: Code,
          counter: Code,
          from: Instant,
          until: Instant,
          entries: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  closed,
);
export type FootfallCounts = Static<typeof FootfallCounts>;
export const Sightings = Type.Object(
  {
    sightings: Type.Array(
      Type.Object(
        {
          storeCode: Code,
          device: Type.String({
            minLength: 8,
            maxLength: 128,
            description: 'What the access point knows the device by; kept as a keyed hash',
          }),
          at: Instant,
        },
        closed,
      ),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  closed,
);
export type Sightings = Static<typeof Sightings>;
export const Taken = Type.Object({ taken: Count });
export const FootfallQuery = Type.Object({ ...span, storeId: Type.Optional(Id) });

const Minutes = orNull(Type.Number({ description: 'Minutes; null where nobody was seen twice' }));
const Presence = Type.Object({
  visitors: Count,
  visits: Count,
  dwellMeanMinutes: Minutes,
  seenOnce: Type.Integer({ minimum: 0, description: 'Visits of one sighting, whose length nobody knows' }),
});
const Company = Type.Object({ visits: Count, dwellMeanMinutes: Minutes, orders: Count, spendMean: orNull(MoneyText) });
export const FootfallView = Type.Object({
  from: Instant,
  to: Instant,
  definitions: Type.Record(Type.String(), Type.Object({ en: Type.String(), zh: Type.String() })),
  counter: Type.Object({ entries: Count, counters: Count }),
  wifi: Presence,
  scan: Presence,
  pairs: Type.Object({
    source: Type.Enum(['wifi', 'scan']),
    pairs: Count,
    together: Company,
    alone: Company,
    spendRatio: orNull(Type.Number()),
  }),
});
export type FootfallView = Static<typeof FootfallView>;

/** What a guest's page sends; the device is known by its cookie. */
const guest = { code: Type.String({ minLength: 1, maxLength: 64 }) };
export const JOIN_KINDS = ['phone', 'email'] as const;
const Wording = Type.Integer({ minimum: 0, maximum: 1_000_000 });
export const GuestJoin = Type.Object(
  {
    ...guest,
    identifier: Type.Object(
      { kind: Type.Enum([...JOIN_KINDS]), value: Type.String({ minLength: 1, maxLength: 254 }) },
      closed,
    ),
    consents: Type.Object(
      {
        membership: Type.Optional(Wording),
        marketing: Type.Optional(Wording),
        personalisation: Type.Optional(Wording),
      },
      {
        ...closed,
        description: 'What was agreed to: the version of the words that were shown. Nobody joins without membership',
      },
    ),
    language: Type.Enum(['en', 'zh-CN'], { description: 'In which the words were shown' }),
  },
  closed,
);
export type GuestJoin = Static<typeof GuestJoin>;
export const GuestJoined = Type.Object({
  status: Type.Enum(['received'], { description: 'The same whether or not the number was known' }),
});
export const GuestClaim = Type.Object({ ...guest, ruleId: Id }, closed);
export type GuestClaim = Static<typeof GuestClaim>;
export const REACTIONS = ['click', 'ignore', 'dismiss'] as const;
export type Reaction = (typeof REACTIONS)[number];
export const GuestReaction = Type.Object({ ...guest, ruleId: Id, reaction: Type.Enum([...REACTIONS]) }, closed);
export type GuestReaction = Static<typeof GuestReaction>;
export const GuestPosition = Type.Object(
  {
    ...guest,
    ...Location.properties,
    coordinates: Type.Optional(Type.Enum(['wgs84', 'gcj02'], { default: 'wgs84' })),
  },
  closed,
);
export type GuestPosition = Static<typeof GuestPosition>;
export const NearbyStores = Type.Object({
  stores: Type.Array(
    Type.Object({
      storeId: Id,
      name: Type.String(),
      distanceM: Count,
      entered: Type.Boolean({ description: 'Within its fence now, and counted' }),
    }),
    { description: 'Within 5 km, the nearest first' },
  ),
});
export type NearbyStores = Static<typeof NearbyStores>;
