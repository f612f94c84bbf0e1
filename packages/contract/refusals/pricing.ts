import { entry, type RefusalEntry } from './entry.ts';

export const pricing = {
  pricing_currency_unknown: entry(
    'invalid',
    ['There is no such currency.', '没有这种货币。'],
    ['Use the three letters of ISO 4217, such as CNY.', '请使用 ISO 4217 的三位字母代码，例如 CNY。'],
  ),
  pricing_currency_foreign: entry(
    'invalid',
    ['The cart is in another currency than the shop.', '购物车的货币与门店不同。'],
    ["Price it in the shop's currency.", '请使用门店的货币计价。'],
  ),
  cart_too_large: entry(
    'invalid',
    ['The cart has more lines than one order can have.', '购物车的行数超过单个订单的上限。'],
    ['Split it into several orders.', '请拆成多个订单。'],
  ),
  cart_invalid: entry(
    'invalid',
    ['A field of the cart makes no sense.', '购物车的某个字段无效。'],
    ['Correct the field that is named.', '请更正所示字段。'],
  ),
  cart_line_duplicate: entry(
    'invalid',
    ['Two lines of the cart have the same id.', '购物车中有两行编号相同。'],
    ['Give each line an id of its own.', '请为每一行使用不同的编号。'],
  ),
  quantity_invalid: entry(
    'invalid',
    ['A quantity is not above zero, or too large.', '数量不大于零，或过大。'],
    ['Correct the quantity of the line that is named.', '请更正所示行的数量。'],
  ),
  price_invalid: entry(
    'invalid',
    ['A price is below zero, no whole minor unit, or too large.', '价格为负、不是整数最小单位或过大。'],
    ['Correct the price of the line that is named.', '请更正所示行的价格。'],
  ),
  amount_overflow: entry(
    'invalid',
    ['The amounts are too large to be added up exactly.', '金额过大，无法精确相加。'],
    ['Split it into several orders, and check quantities and prices.', '请拆分订单，并核对数量与价格。'],
  ),
  guest_invalid: entry(
    'invalid',
    ['A fact about the guest makes no sense.', '顾客的某项信息无效。'],
    ['Correct the field that is named.', '请更正所示字段。'],
  ),
  coupon_duplicate: entry(
    'invalid',
    ['The same coupon is named twice.', '同一张券出现了两次。'],
    ['Name each coupon once.', '每张券只写一次。'],
  ),
  promotions_too_many: entry(
    'invalid',
    ['More promotions are live than can be priced.', '生效的促销超过可计价的数量。'],
    ['End some of them first.', '请先结束其中一部分。'],
  ),
  promotion_duplicate: entry(
    'invalid',
    ['Two promotions have the same id.', '两个促销编号相同。'],
    ['Give each promotion an id of its own.', '请为每个促销使用不同的编号。'],
  ),
  promotion_invalid: entry(
    'invalid',
    ['A field of the promotion makes no sense.', '促销的某个字段无效。'],
    ['Correct the field that is named.', '请更正所示字段。'],
  ),
  kept_line_unknown: entry(
    'invalid',
    ['A line that is to be kept is not in the order.', '要保留的行不在订单中。'],
    ["Name lines of the order by the order's own line ids.", '请使用订单自己的行编号。'],
  ),
  kept_too_much: entry(
    'invalid',
    ['More is to be kept than was bought.', '保留的数量超过购买的数量。'],
    ['Keep at most the quantity of the line.', '保留数量不能超过该行的数量。'],
  ),
  suggestions_too_many: entry(
    'invalid',
    ['More products are offered for suggestion than can be tried.', '可供推荐的商品过多，无法逐一尝试。'],
    ['Name fewer products.', '请减少商品数量。'],
  ),
} satisfies Record<string, RefusalEntry>;
