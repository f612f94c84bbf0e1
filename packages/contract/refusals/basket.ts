import { entry, type RefusalEntry } from './entry.ts';

/** What a model of baskets cannot learn from or be asked. */
export const basket = {
  baskets_empty: entry(
    'invalid',
    ['There is no basket, or a customer without one where each needs one.', '没有购物篮，或有顾客缺少必需的购物篮。'],
    [
      'Give at least one basket, and at least one of each customer to learn from.',
      '请至少提供一个购物篮；用于学习的每位顾客至少一个。',
    ],
  ),
  baskets_item_unknown: entry(
    'invalid',
    [
      'An item of a basket is not a whole number below the number of items.',
      '购物篮中的商品编号不是小于商品总数的非负整数。',
    ],
    ['Number items from 0 without gaps, and give their number.', '请将商品从 0 起连续编号，并给出总数。'],
  ),
  baskets_time_disordered: entry(
    'invalid',
    [
      'The times of a customer’s baskets are not numbers in ascending order.',
      '某位顾客的购物时间不是按先后排列的有效数字。',
    ],
    [
      'Order each customer’s baskets by time; ask for a moment after the last.',
      '请按时间排列每位顾客的购物篮，预测时刻须在最后一次之后。',
    ],
  ),
  lessons_too_few: entry(
    'conflict',
    ['There are too few customers to learn next baskets from.', '顾客太少，无法学习下一次购买。'],
    [
      'Wait until 50 customers have bought twice; until then show what is popular.',
      '请等到有 50 位顾客购买两次以上；在此之前展示热门商品。',
    ],
  ),
  lessons_unpaired: entry(
    'internal',
    ['There is not one next basket for each customer.', '顾客与下一次购物篮的数量不一致。'],
    ['Report this with what was being computed.', '请附上当时的计算内容反馈此问题。'],
  ),
  rules_threshold_invalid: entry(
    'invalid',
    ['A threshold of the association rules is out of range.', '关联规则的阈值超出范围。'],
    [
      'Give a support above 0 and at most 1, a confidence from 0 to 1, and at least two items.',
      '支持度须大于 0 且不超过 1，置信度在 0 到 1 之间，规则至少含两种商品。',
    ],
  ),
  rules_too_many: entry(
    'conflict',
    ['So low a support finds more sets of items than can be held.', '支持度过低，符合条件的商品组合过多。'],
    ['Raise the support, or allow fewer items in a rule.', '请提高支持度，或减少规则中的商品数。'],
  ),
} satisfies Record<string, RefusalEntry>;
