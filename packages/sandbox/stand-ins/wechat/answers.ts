import type { Answer } from '../core/desk.ts';
import type { Behaviour, RefundRefusal } from '../core/trade.ts';

export interface WechatError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const error = (status: number, code: string, message: string): WechatError => ({ status, code, message });

// Codes that the interface rules list; which of them codepay answers for a code is assumed from its older interface.
export const ERRORS = {
  sign: error(401, 'SIGN_ERROR', '签名错误'),
  param: error(400, 'PARAM_ERROR', '参数错误'),
  notFound: error(404, 'ORDER_NOT_EXIST', '订单不存在'),
  noRefund: error(404, 'RESOURCE_NOT_EXISTS', '退款单不存在'),
  numberTaken: error(403, 'OUT_TRADE_NO_USED', '商户订单号重复'),
  paid: error(400, 'ORDERPAID', '该订单已支付'),
  closed: error(400, 'ORDER_CLOSED', '该订单已关闭'),
  tooSoon: error(429, 'FREQUENCY_LIMITED', '频率限制'),
  invalid: error(400, 'INVALID_REQUEST', '请求不符合业务规则'),
  busy: error(500, 'SYSTEM_ERROR', '系统异常，请用相同参数重新调用'),
  noAccount: error(403, 'NO_AUTH', '商户号与AppID不匹配'),
  noBill: error(400, 'NO_STATEMENT_EXIST', '账单文件不存在'),
  billLater: error(400, 'STATEMENT_CREATING', '账单生成中'),
  codeUsed: error(403, 'AUTH_CODE_INVALID', '付款码已使用'),
} as const;

export const GUEST_ERRORS: Readonly<Record<Exclude<Behaviour, 'pays' | 'password'>, WechatError>> = {
  balance_short: error(403, 'NOTENOUGH', '余额不足'),
  code_expired: error(403, 'AUTHCODEEXPIRE', '付款码已过期'),
  declined: error(403, 'TRADE_ERROR', '用户取消支付'),
};

export const REFUND_ERRORS: Readonly<Record<RefundRefusal, WechatError>> = {
  not_paid: error(403, 'INVALID_REQUEST', '订单状态不支持退款'),
  too_much: error(403, 'INVALID_REQUEST', '退款金额大于可退金额'),
  too_many: error(403, 'INVALID_REQUEST', '部分退款次数超过 50 次'),
  too_late: error(403, 'INVALID_REQUEST', '订单已超过可退款期限'),
  too_soon: error(429, 'FREQUENCY_LIMITED', '一笔订单多次退款需间隔 1 分钟'),
  changed: error(403, 'INVALID_REQUEST', '同一退款单号多次请求参数不一致'),
};

export const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) });

export const refusal = ({ status, code, message }: WechatError): Answer => json(status, { code, message });
