import { Type, type Static } from 'typebox';
import { Id, Instant, Name, pageOf } from '../wire.ts';
import { CategoryName, Sku, TRIMMED_TEXT } from './catalog.ts';

// The price rules in full. What amounts and counts make sense together is the pricing engine's to say; here stands their form.

export const PROMOTION_STATUSES = ['draft', 'live', 'paused', 'ended'] as const;
export type PromotionStatus = (typeof PROMOTION_STATUSES)[number];

/** Over which time of the business day a cap a period counts; a week begins on Monday. */
export const CAP_PERIODS = ['day', 'week', 'month'] as const;
export type CapPeriod = (typeof CAP_PERIODS)[number];

type Schema = Parameters<typeof Type.Array>[0];
const closed = { additionalProperties: false };
const Money = (description: string) => Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,3})?$', description });
const Bps = Type.Integer({ minimum: 1, maximum: 10_000, description: 'Basis points: 2500 is 25 %' });
const Count = Type.Integer({ minimum: 1, maximum: 100_000_000_000 });
const Few = Type.Integer({ minimum: 1, maximum: 1000 });
const Word = Type.String({ minLength: 1, maxLength: 64, pattern: TRIMMED_TEXT });
const listOf = <T extends Schema>(item: T) => Type.Array(item, { maxItems: 1000 });
const Listed = Type.Array(Word, { maxItems: 1000 });
const Time = Type.String({
  pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'HH:MM on the clock of the store',
});
const level = Type.Enum(['line', 'order'], { description: 'Orders are taken off after all lines' });
const cap = Type.Optional(Money('The most that it takes off'));

export const GoodsSelector = Type.Object(
  {
    skus: Type.Optional(listOf(Sku)),
    categories: Type.Optional(listOf(CategoryName)),
    exceptSkus: Type.Optional(listOf(Sku)),
    exceptCategories: Type.Optional(listOf(CategoryName)),
  },
  { ...closed, description: 'Nothing said is all goods; a category takes in those below it: drink has drink/tea' },
);
export type GoodsSelector = Static<typeof GoodsSelector>;

const benefit = <K extends string, P extends Record<string, Schema>>(kind: K, says: string, fields: P) =>
  Type.Object({ kind: Type.Literal(kind), ...fields }, { ...closed, description: says });

const NewUnitPrice = Type.Union([
  Type.Object({ price: Money('One for all goods of the scope') }, closed),
  Type.Object({ offBps: Bps }, closed),
  Type.Object({ prices: listOf(Type.Object({ sku: Sku, price: Money('Of one unit') }, closed)) }, closed),
]);

export const PromotionBenefit = Type.Union([
  benefit('unit_price', 'A new price of a unit, never dearer than it was', { to: NewUnitPrice }),
  benefit('buy_get', 'Buy some, get some cheaper: the cheapest of them, or other goods', {
    buy: Few,
    get: Few,
    offBps: Bps,
    getScope: Type.Optional(GoodsSelector),
  }),
  benefit('nth_item', 'Every nth unit at a percentage off', {
    nth: Type.Integer({ minimum: 2, maximum: 1000 }),
    offBps: Bps,
  }),
  benefit('bundle', 'A set at one price', {
    parts: Type.Array(Type.Object({ scope: GoodsSelector, quantity: Few }, closed), { minItems: 1, maxItems: 20 }),
    price: Money('Of the whole set'),
  }),
  benefit('exchange', 'A unit for a fixed price, 0 for free', { price: Money('Of the unit'), cap }),
  benefit('cash', 'An amount off', { level, amount: Money('What comes off') }),
  benefit('percent', 'A percentage off', { level, offBps: Bps, cap }),
  benefit('threshold', 'For every amount spent another off', {
    level,
    every: Money('For each of these'),
    off: Money('this much comes off'),
    times: Type.Optional(Count),
  }),
  benefit('steps', 'The highest step that is reached counts', {
    level,
    steps: Type.Array(Type.Object({ from: Money('From this spend on'), off: Money('comes off') }, closed), {
      minItems: 1,
      maxItems: 20,
    }),
  }),
  benefit('delivery', 'Off the delivery fee; 10000 is free delivery', { offBps: Bps, cap }),
  benefit('points', 'Points for money, in whole steps', {
    as: Type.Enum(['discount', 'tender']),
    pointsPerStep: Count,
    step: Money('What one step is worth'),
    cap,
    maxShareBps: Type.Optional(Bps),
  }),
]);
export type PromotionBenefit = Static<typeof PromotionBenefit>;

