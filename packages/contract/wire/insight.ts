import { Type, type Static } from 'typebox';
import { Day, Id, MoneyText } from '../wire.ts';
import {
  ChangeBps,
  Count,
  GapDays,
  insightFrame as frame,
  InsightDefinition,
  InsightQuery,
  InsightSpan,
  orNull,
  ShareBps,
  type Schema,
} from './insight-frame.ts';

/**
 * What the dashboards answer. Every answer says by which definition, for which period, in comparison with which, and as
 * of when. A ratio that has nothing below it is null, never 0: shares and changes are basis points, 10000 is the whole.
 */
export const ACTIVITY_CLASSES = ['new', 'active', 'cooling', 'sleeping', 'lost'] as const;
export type ActivityClass = (typeof ACTIVITY_CLASSES)[number];
export const LOYALTY_CLASSES = ['new', 'occasional', 'regular', 'devoted'] as const;
export type LoyaltyClass = (typeof LOYALTY_CLASSES)[number];
export const VALUE_CLASSES = ['top', 'middle', 'low', 'none'] as const;
export type ValueClass = (typeof VALUE_CLASSES)[number];

const ActivityName = Type.Enum([...ACTIVITY_CLASSES]);
const LoyaltyName = Type.Enum([...LOYALTY_CLASSES]);
const ValueName = Type.Enum([...VALUE_CLASSES]);

const Net = Type.String({ description: 'Payable less what was paid back in these days, for whatever order' });
const Refunded = Type.String({ description: 'Paid back in these days, for whatever order' });

const SalesFigures = Type.Object({
  orders: Count,
  payable: MoneyText,
  refunded: Refunded,
  net: Net,
  averageTicket: orNull(MoneyText),
  knownOrders: Count,
  anonymousOrders: Count,
  knownPayable: MoneyText,
  knownOrdersBps: ShareBps,
  guests: Type.Integer({ minimum: 0, description: 'Different known customers who bought' }),
  newGuests: Type.Integer({ minimum: 0, description: 'Those of them whose first visit ever lies in the period' }),
});

const GuestShare = Type.Object({ guests: Count, newGuests: Count, shareBps: ShareBps });
const TrendPoint = Type.Object({ from: Day, to: Day, ...GuestShare.properties });

const classCount = <T extends Schema>(name: T) =>
  Type.Object({
    class: name,
    customers: Count,
    shareBps: ShareBps,
    customersBefore: Type.Integer({ minimum: 0, description: 'As of the last day of the comparison' }),
  });

const ValueCount = Type.Object({
  ...classCount(ValueName).properties,
  spend: MoneyText,
  spendBps: ShareBps,
  spendBefore: MoneyText,
});

const Customers = Type.Object({ customers: Count, customersBefore: Count });

/** AN1: the dashboards that need no set-up, in one answer. */
export const InsightOverview = Type.Object({
  ...frame,
  newCustomers7d: Type.Object({
    definition: InsightDefinition,
    ...InsightSpan.properties,
    customers: Count,
    customersBefore: Type.Integer({ minimum: 0, description: 'In the seven days before' }),
    changeBps: ChangeBps,
    byDay: Type.Array(Type.Object({ day: Day, customers: Count })),
  }),
  transactions: Type.Object({
    definition: InsightDefinition,
    ...SalesFigures.properties,
    before: SalesFigures,
    ordersChangeBps: ChangeBps,
    payableChangeBps: ChangeBps,
    netChangeBps: ChangeBps,
    averageTicketChangeBps: ChangeBps,
    guestsChangeBps: ChangeBps,
  }),
  activity: Type.Object({
    definition: InsightDefinition,
    ...Customers.properties,
    merchantGapDays: GapDays,
    classes: Type.Array(classCount(ActivityName)),
  }),
  loyalty: Type.Object({
    definition: InsightDefinition,
    ...Customers.properties,
    classes: Type.Array(classCount(LoyaltyName)),
  }),
  value: Type.Object({
    definition: InsightDefinition,
    ...Customers.properties,
    spend: MoneyText,
    classes: Type.Array(ValueCount),
  }),
  newShare: Type.Object({
    definition: InsightDefinition,
    ...GuestShare.properties,
    before: GuestShare,
    trendUnit: Type.Enum(['day', 'week', 'month']),
    trend: Type.Array(TrendPoint),
  }),
});
export type InsightOverview = Static<typeof InsightOverview>;

const DayFigures = Type.Object({
  day: Day,
  orders: Count,
  payable: MoneyText,
  refunded: Refunded,
  net: Net,
  knownOrders: Count,
  ...GuestShare.properties,
});

/** One row a business day of the period and of its comparison, days without an order included. */
export const InsightDaily = Type.Object({
  ...frame,
  days: Type.Array(DayFigures),
  before: Type.Array(DayFigures),
});
export type InsightDaily = Static<typeof InsightDaily>;

const totals = {
  orders: Count,
  payable: MoneyText,
  refunded: Refunded,
  net: Net,
  ordersBefore: Count,
  payableBefore: MoneyText,
  netBefore: Net,
};
const Slice = {
  ...totals,
  knownOrders: Count,
  ordersBps: ShareBps,
  payableBps: ShareBps,
  netBps: ShareBps,
  payableChangeBps: ChangeBps,
};

export const InsightSources = Type.Object({
  ...frame,
  ...totals,
  sources: Type.Array(Type.Object({ source: Type.String(), ...Slice })),
});
export type InsightSources = Static<typeof InsightSources>;

export const InsightHours = Type.Object({
  ...frame,
  ...totals,
  hours: Type.Array(Type.Object({ hour: Type.Integer({ minimum: 0, maximum: 23 }), ...Slice })),
});
export type InsightHours = Static<typeof InsightHours>;

