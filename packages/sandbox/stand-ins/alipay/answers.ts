import type { RefundRefusal, Behaviour } from '../core/trade.ts';

/** What Alipay says of a call: 10000 done, 10003 waiting, 20000 unknown, 4000x refused. */
export type Words = Readonly<Record<string, unknown>> & { readonly code: string; readonly msg: string };

export const done = (fields: object): Words => ({ code: '10000', msg: 'Success', ...fields });
export const waiting = (fields: object): Words => ({ code: '10003', msg: ' order success pay inprocess', ...fields });
export const unknown: Words = {
  code: '20000',
  msg: 'Service Currently Unavailable',
  sub_code: 'isp.unknow-error',
  sub_msg: '系统繁忙',
};
export const failed = (sub_code: string, sub_msg: string): Words => ({
  code: '40004',
  msg: 'Business Failed',
  sub_code,
  sub_msg,
});
export const badSignature: Words = {
  code: '40002',
  msg: 'Invalid Arguments',
  sub_code: 'isv.invalid-signature',
  sub_msg: '验签出错，请检查签名字符串或签名私钥与应用公钥是否匹配',
};
export const noMethod: Words = {
  code: '40002',
  msg: 'Invalid Arguments',
  sub_code: 'isv.invalid-method',
  sub_msg: '不存在的方法名',
};

export const NOT_THERE = failed('ACQ.TRADE_NOT_EXIST', '交易不存在');
export const PAID = failed('ACQ.TRADE_HAS_SUCCESS', '交易已被支付');
export const CLOSED = failed('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
export const OTHER_ORDER = failed('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改');
export const BAD_PARAMETER = failed('ACQ.INVALID_PARAMETER', '参数无效');
export const CODE_USED = failed('ACQ.PAYMENT_AUTH_CODE_INVALID', '支付授权码无效');
export const NO_BILL = failed('isp.bill_not_exist', '账单不存在');

export const GUEST_FAILURES: Readonly<Record<Exclude<Behaviour, 'pays' | 'password'>, Words>> = {
  balance_short: failed('ACQ.BUYER_BALANCE_NOT_ENOUGH', '买家余额不足'),
  code_expired: CODE_USED,
  declined: failed('ACQ.PAYMENT_FAIL', '支付失败'),
};

export const REFUND_FAILURES: Readonly<Record<RefundRefusal, Words>> = {
  not_paid: failed('ACQ.TRADE_STATUS_ERROR', '交易状态不合法'),
  too_much: failed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限'),
  too_many: failed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款次数超限'),
  too_soon: unknown,
  too_late: failed('ACQ.TRADE_HAS_FINISHED', '交易已完结'),
  changed: failed('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求'),
};
