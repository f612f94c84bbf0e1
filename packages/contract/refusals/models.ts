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

export const models = { ...allocations, ...evaluations, ...switchbacks } satisfies Record<string, RefusalEntry>;
