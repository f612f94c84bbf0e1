import { entry, type RefusalEntry } from './entry.ts';

export const order = {
  order_ref_reused: entry(
    'conflict',
    ['Another receipt was recorded under this number.', '此单号已记录了另一张小票。'],
    [
      'Send the receipt under a number of its own; a repeat must be unchanged.',
      '请使用该小票自己的单号；重发时内容必须不变。',
    ],
  ),
  order_store_unknown: entry(
    'invalid',
    ['No store has this code.', '没有此编码的门店。'],
    ['Correct the code, or add the store first.', '请更正编码，或先新增门店。'],
  ),
  order_store_not_yours: entry(
    'forbidden',
    ['You work in another store.', '您属于另一家门店。'],
    ['Record it in your own store, or ask the owner.', '请在您所在的门店记录，或联系店主。'],
  ),
  order_too_many_lines: entry(
    'invalid',
    ['The receipt has more lines than an order may have.', '小票行数超过订单上限。'],
    ['Put equal products on one line, or split the receipt.', '请合并相同商品，或拆分小票。'],
  ),
  order_quantity_out_of_range: entry(
    'invalid',
    ['The quantity of the line that is named is below zero or too large.', '所指行的数量为负或过大。'],
    ['Send 0 to 1000000 with at most three decimals.', '请发送 0 至 1000000，最多三位小数。'],
  ),
  order_amount_out_of_range: entry(
    'invalid',
    [
      'An amount of the line that is named is below zero, too large, or finer than the currency.',
      '所指行的金额为负、过大或小数位超出币种。',
    ],
    [
      'Send the amount in whole minor units of the currency, within the maximum.',
      '请按币种最小单位发送，且不超过上限。',
    ],
  ),
  order_total_too_large: entry(
    'invalid',
    ['The total is larger than an order may be.', '订单总额超过上限。'],
    ['Check the amounts, or split the receipt.', '请核对金额，或拆分小票。'],
  ),
  order_time_out_of_range: entry(
    'invalid',
    ['The time of the order lies before 1970 or more than a day ahead.', '下单时间早于 1970 年，或比现在晚一天以上。'],
    ["Set the till's clock and send the time with its offset.", '请校准收银机时钟，并发送带时区的时间。'],
  ),
  order_duplicate_coupon: entry(
    'invalid',
    ['One coupon stands on the receipt twice.', '同一张券在小票上出现了两次。'],
    ['Send each code once.', '每个券码只发送一次。'],
  ),
  order_not_found: entry('not_found', ['There is no such order.', '没有此订单。'], ['Check the id.', '请核对编号。']),
} satisfies Record<string, RefusalEntry>;
