/** What the figures of the funnel mean, in the answer itself, so that nobody has to guess. */
export const definitions = (windowDays: number): Record<string, { en: string; zh: string }> => ({
  scans: { en: 'Scans of the code.', zh: '扫码次数。' },
  visitors: { en: 'Different devices that scanned it.', zh: '扫码的不同设备数。' },
  contacts: { en: 'Different new people who joined here.', zh: '在此加入的新顾客数。' },
  payments: { en: 'Orders that were paid with this touchpoint named.', zh: '以此触点支付的订单数。' },
  members: {
    en: 'Different people who became members in the span and are credited to this touchpoint.',
    zh: '期间成为会员并归因于此触点的顾客数。',
  },
  buyers: { en: 'Different known people with a credited order.', zh: '有归因订单的不同已知顾客数。' },
  orders: { en: 'Orders of the span that are credited to this touchpoint.', zh: '期间归因于此触点的订单数。' },
  revenue: { en: 'What those orders were paid with, before refunds.', zh: '上述订单的实付金额，未扣退款。' },
  firstTouch: {
    en: `Credit goes to the first scan or join of the person within ${windowDays} days before.`,
    zh: `归因于此前 ${windowDays} 天内该顾客的首次扫码或加入。`,
  },
  lastTouch: {
    en: `Credit goes to the last one within ${windowDays} days; the touchpoint that an order names is its last.`,
    zh: `归因于此前 ${windowDays} 天内的最后一次；订单所带触点即为最后一次。`,
  },
  cost: {
    en: 'What the touchpoint cost: all of it where it was paid once, else its share of 30 days for the span.',
    zh: '触点成本：一次性的计全额，按月的按 30 天折算到期间。',
  },
  costPerMember: { en: 'Cost divided by credited members, rounded half up.', zh: '成本除以归因会员数，四舍五入。' },
  unattributed: {
    en: 'Of the whole merchant: orders and members without a touch in the window.',
    zh: '全商户：窗口期内没有任何触点的订单与会员。',
  },
});
