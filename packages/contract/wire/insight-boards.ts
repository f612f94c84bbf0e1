import { Type, type Static } from 'typebox';
import { Day, MoneyText } from '../wire.ts';
import { ChangeBps, Count, GapDays, insightFrame as frame, InsightQuery, orNull, ShareBps } from './insight-frame.ts';
import { STAGES } from './lifecycle.ts';

const Group = Type.Object({ guests: Count, orders: Count, net: MoneyText });

const Coming = {
  new: Group,
  returning: Group,
  anonymous: Type.Object({ orders: Count, net: MoneyText }),
  returningBps: ShareBps,
  returningNetBps: ShareBps,
};

/** New and returning guests, and what each brought. */
export const InsightReturning = Type.Object({
  ...frame,
  ...Coming,
  before: Type.Object(Coming),
  trendUnit: Type.Enum(['day', 'week', 'month']),
  trend: Type.Array(Type.Object({ from: Day, to: Day, ...Coming })),
});
export type InsightReturning = Static<typeof InsightReturning>;

export const InsightCohortsQuery = Type.Object({
  ...InsightQuery.properties,
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: 36, default: 12 })),
});

/** Who first came in a month, and how many of them came in each month after. */
export const InsightCohorts = Type.Object({
  ...frame,
  cohorts: Type.Array(
    Type.Object({
      month: Type.String({ description: 'YYYY-MM of the first order' }),
      customers: Count,
      months: Type.Array(
        Type.Object({
          after: Type.Integer({ minimum: 0, description: 'Months after that of the first order' }),
          customers: Count,
          shareBps: ShareBps,
          net: MoneyText,
          complete: Type.Boolean({ description: 'False while the month goes on after the period' }),
        }),
      ),
    }),
  ),
});
export type InsightCohorts = Static<typeof InsightCohorts>;

/** When customers are due by their own rhythm, and how many visits one can expect. */
export const InsightNextVisits = Type.Object({
  ...frame,
  customers: Count,
  merchantGapDays: GapDays,
  overdue: Type.Integer({ minimum: 0, description: 'Should have come by now, and are not lost yet' }),
  days: Type.Array(Type.Object({ day: Day, customers: Count })),
  dueLater: Count,
  lost: Count,
  expected: Type.Union(
    [
      Type.Object({
        method: Type.Literal('mbg/nbd'),
        days: Count,
        visits: Type.Integer({ minimum: 0, description: 'Visit days of all customers' }),
        stillCustomers: Count,
        fromCustomers: Type.Integer({ minimum: 1, description: 'Of so many of them, evenly chosen' }),
        unidentified: Type.Array(Type.String()),
      }),
      Type.Null(),
    ],
    { description: 'null: too few customers, or a history that fits no model' },
  ),
});
export type InsightNextVisits = Static<typeof InsightNextVisits>;

/** How far customers have come, who joined, and what members bring. */
export const InsightMembers = Type.Object({
  ...frame,
  stages: Type.Array(Type.Object({ stage: Type.Enum([...STAGES]), customers: Count })),
  tiers: Type.Array(Type.Object({ tierId: orNull(Type.String()), members: Count })),
  joined: Count,
  joinedBefore: Count,
  joinedChangeBps: ChangeBps,
  orders: Count,
  ordersBps: ShareBps,
  payable: MoneyText,
  payableBps: ShareBps,
});
export type InsightMembers = Static<typeof InsightMembers>;

const CHANGE_PARTS = [
  'traffic',
  'conversion',
  'guests',
  'visits',
  'ticket',
  'anonymous_orders',
  'anonymous_ticket',
  'refunds',
] as const;

const Factors = Type.Object({
  traffic: orNull(Count),
  conversionBps: ShareBps,
  guests: Count,
  knownOrders: Count,
  orders: Count,
  averageTicket: orNull(MoneyText),
  refunded: MoneyText,
});

/** AN3: a change of the net sales, explained to the minor unit. */
export const InsightChange = Type.Object({
  ...frame,
  basis: Type.Enum(['traffic', 'guests'], {
    description:
      'traffic × conversion × ticket where footfall was counted on every selling day, else known guests × visits × ticket',
  }),
  footfall: Type.Object({ source: orNull(Type.String()), storeDays: Count, coveredStoreDays: Count }),
  net: MoneyText,
  netBefore: MoneyText,
  change: MoneyText,
  changeBps: ChangeBps,
  factors: Factors,
  factorsBefore: Factors,
  parts: Type.Array(Type.Object({ part: Type.Enum([...CHANGE_PARTS]), amount: MoneyText, ofBeforeBps: ChangeBps }), {
    description: 'Sum to the change exactly',
  }),
});
export type InsightChange = Static<typeof InsightChange>;
