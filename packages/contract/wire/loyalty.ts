import { Type, type Static } from 'typebox';
import { Code, Day, Id, Instant, MoneyText, Name } from '../wire.ts';
import { Sku } from './catalog.ts';
import { GoodsSelector } from './promotion.ts';

export const CARD_KINDS = ['named', 'bearer'] as const;
export const CARD_STATUSES = ['active', 'blocked'] as const;
export const MONEY_WAYS = ['cash', 'card', 'external'] as const;
export const SPEND_ORDERS = ['principal_first', 'bonus_first', 'by_share'] as const;
export const DOWNGRADE_POLICIES = ['keep_until_review', 'one_step', 'to_earned'] as const;

type Schema = Parameters<typeof Type.Array>[0];
const closed = { additionalProperties: false };
const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });
const Units = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const SetMoney = (description: string) => Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,3})?$', description });
const Months = Type.Integer({ minimum: 1, maximum: 240 });
const Bps = Type.Integer({ minimum: 1, maximum: 10_000, description: 'Basis points: 2500 is 25 %' });
const Key = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9._-]+$', description });

export const UnitValidity = Type.Union(
  [
    Type.Object({ kind: Type.Literal('never_ends') }, closed),
    Type.Object({ kind: Type.Literal('days'), days: Type.Integer({ minimum: 1, maximum: 3660 }) }, closed),
    Type.Object(
      { kind: Type.Literal('months'), months: Months, toMonthEnd: Type.Boolean({ description: 'To its last day' }) },
      closed,
    ),
  ],
  { description: 'How long units can be spent, from the day on which they were earned' },
);

const PointsTerms = Type.Object(
  {
    earn: Type.Object({ units: Units, per: SetMoney('For each of these that were paid, so many points') }, closed),
    burn: orNull(
      Type.Object(
        {
          unitsPerStep: Units,
          step: SetMoney('What so many points pay'),
          maxShareBps: Bps,
          as: Type.Enum(['tender', 'discount']),
        },
        closed,
      ),
    ),
    validity: UnitValidity,
    pendingDays: Type.Integer({ minimum: 0, maximum: 3660, description: 'Until points can be spent' }),
  },
  closed,
);

const StampReward = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('coupon'),
      templateId: Type.String({
        pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
        description: 'Of the coupon template; whoever issues the reward looks for it among those of this merchant',
      }),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('item'), sku: Sku }, closed),
]);

export const StampCardTerms = Type.Object(
  {
    cardId: Key('Of the card; stamps stay on it as long as its id stays'),
    name: Name,
    scope: Type.Optional(GoodsSelector),
    stamps: Type.Integer({ minimum: 1, maximum: 1000, description: 'So many are a full card' }),
    reward: StampReward,
    validity: UnitValidity,
  },
  closed,
);

export const TierTerms = Type.Object(
  {
    tierId: Key('As price rules name it'),
    name: Name,
    rank: Type.Integer({ minimum: 0, maximum: 1000, description: 'The higher the better' }),
    threshold: Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Points; 0 for the lowest' }),
    windowMonths: Months,
    multiplierBps: Type.Integer({ minimum: 0, maximum: 1_000_000, description: '15000: one and a half times' }),
    rights: Type.Array(
      Type.Object(
        {
          key: Key('Of the right'),
          channels: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 50 })),
          newcomer: Type.Optional(Type.Boolean({ description: 'For newcomers only, or for regulars only' })),
          minShareBps: Type.Optional(Bps),
        },
        closed,
      ),
      { maxItems: 100 },
    ),
  },
  closed,
);

const StoredValueTerms = Type.Object(
  {
    enabled: Type.Boolean(),
    bonusRules: Type.Array(
      Type.Object({ from: SetMoney('From this amount on'), bonus: SetMoney('so much on top') }, closed),
      { maxItems: 50 },
    ),
    namedLimit: Type.Optional(SetMoney('The most that a named card may hold; 5000.00 unless told')),
    bearerLimit: Type.Optional(SetMoney('The most that a bearer card may hold; 1000.00 unless told')),
    bearerMonths: Type.Optional(Type.Integer({ minimum: 36, maximum: 240, description: '36 unless told' })),
    bonusMonths: Type.Optional(orNull(Months)),
    spendOrder: Type.Optional(Type.Enum([...SPEND_ORDERS])),
  },
  closed,
);

const Downgrade = Type.Object({ policy: Type.Enum([...DOWNGRADE_POLICIES]), reviewMonths: Months }, closed);

export const NewProgramme = Type.Object(
  {
    points: orNull(PointsTerms),
    stampCards: Type.Array(StampCardTerms, { maxItems: 20 }),
    tiers: Type.Array(TierTerms, { maxItems: 20, description: 'The lowest first' }),
    downgrade: Downgrade,
    storedValue: StoredValueTerms,
  },
  closed,
);
export type NewProgramme = Static<typeof NewProgramme>;

export const ProgrammeView = Type.Object({
  programmeId: Id,
  version: Type.Integer({ minimum: 0, description: '0: none was set' }),
  ...NewProgramme.properties,
});
export type ProgrammeView = Static<typeof ProgrammeView>;

