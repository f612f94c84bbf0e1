import { entry } from './entry.ts';

export const gateway = {
  payment_code_unknown: entry(
    'invalid',
    [
      'The code is of no payment app that is known: WeChat, Alipay or UnionPay.',
      '无法识别此付款码，它不是微信、支付宝或银联的付款码。',
    ],
    [
      'Ask the guest to open the payment code of their app and scan it again, or take the payment in another way.',
      '请顾客打开支付应用中的付款码后重新扫码，或改用其他支付方式。',
    ],
  ),
  callback_forged: entry(
    'unauthenticated',
    [
      "The payment provider's signature does not hold, or the notice is about another merchant.",
      '支付机构的签名无效，或通知不属于此商户。',
    ],
    [
      'Check the keys of the account that is named; nothing was changed by this notice.',
      '请核对所示账户的密钥；此通知未更改任何数据。',
    ],
  ),
  callback_stale: entry(
    'unauthenticated',
    ['The notice was signed too long ago.', '通知的签名时间过久。'],
    [
      "Check the machine's clock; the provider signs each try anew, and what became of a payment is also asked for.",
      '请检查本机时钟；支付机构每次重试都会重新签名，系统也会主动查询支付结果。',
    ],
  ),
  callback_unreadable: entry(
    'invalid',
    ['The notice is signed and cannot be read at the field that is named.', '通知签名有效，但所示字段无法读取。'],
    [
      'Check the key that opens it; what became of the payment is also asked for.',
      '请核对解密密钥；系统也会主动查询支付结果。',
    ],
  ),
};
