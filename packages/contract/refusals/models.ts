import { entry, type RefusalEntry } from './entry.ts';

/** What an allocation of offers cannot be computed from. */
const allocations = {
  allocation_empty: entry(
    'invalid',
    ['There is nobody or nothing to allocate.', '没有可分配的顾客或优惠。'],
    ['Give at least one customer and one offer.', '请至少提供一位顾客和一个优惠。'],
  ),
  allocation_misshapen: entry(
    'invalid',
    ['The tables of an allocation do not match in size.', '分配问题的各表大小不一致。'],
    [
      'Give a margin and a cost for each customer and offer, a cap for each offer, and a known group for each customer.',
      '请为每位顾客的每个优惠提供毛利与成本，为每个优惠提供上限，并为每位顾客提供已知的分组。',
    ],
  ),
  allocation_not_finite: entry(
    'invalid',
    ['A margin, a cost or a limit of an allocation is not a number.', '分配问题中的毛利、成本或限额不是有效数字。'],
    ['Use NaN only as a margin, for an offer that may not be given.', '仅可在毛利处使用 NaN，表示该优惠不可发放。'],
  ),
  allocation_negative: entry(
    'invalid',
    ['A cost or a limit of an allocation is below zero.', '分配问题中的成本或限额小于零。'],
    ['Give costs and limits of zero or more.', '成本与限额不得小于零。'],
  ),
} satisfies Record<string, RefusalEntry>;

/** Why a log of decisions cannot say what another policy would have brought. */
const evaluations = {
  evaluation_empty: entry(
    'conflict',
    ['There are no logged decisions.', '没有决策记录。'],
    ['Wait until offers have gone out with exploration on.', '请在开启探索并发放优惠之后再评估。'],
  ),
  evaluation_misshapen: entry(
    'invalid',
    ['The columns of a decision log differ in length.', '决策记录的各列长度不一致。'],
    [
      'Give each decision a propensity, a reward and a probability under the target policy.',
      '请为每条决策提供倾向、收益与目标策略概率。',
    ],
  ),
  evaluation_not_finite: entry(
    'invalid',
    [
      'A number of a decision log is not finite, or a propensity is not above zero.',
      '决策记录中存在无效数字，或倾向不大于零。',
    ],
    ['Log the propensity of each decision when it is made.', '请在做出决策时记录其倾向。'],
  ),
  evaluation_no_overlap: entry(
    'conflict',
    ['Nothing that the other policy would do was ever tried.', '另一策略的做法从未被尝试过。'],
    ['Explore those offers first.', '请先对这些优惠进行探索。'],
  ),
} satisfies Record<string, RefusalEntry>;

/** Why stores that took turns prove nothing. */
const switchbacks = {
  switchback_too_small: entry(
    'conflict',
    ['Too few stores or weeks took turns for a proof.', '参与轮换的门店或周数太少，不足以证明。'],
    ['Let at least four stores take turns over at least four weeks.', '请至少安排四家门店轮换四周。'],
  ),
  switchback_incomplete: entry(
    'invalid',
    ['A store or a week is missing, or nothing ever changed.', '缺少门店或周的数据，或从未发生轮换。'],
    [
      'Give an outcome for each store and week, of a plan in which stores take turns.',
      '请为轮换计划中的每家门店、每周提供结果。',
    ],
  ),
  switchback_not_finite: entry(
    'invalid',
    ['An outcome is not a number.', '结果中存在无效数字。'],
    [
      'Give each store and week a finite outcome; zero where it was closed.',
      '请为每家门店每周提供有效数字，停业填零。',
    ],
  ),
} satisfies Record<string, RefusalEntry>;

/** Why an experiment does not say whom an offer moves. */
const uplifts = {
  uplift_empty: entry(
    'conflict',
    ['There is no customer, or nothing is known of them.', '没有顾客，或缺少顾客特征。'],
    [
      'Give each customer of the experiment at least one fact from before.',
      '请为实验中的每位顾客提供至少一项事前特征。',
    ],
  ),
  uplift_misshapen: entry(
    'invalid',
    ['The columns of an experiment differ in length.', '实验数据的各列长度不一致。'],
    ['Give each customer its facts, arm and outcome.', '请为每位顾客提供特征、分组与结果。'],
  ),
  uplift_not_finite: entry(
    'invalid',
    ['A number of an experiment is not what it must be.', '实验数据中存在无效数字。'],
    [
      'Use finite facts, 0 or 1 for arms and chances, and propensities between 0 and 1.',
      '特征须为有效数字，分组与是否发生须为 0 或 1，倾向须在 0 与 1 之间。',
    ],
  ),
  uplift_one_armed: entry(
    'conflict',
    ['Everybody got the offer, or nobody did.', '所有顾客都收到了优惠，或都没有收到。'],
    ['Keep a control group.', '请保留对照组。'],
  ),
  uplift_too_small: entry(
    'conflict',
    ['One of the two groups is too small to learn from.', '其中一组人数太少，无法学习。'],
    ['Let the experiment go on until each group has 100 customers.', '请继续实验，直到每组至少 100 位顾客。'],
  ),
  uplift_one_class: entry(
    'conflict',
    ['All customers of a group did the same.', '同一组的顾客结果完全相同。'],
    ['Wait for more outcomes, or choose one that happens more often.', '请等待更多结果，或选择更常发生的结果。'],
  ),
  uplift_option_invalid: entry(
    'invalid',
    ['There is no learner, or one without a penalty.', '没有学习方法，或某方法缺少惩罚系数。'],
    ['Name at least one learner; penalties are above zero.', '请至少指定一种学习方法，惩罚系数须大于零。'],
  ),
} satisfies Record<string, RefusalEntry>;

/** Why a coupon history does not say who will redeem. */
const responses = {
  response_empty: entry(
    'conflict',
    ['The campaign went to nobody, or there are no campaigns.', '该活动没有发放对象，或没有任何活动。'],
    ['Name a campaign with an audience.', '请指定有发放对象的活动。'],
  ),
  response_misshapen: entry(
    'invalid',
    ['The tables of a coupon history do not fit together.', '优惠券历史的各表互不一致。'],
    [
      'Give each pair once, redemptions of those who were asked, and numbers below those of the lists.',
      '每个发放对象只列一次，核销须来自发放对象，编号须在列表范围内。',
    ],
  ),
  response_not_finite: entry(
    'invalid',
    ['A number of a coupon history is not what it must be.', '优惠券历史中存在无效数字。'],
    ['Use whole numbers for ids and days, and finite amounts.', '编号与日期须为整数，金额须为有效数字。'],
  ),
  response_too_small: entry(
    'conflict',
    ['Too little was redeemed before this campaign to learn from.', '此活动之前的核销太少，无法学习。'],
    ['Wait for more campaigns to be answered.', '请等待更多活动产生核销。'],
  ),
  response_one_class: entry(
    'conflict',
    ['Before this campaign everybody redeemed, or nobody did.', '此活动之前所有人都核销了，或无人核销。'],
    ['Wait until campaigns have been answered differently.', '请等待出现不同的核销结果。'],
  ),
} satisfies Record<string, RefusalEntry>;

export const models = { ...allocations, ...evaluations, ...switchbacks, ...uplifts, ...responses } satisfies Record<
  string,
  RefusalEntry
>;
