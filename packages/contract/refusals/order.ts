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
  store_closed: entry(
    'conflict',
    ['The store is closed.', '该门店已停业。'],
    ['Sell in another store, or open it again.', '请在其他门店销售，或重新开启该门店。'],
  ),
  product_not_sold: entry(
    'invalid',
    [
      'This store does not sell what the line names: it is unknown, or has no price.',
      '该门店不售此商品：商品不存在或未定价。',
    ],
    ['Correct the SKU, or set a price for it.', '请更正 SKU，或先为其定价。'],
  ),
  quote_changed: entry(
    'conflict',
    ['The price has changed since it was quoted.', '报价之后价格已变化。'],
    ['Show the guest the new quote, which is in the detail, and ask again.', '请向顾客展示 detail 中的新报价后重试。'],
  ),
  out_of_stock: entry(
    'conflict',
    ['The goods of the line are not there in this quantity.', '该行商品库存不足。'],
    ['Take less of it, or another product.', '请减少数量或更换商品。'],
  ),
  tender_amount_invalid: entry(
    'invalid',
    [
      'The amount of the tender is not above zero, or is finer than the currency.',
      '支付金额不大于零或小数位超出币种。',
    ],
    ['Send it in whole minor units above zero.', '请按币种最小单位发送大于零的金额。'],
  ),
  tender_card_misplaced: entry(
    'invalid',
    [
      'A stored-value tender needs the number of its card, and no other has one.',
      '储值支付须带卡号，其他支付方式不得带卡号。',
    ],
    ['Correct the tender that is named.', '请更正所示支付方式。'],
  ),
  tender_repeated: entry(
    'invalid',
    ['Two tenders are of the same kind and card.', '两笔支付的方式与卡相同。'],
    ['Put them into one.', '请合并为一笔。'],
  ),
  tenders_differ_from_due: entry(
    'invalid',
    ['The tenders do not sum to what is due.', '各笔支付之和与应付金额不符。'],
    [
      'Send tenders of exactly what is due; change is given in cash outside of them.',
      '请使支付之和恰为应付金额；找零不计入支付。',
    ],
  ),
  shift_not_found: entry(
    'not_found',
    ['There is no such shift in this store.', '本店没有此班次。'],
    ['Open a shift, or correct the id.', '请先开班，或更正编号。'],
  ),
  shift_closed: entry(
    'conflict',
    ['The shift is closed.', '班次已结束。'],
    ['Open a new shift and sell in that.', '请开新班次后再销售。'],
  ),
  bill_not_found: entry(
    'not_found',
    ['There is no such bill in this store.', '本店没有此账单。'],
    ['Correct the id.', '请更正编号。'],
  ),
  bill_not_open: entry(
    'conflict',
    ['The bill is paid, void or merged into another.', '账单已支付、作废或并入其他账单。'],
    ['Open a new bill.', '请新开账单。'],
  ),
  seller_not_found: entry(
    'not_found',
    ['Nobody of this id works here.', '本店没有此编号的员工。'],
    ['Name a member of staff who is active, or none.', '请填写在职员工的编号，或留空。'],
  ),
  bill_changed: entry(
    'conflict',
    ['Somebody has changed the bill meanwhile.', '账单已被他人修改。'],
    ['Read the bill again and send the version that it has now.', '请重新读取账单并发送其当前版本。'],
  ),
  order_not_refundable: entry(
    'conflict',
    [
      'Only the receipt of this order was recorded; its money was not taken here.',
      '该订单仅登记了小票，款项并非在此收取。',
    ],
    ['Pay it back where it was paid.', '请在原收款处退款。'],
  ),
  refund_line_unknown: entry(
    'invalid',
    ['The order has no such line.', '订单中没有此行。'],
    ['Name lines as they stand on the order, from 1.', '请按订单上的行号填写，从 1 开始。'],
  ),
  refund_exceeds_bought: entry(
    'conflict',
    ['More would come back than was bought and not yet returned.', '退货数量超过可退数量。'],
    ['Return at most what is left, which the facts say.', '退货数量不要超过剩余可退数量。'],
  ),
  refund_quantity_invalid: entry(
    'invalid',
    ['The quantity that comes back is not above zero.', '退货数量不大于零。'],
    ['Send a quantity above zero with at most three decimals.', '请填写大于零且最多三位小数的数量。'],
  ),
  bill_lines_differ: entry(
    'conflict',
    ['The lines are not those of the bill that they pay.', '商品与所付账单不一致。'],
    [
      'Read the bill and send its lines; to pay a part of it, split it first.',
      '请读取账单并发送其全部商品；如需部分付款，请先拆单。',
    ],
  ),
  bill_line_missing: entry(
    'invalid',
    ['The bill does not hold so much of the product.', '账单中该商品数量不足。'],
    ['Take off or move no more than the bill holds.', '移除或拆出的数量不得超过账单中的数量。'],
  ),
  bill_empty: entry(
    'conflict',
    ['Nothing is on the bill yet.', '账单尚无商品。'],
    ['Add to it, or void it.', '请加菜，或作废账单。'],
  ),
  bill_named_twice: entry(
    'invalid',
    ['A bill is named twice among those that are merged.', '合并的账单中有重复。'],
    ['Name each bill once, and not the one that they come onto.', '每个账单只列一次，且不得包含目标账单。'],
  ),
  shift_already_open: entry(
    'conflict',
    ['You have an open shift in this store.', '您在本店已有进行中的班次。'],
    ['Go on with it, or close it first.', '请继续使用，或先交班。'],
  ),
  shift_amount_invalid: entry(
    'invalid',
    [
      'The amount of cash is below zero, too large, or finer than the currency.',
      '现金金额为负、过大或小数位超出币种。',
    ],
    ['Send what lies in the drawer, in whole minor units.', '请按币种最小单位发送钱箱内的金额。'],
  ),
  order_not_found: entry('not_found', ['There is no such order.', '没有此订单。'], ['Check the id.', '请核对编号。']),
} satisfies Record<string, RefusalEntry>;
