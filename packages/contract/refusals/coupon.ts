import { entry, type RefusalEntry } from './entry.ts';

export const coupon = {
  coupon_not_found: entry(
    'not_found',
    ['There is no coupon with this code.', '没有此券码的优惠券。'],
    ['Check the code; a mistyped character is noticed and not guessed.', '请核对券码；输错的字符会被识别，不会猜测。'],
  ),
  coupon_of_another_customer: entry(
    'conflict',
    ['The coupon belongs to another customer.', '此券属于另一位顾客。'],
    ['Redeem it with its own customer, or use a coupon of this one.', '请由券的持有人使用，或使用该顾客自己的券。'],
  ),
  coupon_already_redeemed_on_order: entry(
    'conflict',
    ['The coupon is redeemed on this order already; one use an order.', '此券已在本订单核销；每单限用一次。'],
    [
      'Repeat a lost request with its own key, or reverse the redemption first.',
      '如为重试请使用原幂等键，或先撤销核销。',
    ],
  ),
  coupon_expired: entry(
    'conflict',
    ['The coupon has expired.', '优惠券已过期。'],
    ['Use another coupon.', '请使用其他优惠券。'],
  ),
  coupon_not_yet_valid: entry(
    'conflict',
    ['The coupon is not valid yet.', '优惠券尚未生效。'],
    ['Use it from the time that is named.', '请在所示时间之后使用。'],
  ),
  coupon_used_up: entry(
    'conflict',
    ['The coupon has no use left.', '优惠券的可用次数已用完。'],
    ['Use another coupon, or reverse a redemption that was a mistake.', '请使用其他优惠券；如为误核销，请先撤销。'],
  ),
  coupon_held_by_another_order: entry(
    'conflict',
    ['Another order holds the last use of the coupon.', '此券最后一次可用次数正被另一订单占用。'],
    ['Finish or release that order, or wait until the time that is named.', '请完成或释放该订单，或等到所示时间。'],
  ),
  coupon_min_spend_not_met: entry(
    'conflict',
    ['The basket is below the least amount of the coupon.', '消费金额未达到优惠券的使用门槛。'],
    ['Add what is missing; the amount is named.', '请补足所示差额。'],
  ),
  coupon_item_not_in_basket: entry(
    'conflict',
    ['The item of the coupon is not in the basket.', '购物中没有优惠券指定的商品。'],
    ['Add one of the item that is named.', '请加入所示商品一件。'],
  ),
  coupon_item_costs_no_more: entry(
    'conflict',
    ["The item costs no more than the coupon's price for it.", '商品价格不高于券的换购价。'],
    ['Sell it at its own price; the coupon stays unused.', '请按原价销售；此券保持未使用。'],
  ),
  coupon_code_pattern_invalid: entry(
    'invalid',
    ['No codes can be made by this pattern.', '无法按此规则生成券码。'],
    [
      'Use letters, digits, # for a digit, @ for a letter and hyphens, as the problem says.',
      '请使用字母、数字、#（数字）、@（字母）与连字符，并按所示问题修改。',
    ],
  ),
  coupon_codes_guessable: entry(
    'invalid',
    [
      'So many codes by this pattern could be guessed; none was issued.',
      '此规则生成这么多券码易被猜中，未发放任何券。',
    ],
    [
      'Add more # or @ to the pattern, so that it has the number of codes that is needed.',
      '请在规则中增加 # 或 @，使可能的券码数达到所需数量。',
    ],
  ),
  coupon_not_claimable: entry(
    'conflict',
    ['Customers cannot take this coupon themselves.', '此券不支持自助领取。'],
    ['Issue it to the customer, or use a template that may be claimed.', '请由商家发放，或选择可领取的模板。'],
  ),
  coupon_daily_limit_reached: entry(
    'conflict',
    ["The day's coupons of this template are all taken.", '今日此券已领完。'],
    ['Come back on the next business day.', '请于下一营业日再来领取。'],
  ),
  coupon_template_invalid: entry(
    'invalid',
    [
      'The terms of the coupon template contradict each other or could never apply.',
      '优惠券模板的条款相互矛盾或无法生效。',
    ],
    ['Correct the field that is named.', '请更正所指出的字段。'],
  ),
  coupon_template_not_found: entry(
    'not_found',
    ['There is no coupon template with this id.', '没有此编号的优惠券模板。'],
    ['Choose one from the list of templates.', '请从模板列表中选择。'],
  ),
  coupon_template_inactive: entry(
    'conflict',
    ['The coupon template is switched off and gives no new coupons.', '优惠券模板已停用，不再发放新券。'],
    ['Switch it on, or choose another template.', '请启用该模板，或选择其他模板。'],
  ),
  coupon_template_ended: entry(
    'conflict',
    ['Coupons of this template would have expired before they are issued.', '此模板的有效期已过，发出的券会立即失效。'],
    ['Make a new template with a later end.', '请新建一个有效期更晚的模板。'],
  ),
  coupon_customer_limit_reached: entry(
    'conflict',
    ['Each of these customers has as many of the coupon as one may have.', '这些顾客均已达到每人限领数量。'],
    [
      'Choose customers who have fewer, or a template with a higher limit.',
      '请选择尚未达到上限的顾客，或使用上限更高的模板。',
    ],
  ),
  coupon_issue_limit_reached: entry(
    'conflict',
    ['The template may not give that many coupons; none was issued.', '超出模板的发放上限，未发放任何券。'],
    ['Issue at most as many as are named, or make a new template.', '请发放不超过所示数量，或新建模板。'],
  ),
  coupon_budget_exhausted: entry(
    'conflict',
    [
      "The template's budget does not cover these coupons; none was issued.",
      '模板预算不足以覆盖这些券，未发放任何券。',
    ],
    [
      'Issue at most as many as are named, or make a template with its own budget.',
      '请发放不超过所示数量，或新建带预算的模板。',
    ],
  ),
  coupon_store_unknown: entry(
    'invalid',
    ['No store has this code.', '没有此编码的门店。'],
    ['Correct the code, or add the store first.', '请更正编码，或先新增门店。'],
  ),
  coupon_store_not_yours: entry(
    'forbidden',
    ['You work in another store.', '您属于另一家门店。'],
    ['Redeem it in your own store, or ask the owner.', '请在您所在的门店核销，或联系店主。'],
  ),
  redemption_not_found: entry(
    'not_found',
    ['There is no redemption with this id.', '没有此编号的核销记录。'],
    ['Take the id from the answer of the redemption or from the coupon.', '请使用核销结果或优惠券详情中的编号。'],
  ),
  redemption_already_reversed: entry(
    'conflict',
    ['The redemption was reversed before; nothing was changed.', '此核销此前已撤销，未作任何更改。'],
    ['Nothing is left to do.', '无需再操作。'],
  ),
  reservation_not_found: entry(
    'not_found',
    [
      'There is no open hold with this id; it was redeemed, released or has lapsed.',
      '没有此编号的有效占用；可能已核销、释放或超时。',
    ],
    ['Nothing is left to release; reserve again if the order goes on.', '无需释放；如订单继续，请重新占用。'],
  ),
} satisfies Record<string, RefusalEntry>;
