import type { GatewayName } from '../core/trade.ts';

export type Language = 'zh' | 'en';

export const GATEWAY_NAMES: Readonly<Record<Language, Readonly<Record<GatewayName, string>>>> = {
  zh: { wechat: '微信支付', alipay: '支付宝', unionpay: '云闪付', stripe: '银行卡' },
  en: { wechat: 'WeChat Pay', alipay: 'Alipay', unionpay: 'UnionPay', stripe: 'Card' },
};

export interface Words {
  readonly title: string;
  readonly note: string;
  readonly waiting: string;
  readonly nothing: string;
  readonly pay: string;
  readonly wrongPassword: string;
  readonly decline: string;
  readonly code: string;
  readonly codeNote: string;
  readonly show: string;
  readonly asks: string;
  readonly other: string;
  readonly done: Readonly<Record<'pay' | 'wrong-password' | 'decline', string>>;
  readonly gone: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  zh: {
    title: '顾客的手机',
    note: '演示用：这里没有真钱。',
    waiting: '等待付款',
    nothing: '现在没有等待付款的订单。收银台发起收款后会出现在这里。',
    pay: '付款',
    wrongPassword: '密码输错',
    decline: '不付了',
    code: '我的付款码',
    codeNote: '给收银员扫，或者把数字输入收银台。每个付款码只能用一次。',
    show: '出示付款码',
    asks: '付款时要输密码',
    other: 'English',
    done: { pay: '已付款。', 'wrong-password': '密码错误，订单仍在等待付款。', decline: '已拒绝付款。' },
    gone: '这笔订单已经不能付款了。',
  },
  en: {
    title: 'The guest’s phone',
    note: 'For demonstration: no real money is here.',
    waiting: 'Waiting for you to pay',
    nothing: 'Nothing is waiting. What the till asks you to pay shows up here.',
    pay: 'Pay',
    wrongPassword: 'Wrong password',
    decline: 'Decline',
    code: 'My payment code',
    codeNote: 'Let the cashier scan it, or type the digits at the till. Each code works once.',
    show: 'Show code',
    asks: 'Ask for my password',
    other: '中文',
    done: { pay: 'Paid.', 'wrong-password': 'Wrong password; it is still waiting.', decline: 'Declined.' },
    gone: 'This can no longer be paid.',
  },
};