export const TierView = Type.Object({ ...TierTerms.properties, members: Count });
export type TierView = Static<typeof TierView>;
export const TiersView = Type.Object({ items: Type.Array(TierView) });

const LotView = Type.Object({
  customerId: Id,
  units: Count,
  spendableFrom: orNull(Day),
  endsOn: orNull(Type.String({ format: 'date', description: 'The first day on which they are gone' })),
});

const SharesView = Type.Array(Type.Object({ customerId: Id, spendable: Count, pending: Count, owed: Count }), {
  description: 'What each customer of the person has of it',
});

export const MembershipView = Type.Object({
  customerId: Id,
  personId: Id,
  circle: Type.Array(Id, { description: 'All customers of the person, whose everything below is; this one first' }),
  tier: orNull(
    Type.Object({
      tierId: Type.String(),
      name: Name,
      since: orNull(Day),
      reviewOn: orNull(Day),
      rights: Type.Array(Type.String()),
      next: orNull(Type.Object({ tierId: Type.String(), name: Name, missingPoints: Count })),
    }),
  ),
  points: orNull(
    Type.Object(
      { spendable: Count, pending: Count, owed: Count, lots: Type.Array(LotView), shares: SharesView },
      { description: 'By lot' },
    ),
  ),
  stampCards: Type.Array(
    Type.Object({
      cardId: Type.String(),
      name: Name,
      stamps: Count,
      needed: Count,
      owed: Count,
      lots: Type.Array(LotView),
      shares: SharesView,
    }),
  ),
  storedCards: Type.Array(
    Type.Object({
      cardId: Id,
      customerId: orNull(Id),
      number: Type.String(),
      status: Type.Enum([...CARD_STATUSES]),
      balance: MoneyText,
    }),
    { description: 'The first 50' },
  ),
  tierChanges: Type.Array(
    Type.Object({
      day: Day,
      from: orNull(Type.String()),
      to: Type.String(),
      why: Type.Enum(['upgrade', 'downgrade']),
      points: Type.Integer(),
    }),
    { description: 'The latest 20, the newest first' },
  ),
});
export type MembershipView = Static<typeof MembershipView>;

export const MemberParams = Type.Object({ customerId: Id });
const Reason = Type.String({ minLength: 1, maxLength: 200, description: 'For the record; never a name' });

export const PointsAdjustmentBody = Type.Object(
  {
    points: Type.Integer({
      minimum: -1_000_000,
      maximum: 1_000_000,
      description: 'Above zero gives, below takes; not zero',
    }),
    reason: Reason,
  },
  closed,
);
export const PointsAdjustmentView = Type.Object({ adjustmentId: Id, customerId: Id, points: Type.Integer() });

export const StampGrantBody = Type.Object(
  { cardId: Key('Of the stamp card'), stamps: Type.Integer({ minimum: 1, maximum: 1000 }), reason: Reason },
  closed,
);
export const StampGrantView = Type.Object({ customerId: Id, cardId: Type.String(), stamps: Count });

export const StampTurnInBody = Type.Object({ cardId: Key('Of the stamp card') }, closed);
export const StampTurnInView = Type.Object({
  turnInId: Id,
  customerId: Id,
  cardId: Type.String(),
  stamps: Count,
  reward: StampReward,
});

export const NewStoredCard = Type.Object(
  {
    customerId: Type.Optional(Type.String({ format: 'uuid', description: 'Of a named card; none for a bearer card' })),
  },
  closed,
);
export const StoredCardParams = Type.Object({ cardId: Id });
export const StoredCardLookup = Type.Object(
  { number: Type.String({ minLength: 1, maxLength: 30, description: 'Blanks and hyphens do not matter' }) },
  closed,
);
export const StoredCardView = Type.Object({
  cardId: Id,
  number: Type.String({ description: 'Fourteen digits; who has them may pay with a bearer card' }),
  kind: Type.Enum([...CARD_KINDS]),
  customerId: orNull(Id),
  status: Type.Enum([...CARD_STATUSES]),
  createdAt: Instant,
  principal: MoneyText,
  bonus: MoneyText,
  balance: MoneyText,
  limit: MoneyText,
});
export type StoredCardView = Static<typeof StoredCardView>;

const way = Type.Enum([...MONEY_WAYS], { description: 'external: any way that the shop settles itself' });
const storeCode = Type.Optional(Code);
export const TopUpBody = Type.Object({ amount: SetMoney('What is paid in'), way, storeCode }, closed);
export const TopUpView = Type.Object({
  topUpId: Id,
  cardId: Id,
  amount: MoneyText,
  bonus: MoneyText,
  balance: MoneyText,
});
export const BalanceRefundBody = Type.Object({ way, storeCode }, closed);
export const BalanceRefundView = Type.Object({
  refundId: Id,
  cardId: Id,
  amount: MoneyText,
  forfeited: MoneyText,
});
export const StoredCardChange = Type.Object({ blocked: Type.Boolean() }, closed);
export const StoredCardStatusView = Type.Object({ cardId: Id, status: Type.Enum([...CARD_STATUSES]) });
