import { entry, type RefusalEntry } from './entry.ts';

export const customer = {
  identifier_invalid: entry(
    'invalid',
    ['The identifier does not fit its kind.', '标识与其类型不符。'],
    [
      'Send a phone as +86 and 11 digits, an e-mail as name@host, and other identifiers as 1 to 128 visible characters.',
      '手机号请发送 +86 加 11 位数字，邮箱请发送 name@host，其他标识请发送 1 至 128 个可见字符。',
    ],
  ),
  identifier_is_card_number: entry(
    'invalid',
    ['This is a bank card number, which must not be kept.', '这是银行卡号，不得保存。'],
    ['Send the token that the payment terminal gives for the card.', '请发送支付终端为该卡生成的令牌。'],
  ),
  identifier_taken: entry(
    'conflict',
    ['Another customer has this identifier.', '此标识已属于另一位顾客。'],
    ['Use the customer that is named, or leave the identifier out.', '请使用所指出的顾客，或不要发送此标识。'],
  ),
  customer_not_found: entry(
    'not_found',
    ['No customer is known by this.', '没有与此对应的顾客。'],
    [
      'Check the identifier, or create the customer; paying with it does so too.',
      '请核对标识，或新建顾客；用它付款也会自动建档。',
    ],
  ),
} satisfies Record<string, RefusalEntry>;
