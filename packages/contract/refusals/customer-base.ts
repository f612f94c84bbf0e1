import { entry, type RefusalEntry } from './entry.ts';

const CHECK: [string, string] = ['Check the row that is named.', '请检查所指的行。'];

/** Why the models of a customer base have no answer. A report names these as reasons. */
export const customerBase = {
  customer_base_empty: entry(
    'conflict',
    ['There are no customers to learn from.', '没有可供学习的顾客。'],
    ['Wait until customers have bought, or choose a longer period.', '请等待顾客消费，或选择更长的期间。'],
  ),
  customer_base_uneven: entry(
    'internal',
    ['The columns do not have the same number of rows.', '各列的行数不一致。'],
    ['Give every column a number for each customer.', '请为每位顾客提供每一列的数值。'],
  ),
  customer_base_not_finite: entry(
    'internal',
    ['A number of the sample is not a number.', '样本中存在无效数字。'],
    CHECK,
  ),
  customer_base_not_whole: entry(
    'internal',
    ['A count or a day is not a whole number.', '次数或日期不是整数。'],
    CHECK,
  ),
  customer_base_negative: entry('internal', ['A count or a time is negative.', '次数或时间为负数。'], CHECK),
  customer_base_recency_after_age: entry(
    'internal',
    ['A last purchase lies after the end of what is known.', '最后一次消费晚于数据截止时间。'],
    CHECK,
  ),
  customer_base_repeat_without_recency: entry(
    'internal',
    ['A repeat purchase has the same time as the first one.', '复购与首次消费的时间相同。'],
    ['Merge the purchases of one day, then count those after the first.', '请先合并同日消费，再统计首次之后的次数。'],
  ),
  customer_base_recency_without_repeat: entry(
    'internal',
    ['There is time between purchases of a customer who made only one.', '仅消费一次的顾客却有消费间隔。'],
    CHECK,
  ),
  customer_base_history_too_short: entry(
    'conflict',
    ['There is too little history to learn from its own past forecasts.', '历史数据太少，无法从既往预测中学习。'],
    [
      'Wait until 200 customers have been known for a month, or use the model alone.',
      '请等待 200 位顾客满一个月，或仅使用基础模型。',
    ],
  ),
} satisfies Record<string, RefusalEntry>;
