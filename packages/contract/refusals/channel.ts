import { entry, type RefusalEntry } from './entry.ts';

export const channel = {
  channel_account_not_found: entry(
    'not_found',
    ['There is no such account of a platform.', '没有此平台账户。'],
    ['Check the id in the list of accounts.', '请在账户列表中核对编号。'],
  ),
  channel_account_exists: entry(
    'conflict',
    ['This store has an active account of this platform already.', '该门店已有此平台的启用账户。'],
    ['Switch the other one off first, or change it.', '请先停用原账户，或直接修改它。'],
  ),
  channel_account_incomplete: entry(
    'invalid',
    ['The account lacks something that the platform gives.', '账户缺少平台提供的资料。'],
    ['Send the settings and secrets that are named.', '请补充所指出的设置和密钥。'],
  ),
  channel_currency_differs: entry(
    'invalid',
    ['The platform pays in another currency than the shop.', '平台的结算币种与门店不同。'],
    ['Connect it to a merchant that trades in that currency.', '请连接到使用该币种的商户。'],
  ),
  channel_store_unknown: entry(
    'invalid',
    ['No store has this code.', '没有此编码的门店。'],
    ['Correct the code, or add the store first.', '请更正编码，或先新增门店。'],
  ),
  channel_store_not_yours: entry(
    'forbidden',
    ['You work in another store.', '您属于另一家门店。'],
    ['Do it in your own store, or ask the owner.', '请在您所在的门店操作，或联系店主。'],
  ),
  channel_order_not_found: entry(
    'not_found',
    ["There is no such platform's order.", '没有此平台订单。'],
    ['Check the id in the list of orders.', '请在平台订单列表中核对编号。'],
  ),
  channel_order_moved_on: entry(
    'conflict',
    ['The order is past this step, or was cancelled.', '订单已过此步骤或已取消。'],
    ['Read the order again and go on from where it stands.', '请重新读取订单后再操作。'],
  ),
  channel_refund_not_found: entry(
    'not_found',
    ['There is no such request for money back.', '没有此退款申请。'],
    ['Check the id on the order.', '请在订单上核对编号。'],
  ),
  channel_refund_decided: entry(
    'conflict',
    ['The request for money back is decided already.', '此退款申请已有结果。'],
    ['Read the order again.', '请重新读取订单。'],
  ),
  channel_item_not_found: entry(
    'not_found',
    ['The platform has sold no such item.', '平台没有售出过此商品。'],
    ['Take the item from the list of unmatched ones.', '请从未匹配商品列表中选择。'],
  ),
  channel_not_connected: entry(
    'conflict',
    ['The store has no active account of this platform.', '该门店没有启用此平台的账户。'],
    ['Ask the owner to connect the store to the platform.', '请店主为该门店连接平台。'],
  ),
  channel_callback_forged: entry(
    'forbidden',
    ['The platform did not sign this.', '此请求并非平台签名。'],
    ['Check the secret of the account at the platform.', '请核对平台账户的密钥。'],
  ),
  channel_callback_unreadable: entry(
    'invalid',
    ['The platform sent something that is not as it says.', '平台发送的内容与其说明不符。'],
    ['Look at the field that is named, and report it.', '请查看所指字段并反馈。'],
  ),
  channel_unreachable: entry(
    'unavailable',
    ['The platform does not answer.', '平台没有响应。'],
    ['Try again in a moment; nothing was spent.', '请稍后再试；券未被使用。'],
  ),
  voucher_not_valid: entry(
    'conflict',
    ['The platform says that this voucher cannot be spent.', '平台表示此券不可使用。'],
    ['Read the reason to the guest, or ask for another voucher.', '请将原因告知顾客，或请顾客出示其他券。'],
  ),
  voucher_under_way: entry(
    'conflict',
    ['This voucher is being spent, or was spent here already.', '此券正在核销或已在本店核销。'],
    ['Look at the consumption that is named; do not spend it again.', '请查看所指的核销记录，勿重复核销。'],
  ),
  voucher_offer_outdated: entry(
    'conflict',
    ['What the voucher was read as is no longer known.', '验券信息已失效。'],
    ['Read the voucher again, then spend it.', '请重新验券后再核销。'],
  ),
  voucher_consumption_not_found: entry(
    'not_found',
    ['There is no such consumption of a voucher.', '没有此核销记录。'],
    ['Check the id.', '请核对编号。'],
  ),
  voucher_not_cancellable: entry(
    'conflict',
    ['The consumption can no longer be taken back.', '此核销已不能撤销。'],
    ['Give the money back through the platform instead.', '请改由平台退款。'],
  ),
} satisfies Record<string, RefusalEntry>;