export const PromotionConditions = Type.Object(
  {
    startsAt: Type.Optional(Instant),
    endsAt: Type.Optional(Instant),
    stores: Type.Optional(Listed),
    sources: Type.Optional(Listed),
    weekdays: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7 })),
    windows: Type.Optional(Type.Array(Type.Object({ from: Time, to: Time }, closed), { maxItems: 48 })),
    customers: Type.Optional(listOf(Id)),
    tiers: Type.Optional(Listed),
    tags: Type.Optional(Listed),
    cards: Type.Optional(Listed),
    member: Type.Optional(Type.Literal(true)),
    firstPurchase: Type.Optional(Type.Literal(true)),
    minQuantity: Type.Optional(Count),
    minAmount: Type.Optional(Money('Of the goods of the scope, or of `of`, as they cost when the promotion acts')),
    of: Type.Optional(GoodsSelector),
  },
  {
    ...closed,
    description: 'All of these; of a list one is enough. Stores by their codes, weekdays from 1 for Monday',
  },
);
export type PromotionConditions = Static<typeof PromotionConditions>;

export const PromotionCaps = Type.Object(
  {
    perOrder: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
    perCustomer: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    perPeriod: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    period: Type.Optional(
      Type.Enum([...CAP_PERIODS], { description: 'What perPeriod counts over; a day unless told' }),
    ),
  },
  closed,
);
export type PromotionCaps = Static<typeof PromotionCaps>;

export const PromotionRule = Type.Object(
  {
    trigger: Type.Enum(['automatic', 'coupon']),
    priority: Type.Integer({
      minimum: -1_000_000,
      maximum: 1_000_000,
      description: 'Of promotions that act in one phase, lower comes first',
    }),
    group: Type.Optional(Word),
    exclusive: Type.Optional(Type.Boolean({ description: 'Applies alone, but for points as a tender' })),
    declinable: Type.Optional(Type.Boolean({ description: 'A price that the guest may decline for a better whole' })),
    excludes: Type.Optional(listOf(Id)),
    conditions: Type.Optional(PromotionConditions),
    caps: Type.Optional(PromotionCaps),
    scope: Type.Optional(GoodsSelector),
    benefit: PromotionBenefit,
  },
  closed,
);
export type PromotionRule = Static<typeof PromotionRule>;

export const NewPromotion = Type.Object({ name: Name, rule: PromotionRule }, closed);
export type NewPromotion = Static<typeof NewPromotion>;
export const PromotionRevision = Type.Object({ name: Type.Optional(Name), rule: PromotionRule }, closed);
export const PromotionStatusChange = Type.Object({ status: Type.Enum(['live', 'paused', 'ended']) }, closed);
export const PromotionParams = Type.Object({ promotionId: Id });

export const PromotionsQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...PROMOTION_STATUSES])),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  closed,
);

// In full it would be compiled anew for each answer that shows a rule, a fifth of a second at every start.
const ShownRule = Type.Unsafe<PromotionRule>({
  type: 'object',
  additionalProperties: true,
  description: 'The rule as a new promotion sends it',
});

export const PromotionView = Type.Object({
  promotionId: Id,
  name: Name,
  status: Type.Enum([...PROMOTION_STATUSES]),
  version: Type.Integer({ minimum: 1 }),
  rule: ShownRule,
  createdAt: Instant,
  updatedAt: Instant,
});
export type PromotionView = Static<typeof PromotionView>;

export const PromotionVersionsQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'The version before the page' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  closed,
);

export const PromotionVersionView = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  rule: ShownRule,
  createdAt: Instant,
  createdBy: Type.String({ format: 'uuid', description: 'Who made it: a member of staff, an agent or an API key' }),
});
export type PromotionVersionView = Static<typeof PromotionVersionView>;

export const PromotionPage = pageOf(PromotionView);
export const PromotionVersionPage = pageOf(PromotionVersionView);
