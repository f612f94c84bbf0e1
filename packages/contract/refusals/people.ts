import { entry, type RefusalEntry } from './entry.ts';

/** Merging and un-merging. */
export const people = {
  customer_merged_already: entry(
    'conflict',
    ['This customer stands for another one already.', '该顾客已并入另一位顾客。'],
    ['Un-merge the customer first, or merge the one that is named.', '请先拆分该顾客，或合并所指出的那位顾客。'],
  ),
  customer_same_person: entry(
    'conflict',
    ['The two are one person already.', '两者已是同一个人。'],
    ['Nothing is to be done; the links of the person show since when.', '无需操作；可在合并记录中查看起始时间。'],
  ),
  customer_not_merged: entry(
    'conflict',
    ['This customer stands for nobody else.', '该顾客未并入任何人。'],
    ['Name the customer who was merged, as the links of the person list it.', '请填写合并记录中被并入的那位顾客。'],
  ),
  circle_too_large: entry(
    'conflict',
    ['So many customers cannot be one person.', '一个人名下的顾客数过多。'],
    [
      'A person has at most 32 customers. Un-merge those who are somebody else.',
      '一个人最多 32 个顾客档案，请先拆分不属于同一人的顾客。',
    ],
  ),
} satisfies Record<string, RefusalEntry>;
