import { entry, type RefusalEntry } from './entry.ts';

export const ledger = {
  insufficient_balance: entry(
    'conflict',
    ['The account holds less than is to be moved.', '账户余额不足。'],
    ['Move at most what is available.', '转出金额不要超过可用余额。'],
  ),
} satisfies Record<string, RefusalEntry>;
