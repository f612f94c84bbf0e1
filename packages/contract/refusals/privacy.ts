import { entry, type RefusalEntry } from './entry.ts';

/** What a person may ask of what is held on them. */
export const privacy = {
  customer_erased: entry(
    'conflict',
    ['This customer was erased; nothing personal is left.', '该顾客的个人信息已删除，不再保留。'],
    ['Nothing is left to do; who comes again is a new customer.', '无需再操作；再次光顾时将作为新顾客建档。'],
  ),
} satisfies Record<string, RefusalEntry>;
