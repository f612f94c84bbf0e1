import { entry, type RefusalEntry } from './entry.ts';

export const ledger = {
  insufficient_balance: entry(
    'conflict',
    ['The account holds less than is to be moved.', '账户余额不足。'],
    ['Move at most what is available.', '转出金额不要超过可用余额。'],
  ),
  ledger_holder_not_found: entry(
    'not_found',
    ['Nothing was ever posted for this customer or card.', '该顾客或卡没有任何账务记录。'],
    [
      'Check the id; a statement begins with the first points, stamps or money.',
      '请核对编号；首次积分、集点或储值后才有账单。',
    ],
  ),
} satisfies Record<string, RefusalEntry>;
