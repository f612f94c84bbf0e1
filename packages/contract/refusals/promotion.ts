import { entry, type RefusalEntry } from './entry.ts';

export const promotion = {
  promotion_not_found: entry(
    'not_found',
    ['There is no promotion with this id.', '没有此编号的促销。'],
    ['Choose one from the list of promotions.', '请从促销列表中选择。'],
  ),
  promotion_ended: entry(
    'conflict',
    ['The promotion has ended, and that is for good.', '促销已结束，且不可恢复。'],
    ['Make a new promotion.', '请新建促销。'],
  ),
  promotion_not_live: entry(
    'conflict',
    ['The promotion was never live, so there is nothing to pause.', '促销尚未上线，无法暂停。'],
    ['Leave it a draft, or end it.', '请保留为草稿，或将其结束。'],
  ),
  promotion_store_unknown: entry(
    'invalid',
    ['There is no store with the code that the rule names.', '规则中所写的门店代码不存在。'],
    ['Use a code from the list of stores.', '请使用门店列表中的代码。'],
  ),
} satisfies Record<string, RefusalEntry>;