export const InsightStores = Type.Object({
  ...frame,
  ...totals,
  stores: Type.Array(
    Type.Object({
      storeId: Id,
      code: orNull(Type.String()),
      name: orNull(Type.String()),
      timeZone: orNull(Type.String()),
      averageTicket: orNull(MoneyText),
      guests: Count,
      ...Slice,
    }),
  ),
});
export type InsightStores = Static<typeof InsightStores>;

export const InsightProductsQuery = Type.Object({
  ...InsightQuery.properties,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
});

/** The products that brought the most in the period. Amounts are what the lines came to after all discounts. */
export const InsightProducts = Type.Object({
  ...frame,
  amount: Type.String({ description: 'Of all lines of the period, also of products that are not listed' }),
  returned: Type.String({ description: 'What the goods that came back in the period had come to, of all products' }),
  products: Type.Array(
    Type.Object({
      productId: Id,
      sku: orNull(Type.String()),
      name: orNull(Type.String()),
      category: orNull(Type.String()),
      quantity: Type.String({ description: 'Decimal, up to three digits after the point' }),
      lines: Count,
      amount: MoneyText,
      discount: MoneyText,
      returnedQuantity: Type.String({ description: 'Came back in the period, of whatever order' }),
      returned: Type.String({ description: 'What these units came to when they were sold' }),
      net: Type.String({ description: 'Amount less returned' }),
      amountBps: ShareBps,
      amountBefore: MoneyText,
      amountChangeBps: ChangeBps,
    }),
  ),
});
export type InsightProducts = Static<typeof InsightProducts>;

/** How many customers are in each combination of the three classes; combinations without anybody are left out. */
export const InsightClasses = Type.Object({
  ...frame,
  ...Customers.properties,
  merchantGapDays: GapDays,
  cells: Type.Array(
    Type.Object({
      activity: ActivityName,
      loyalty: LoyaltyName,
      value: ValueName,
      customers: Count,
      customersBefore: Count,
      spend: MoneyText,
    }),
  ),
});
export type InsightClasses = Static<typeof InsightClasses>;

const After = Type.String({ pattern: '^-?\\d{1,16}\\.[0-9a-f-]{36}$', description: '`next` of the page before' });
const PageLimit = Type.Integer({ minimum: 1, maximum: 200, default: 50 });

export const InsightCustomersQuery = Type.Object({
  ...InsightQuery.properties,
  activity: Type.Optional(ActivityName),
  loyalty: Type.Optional(LoyaltyName),
  value: Type.Optional(ValueName),
  after: Type.Optional(After),
  limit: Type.Optional(PageLimit),
});

const hint = orNull(Type.String({ description: 'The last characters of an identifier, such as •••0001' }));

/** Customers with what their receipts say up to the end of the period, who spent most in all first. */
export const InsightCustomers = Type.Object({
  ...frame,
  customers: Type.Integer({ minimum: 0, description: 'How many fit, on all pages' }),
  items: Type.Array(
    Type.Object({
      customerId: Id,
      hint,
      activity: ActivityName,
      loyalty: LoyaltyName,
      value: ValueName,
      firstDay: Day,
      lastDay: Day,
      recencyDays: Count,
      visitDays: Count,
      orders: Count,
      monetary: MoneyText,
      yearSpend: MoneyText,
      averageTicket: MoneyText,
      medianGapDays: GapDays,
      gapSpreadDays: GapDays,
      yardstickGapDays: Type.Number({ minimum: 0 }),
      gapIsOwn: Type.Boolean(),
    }),
  ),
  next: orNull(Type.String()),
});
export type InsightCustomers = Static<typeof InsightCustomers>;

const ConcentrationFigures = Type.Object({
  customers: Type.Integer({ minimum: 0, description: 'Known customers who spent more than nothing' }),
  spend: MoneyText,
  bestCustomers: Type.Integer({ minimum: 0, description: 'A fifth of them, rounded up' }),
  bestSpend: MoneyText,
  bestShareBps: ShareBps,
  giniBps: ShareBps,
});

const CoreCustomer = Type.Object({
  customerId: Id,
  hint,
  spend: MoneyText,
  spendBps: ShareBps,
  cumulativeBps: ShareBps,
  visitDays: Count,
  lastDay: Day,
});

/** AN4: how far the shop lives from its best fifth. */
export const InsightConcentration = Type.Object({
  ...frame,
  ...ConcentrationFigures.properties,
  anonymousPayable: Type.String({ description: 'What orders without a customer brought, which is in no share' }),
  anonymousNet: Type.String({ description: 'The same less what was paid back for such orders' }),
  before: ConcentrationFigures,
  lorenz: Type.Array(Type.Object({ customersBps: Count, spendBps: Count })),
  core: Type.Union([Type.Array(CoreCustomer, { maxItems: 20 }), Type.Null()], {
    description: 'The 20 best; null for who may not see persons',
  }),
  months: Type.Array(Type.Object({ month: Type.String(), ...ConcentrationFigures.properties })),
});
export type InsightConcentration = Static<typeof InsightConcentration>;

export const InsightCoreQuery = Type.Object({
  ...InsightQuery.properties,
  after: Type.Optional(After),
  limit: Type.Optional(PageLimit),
});

/** AN4: the core list, the best fifth one by one, who spent most in the period first. */
export const InsightCore = Type.Object({
  ...frame,
  customers: Type.Integer({ minimum: 0, description: 'How many are on the core list, on all pages' }),
  items: Type.Array(CoreCustomer),
  next: orNull(Type.String()),
});
export type InsightCore = Static<typeof InsightCore>;
