import { define, type Definition } from './define.ts';

/** The definitions of what explains and looks ahead, beside the dashboards that count. */
export const boardDefinitions = {
  returning: define(
    'insight.returning.v1',
    'Known guests of the period whose first order ever lies in it (new) and those who had come before (returning), with their orders and what these came to less what was paid back to them in the period. What was paid back to somebody who did not come in it counts with the returning. In the trend new and returning are those of each bucket.',
    '时间段内的已识别到店顾客：首笔订单落在其中者为新客，此前来过者为回头客，各附订单数与净额（应付减去期间退款）。期间未到店者的退款计入回头客。趋势中按每个区间分别判定新客与回头客。',
  ),
  cohorts: define(
    'insight.cohorts.v1',
    'Known customers by the calendar month of their first order; for each month after it, how many of them bought in it and what they brought, net of refunds. Share: of all customers of the row. A month that the period ends within is marked as not complete.',
    '按首笔订单所在自然月划分的已识别顾客；对其后每个月，统计其中当月消费的人数与净额（已减退款）。占比：占该行全部顾客。时间段在其中结束的月份标记为不完整。',
  ),
  nextVisits: define(
    'insight.next_visits.v1',
    "As of the last day. A customer is due one gap after the last visit: the own median gap from three visit days on, else the merchant's, else 30 days. Overdue: due by that day and not lost; lost: see insight.activity.v1. Expected: visit days of all customers in the next 30 days and how many are still customers, by an MBG/NBD model fitted to at most some 5,000 of them, evenly chosen.",
    '截至最后一天。顾客应在最近一次到店后的一个间隔再次到店：三个及以上到店日者用本人间隔中位数，否则用商户的，再否则为 30 天。逾期：应到未到且未流失；流失见 insight.activity.v1。预期：以均匀抽取的至多约 5000 名顾客拟合 MBG/NBD 模型，得出全部顾客未来 30 天的到店日数及仍为顾客的人数。',
  ),
  members: define(
    'insight.members.v1',
    'How far customers have come and which tier members stand in, as of now. Joined: became a member for the first time on the business days of the span, by the clock of the merchant. Orders and payable: those of the period whose customer is a member now. A store limits orders and payable alone.',
    '顾客当前所处阶段与会员等级。新入会：在区间的营业日内（按商户时钟）首次成为会员。订单与应付：时间段内顾客现为会员的订单。指定门店仅限定订单与应付。',
  ),
  changeByTraffic: define(
    'insight.change_by_traffic.v1',
    'The change of the net sales as traffic × conversion × ticket, and refunds. Traffic: people whom a counter (or else the Wi-Fi) counted; conversion: orders over traffic; ticket: payable over orders. Each factor has the mean of what its change adds over all orders in which the three can change; the parts are rounded to the minor unit and sum to the change exactly.',
    '净销售额的变化分解为 客流 × 转化 × 客单价，另计退款。客流：计数器（或 Wi-Fi）统计的人数；转化：订单数除以客流；客单价：应付除以订单数。每个因素取其在所有变化次序中贡献的平均值；各部分取整到最小货币单位，合计恰等于总变化。',
  ),
  changeByGuests: define(
    'insight.change_by_guests.v1',
    'No footfall was counted on every selling day, so the change of the net sales is explained by known guests × visits × ticket, by the orders and tickets of unknown guests, and by refunds. Visits: orders over guests; ticket: payable over orders. Each factor has the mean of what its change adds over all orders in which they can change; the parts are rounded to the minor unit and sum to the change exactly.',
    '并非每个营业日都有客流统计，故净销售额的变化按 已识别顾客数 × 到店次数 × 客单价、未识别顾客的订单数与客单价，以及退款来解释。到店次数：订单数除以顾客数；客单价：应付除以订单数。每个因素取其在所有变化次序中贡献的平均值；各部分取整到最小货币单位，合计恰等于总变化。',
  ),
  hotElsewhere: define(
    'insight.hot_elsewhere.v1',
    'Items in the first half of an imported ranking, at most the first fifty, that stand at least a quarter of the list lower among the own products by amount of the period, or were not sold. Own products are found by SKU, else by a name that only one has. Placement: not sold, sold in fewer than 70 % of the stores, or one store sells more than twice its part. Counter: a unit costs at most a quarter of the average ticket, and three in four of its orders hold something else. Recommendation: at least five known buyers, of whom 30 % bought it on two days.',
    '导入榜单前一半（至多前五十）中的商品，在本店时间段内按金额的排名至少低四分之一个榜单，或未售出。按 SKU 匹配自有商品，否则按唯一同名商品。陈列：未售出、在售门店不足 70%，或某店占比超过均值两倍。柜台：单价不超过客单价的四分之一，且四分之三的订单含其他商品。推荐：至少五位已识别购买者，其中 30% 在两天购买过。',
  ),
  storeScore: define(
    'insight.store_score.v1',
    "A store at the end of the period, 0 to 100: the mean of its components by their weights. Each component's points rise evenly from the value that has none to the one that has all. What cannot be measured yet takes no part, and its weight goes to the others; below half of the weight there is no score. Net sales are payable less what was paid back.",
    '截至时间段末的门店评分，0 至 100 分：各组成项按权重的平均。每项得分从零分值到满分值均匀上升。尚无法衡量的项不参与，其权重分给其余各项；可衡量权重不足一半时不给分。净销售额为应付减去退款。',
  ),
} satisfies Record<string, Definition>;
