import { entry, type RefusalEntry } from './entry.ts';

export const payment = {
  payment_account_not_found: entry(
    'not_found',
    ['There is no such account of a payment provider for this store.', '此门店没有这样的支付账户。'],
    ['Choose one from the list of accounts, or ask the owner to add it.', '请从支付账户列表中选择，或请店主添加。'],
  ),
  payment_account_exists: entry(
    'conflict',
    ['There is an active account of this provider for the store already.', '该门店已有此支付机构的启用账户。'],
    ['Switch the other one off first, or change it.', '请先停用原账户，或直接修改它。'],
  ),
  payment_account_incomplete: entry(
    'invalid',
    [
      'The account lacks something that the provider gives, or it cannot be used.',
      '账户缺少支付机构提供的资料，或资料无法使用。',
    ],
    [
      'Send the setting or secret that is named as the provider gave it.',
      '请按支付机构提供的原样补充所指出的设置或密钥。',
    ],
  ),
  payment_account_ambiguous: entry(
    'conflict',
    ['The store takes payments with several accounts.', '该门店有多个支付账户。'],
    ['Say which account, or scan the code of the guest.', '请指明支付账户，或扫描顾客的付款码。'],
  ),
  payment_store_unknown: entry(
    'invalid',
    ['No store has this code.', '没有此编码的门店。'],
    ['Correct the code, or leave it out for all stores.', '请更正编码，或不填以适用于所有门店。'],
  ),
  payment_code_missing: entry(
    'invalid',
    ['This way of paying needs what the guest shows.', '此支付方式需要顾客出示的信息。'],
    ["Scan the guest's payment code, or send their id in the app.", '请扫描顾客的付款码，或提供其在应用内的编号。'],
  ),
  payment_scene_not_taken: entry(
    'invalid',
    ['The provider does not take payments in this way.', '支付机构不支持此支付方式。'],
    ['Choose another way of paying or another account.', '请选择其他支付方式或账户。'],
  ),
  payment_under_way: entry(
    'conflict',
    ['A payment of this order is under way, or has been made.', '此订单已有进行中或已完成的支付。'],
    [
      'Look at the payment that is named; cancel it and wait until it has ended before trying another.',
      '请查看所指的支付；如需重新支付，请先取消它并等待其结束。',
    ],
  ),
  payment_not_found: entry(
    'not_found',
    ['There is no such payment.', '没有此支付。'],
    ['Check the id.', '请核对编号。'],
  ),
  payment_gateway_misplaced: entry(
    'invalid',
    [
      'The payment through a provider is the last tender, and the only one of its kind.',
      '在线支付须是最后一项且只能有一项。',
    ],
    ['Send it once, after all others.', '请仅发送一次，并放在其他支付方式之后。'],
  ),
  payment_nothing_due: entry(
    'conflict',
    ['The other tenders pay all that is due.', '其他支付方式已付清应收金额。'],
    ['Check out without a payment through a provider.', '请直接结账，无需在线支付。'],
  ),
  payment_refund_not_found: entry(
    'not_found',
    ['There is no such refund of a payment.', '没有此退款。'],
    ['Check the id.', '请核对编号。'],
  ),
  payment_refund_not_failed: entry(
    'conflict',
    ['The refund has not failed; it goes on by itself.', '该退款并未失败，系统会继续处理。'],
    ['Read it again in a moment.', '请稍后重新查看。'],
  ),
  payment_difference_not_found: entry(
    'not_found',
    ['There is no such difference.', '没有此差异。'],
    ['Check the id in the list of differences.', '请在差异列表中核对编号。'],
  ),
  payment_difference_resolved: entry(
    'conflict',
    ['The difference is resolved already.', '此差异已处理。'],
    ['Read the list again.', '请重新读取列表。'],
  ),
  payment_action_not_possible: entry(
    'conflict',
    ['This cannot be done about this difference.', '不能对此差异执行该操作。'],
    ['Do what is proposed, or note what you agreed with the provider.', '请按建议处理，或备注与支付机构商定的结果。'],
  ),
} satisfies Record<string, RefusalEntry>;
