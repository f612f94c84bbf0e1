import { boardDefinitions } from './board-definitions.ts';
import { define, type Definition } from './define.ts';

/** Every definition that the answers name. Numbers in the texts are those of classes.ts and period.ts. */
export const definitions = {
  overview: define(
    'insight.overview.v2',
    'The dashboards of one period and of its comparison. Payable is what orders came to after discounts, refunded what was paid back on the business days of the span for whatever order, net the difference; what customers spent is net. Days are the business days on which the stores recorded their orders. Orders without a customer count in sales and in nothing about customers. With a store, only what happened in it counts, also for first visits and classes.',
    '某一时间段及其对比时间段的看板。应付为订单折后金额，退款为区间营业日内为任何订单退还的金额，净额为二者之差；顾客消费均为净额。日期为门店记录订单的营业日。没有顾客身份的订单计入销售，但不计入任何顾客指标。指定门店时，仅统计该门店内的数据，首次到店与分类亦同。',
  ),
  newCustomers7d: define(
    'insight.new_customers_7d.v1',
    'Customers whose first order ever falls into the seven business days that end with the period; compared with the seven days before.',
    '首笔订单落在时间段末尾七个营业日内的顾客数；与再之前的七天对比。',
  ),
  transactions: define(
    'insight.transactions.v2',
    'Recorded orders, the sum payable after discounts, what was paid back on these days, and net, the difference. Average ticket: payable divided by orders, rounded to the minor unit. Known: with a customer. Guests: different known customers. New guests: those of them whose first order ever lies in the period.',
    '已记录的订单数、折后应付总额、期间退款及二者之差净额。客单价：应付总额除以订单数，四舍五入到最小货币单位。已识别：带有顾客身份。到店顾客：不重复的已识别顾客。新客：其中首笔订单落在时间段内者。',
  ),
  activity: define(
    'insight.activity.v1',
    "As of the last day. Absence is measured in gaps: the median of the customer's own days between visits from three visit days on, else the merchant's (the median of the medians of all who came twice), else 30 days; never below 7. Up to 2 gaps: active, or new with a single visit day; up to 3: cooling; up to 6: sleeping; longer: lost.",
    '截至最后一天。以到店间隔衡量未到店时间：有三个及以上到店日者用其本人间隔的中位数，否则用商户的（所有到店两次以上顾客中位数的中位数），再否则为 30 天；最少按 7 天计。不超过 2 个间隔：活跃，若只有一个到店日则为新客；不超过 3 个：降温；不超过 6 个：沉睡；更久：流失。',
  ),
  loyalty: define(
    'insight.loyalty.v1',
    'As of the last day, by visit days and the days from the first to the last of them. New: one visit day. Devoted: at least 10 visit days over at least 90 days. Regular: at least 4 over at least 28 days. Occasional: the others.',
    '截至最后一天，按到店日数及首末到店日的间隔天数。新客：一个到店日。铁粉：至少 10 个到店日且跨度至少 90 天。常客：至少 4 个到店日且跨度至少 28 天。偶客：其余。',
  ),
  value: define(
    'insight.value.v2',
    'As of the last day, by rank of the spend, net of refunds, of the 365 days that end on it. Top: the best fifth, rounded up. Middle: on to the half, rounded up. Low: the others who spent. None: no spend in these days. Equal spend: more visit days first, then the later visit, then the lower customer id.',
    '截至最后一天，按此前 365 天（含当天）消费净额（已减退款）排名。高：前五分之一（向上取整）。中：至前二分之一（向上取整）。低：其余有消费者。无：期间无消费。消费额相同时，到店日多者在前，其次最近到店者，再次顾客编号小者。',
  ),
  newShare: define(
    'insight.new_share.v1',
    'New guests among the guests: known customers who bought in the span and whose first order ever lies in it, divided by all known customers who bought in it. The trend is by day up to 31 days, by week counted back from the last day up to 184, by calendar month beyond; a customer is counted once in each.',
    '新客占到店顾客的比例：区间内消费且首笔订单落在该区间内的已识别顾客数，除以区间内消费的全部已识别顾客数。趋势：31 天以内按日，184 天以内按周（自最后一天向前数），更长按自然月；每个区间内同一顾客只计一次。',
  ),
  daily: define(
    'insight.daily.v2',
    'Orders, sum payable, refunded and net, guests and new guests of each business day. Guests are different known customers of the day; new ones have their first order ever on it. Days without an order are listed with zero.',
    '每个营业日的订单数、应付总额、退款、净额、到店顾客与新客。到店顾客为当日不重复的已识别顾客；新客为首笔订单在当日者。无订单的日期以零列出。',
  ),
  sources: define(
    'insight.sources.v2',
    'Orders, sum payable and net by where the orders came from; a refund counts with the source of its order. The sources sum to all orders.',
    '按订单来源统计的订单数、应付总额与净额；退款计入其订单的来源。各来源之和等于全部订单。',
  ),
  hours: define(
    'insight.hours.v2',
    "Orders and sum payable by the hour of the store's own clock at which the order was made, of the business days of the period. The 24 hours sum to all orders. What is paid back has no hour of sale, so net is payable here.",
    '时间段内各营业日的订单，按门店当地时钟的下单小时统计订单数与应付总额。24 小时之和等于全部订单。退款没有销售时点，故此处净额等于应付。',
  ),
  stores: define(
    'insight.stores.v2',
    'Orders, sum payable, net (a refund counts in the store that paid it back) and different known customers by store. A customer who bought in two stores is a guest of both. Stores without an order are listed with zero.',
    '按门店统计订单数、应付总额、净额（退款计入实际退款的门店）与不重复的已识别顾客。在两家门店消费的顾客在两店各计一次。无订单的门店以零列出。',
  ),
  products: define(
    'insight.products.v2',
    'Products by what their order lines came to after all discounts, those of the whole order shared over its lines. Share: of all lines of the period, which sum to the sum payable. Returned: what the units that came back in the period had come to when they were sold.',
    '按订单行金额统计的商品，已扣除全部折扣（整单折扣分摊到各行）。占比：占时间段内全部订单行，其合计等于应付总额。退回：期间退回的商品售出时的金额。',
  ),
  classes: define(
    'insight.classes.v2',
    'Customers by activity, loyalty and value as of the last day; see insight.activity.v1, insight.loyalty.v1, insight.value.v2. Spend: of the 365 days that end on it.',
    '截至最后一天按活跃、忠诚与价值分类的顾客数；见 insight.activity.v1、insight.loyalty.v1、insight.value.v1。消费额：此前 365 天（含当天）。',
  ),
  customers: define(
    'insight.customers.v2',
    'Customers with at least one order up to the last day, who spent most in all first. Rhythm: median of the days between visit days, and the median deviation from it.',
    '截至最后一天至少有一笔订单的顾客，累计消费高者在前。节奏：到店日间隔的中位数及其中位偏差。',
  ),
  concentration: define(
    'insight.concentration.v2',
    'Of the known customers who spent more than nothing in the period, net of refunds: the part of their spend that the best fifth (rounded up) brought, the Gini coefficient of the whole population, and the Lorenz curve at every twentieth. Orders without a customer are in no share. Months: the calendar months of the period, at least twelve that end with its last day.',
    '时间段内消费大于零的已识别顾客：前五分之一（向上取整）贡献的消费占比、总体基尼系数及每二十分之一处的洛伦兹曲线。没有顾客身份的订单不计入任何占比。月度：时间段涉及的自然月，至少为截至最后一天的十二个月。',
  ),
  core: define(
    'insight.core.v2',
    'The best fifth (rounded up) of the known customers who spent more than nothing in the period, by spend. Equal spend: more visit days in the period first, then the later visit, then the lower customer id.',
    '时间段内消费大于零的已识别顾客中消费额最高的前五分之一（向上取整）。消费额相同时，期间到店日多者在前，其次最近到店者，再次顾客编号小者。',
  ),
  ...boardDefinitions,
} satisfies Record<string, Definition>;

export type DefinitionName = keyof typeof definitions;
