import { shanghaiWall } from '../core/clock.ts';
import type { Merchant } from '../core/accounts.ts';
import type { Desk } from '../core/desk.ts';
import type { RefundRefusal, Trade } from '../core/trade.ts';
import type { Fields } from './sign.ts';

/** What is answered beside what is told back of the request. */
export type Words = Readonly<Record<string, string>>;

export interface Asked {
  readonly merchant: Merchant;
  readonly fields: Fields;
}

export const words = (respCode: string, respMsg: string, more: Words = {}): Words => ({ respCode, respMsg, ...more });

// The response codes are of the provider's public list; which of them a payment code answers for is assumed.
export const OK = words('00', '成功');
export const IN_DOUBT = words('05', '交易已受理，请稍后查询交易结果');
export const BUSY = words('03', '交易通讯超时，请发起查询交易');
export const BAD_SIGNATURE = words('11', '验证签名失败');
const DUPLICATE = words('12', '重复交易');
export const BAD_FIELDS = words('10', '报文格式错误');
const NOT_THERE = words('34', '查无此交易');
const WRONG_STATE = words('36', '交易金额超限或状态不正确');
const CODE_INVALID = words('77', '付款码无效');

const FAILED: Readonly<Record<string, Words>> = {
  balance_short: words('64', '卡上的余额不足'),
  code_expired: CODE_INVALID,
  declined: words('01', '交易失败'),
};

const REFUSED: Readonly<Record<RefundRefusal, Words>> = {
  not_paid: WRONG_STATE,
  too_much: WRONG_STATE,
  too_many: WRONG_STATE,
  too_soon: BUSY,
  too_late: WRONG_STATE,
  changed: DUPLICATE,
};

/** `20261127140500`, as the provider writes a time. */
export const unionTime = (at: Date): string => shanghaiWall(at).replaceAll(/[-T:]/g, '');

/** `orderId + txnTime` identify a trade of a merchant; the books here have both as one number. */
const numberOf = (fields: Fields): string => fields['orderId'] ?? '';

export function tradeOf(desk: Desk, { merchant, fields }: Asked): Trade | undefined {
  const trade = desk.book.get('unionpay', merchant.merchantNo, numberOf(fields));
  return trade?.extra['txnTime'] === fields['txnTime'] ? trade : undefined;
}

const PAY_WITHIN_MS = 30 * 60_000;

/** A charge: by the guest's code (`txnSubType` 06) or by a QR code of ours (07). */
export function charge(desk: Desk, { merchant, fields }: Asked): Words {
  const byCode = fields['txnSubType'] === '06';
  const amountMinor = /^\d{1,12}$/.test(fields['txnAmt'] ?? '') ? Number(fields['txnAmt']) : 0;
  const isTime = /^\d{14}$/.test(fields['txnTime'] ?? '');
  const isComplete = /^[A-Za-z0-9]{8,40}$/.test(numberOf(fields)) && isTime && fields['currencyCode'] === '156';
  if (!isComplete || amountMinor <= 0) return BAD_FIELDS;
  if (byCode && !/^62\d{17}$/.test(fields['qrNo'] ?? '')) return CODE_INVALID;
  const draft = {
    gateway: 'unionpay',
    merchantNo: merchant.merchantNo,
    outTradeNo: numberOf(fields),
    amountMinor,
    currency: 'CNY',
    subject: fields['orderDesc'] ?? '',
    scene: byCode ? 'code' : 'qr',
    notifyUrl: fields['backUrl'] ?? '',
    expiresAt: new Date(desk.clock.now().getTime() + PAY_WITHIN_MS),
    extra: { txnTime: fields['txnTime']!, signMethod: fields['signMethod'] ?? '' },
  } as const;
  const placed = desk.book.place(draft, byCode ? fields['qrNo'] : undefined);
  if (!('trade' in placed)) return placed.is === 'code_used' ? CODE_INVALID : DUPLICATE;
  if (placed.is === 'same') return DUPLICATE;
  const { trade } = placed;
  if (trade.failedBy) return FAILED[trade.failedBy] ?? FAILED['declined']!;
  if (byCode) return trade.state === 'paid' ? { ...OK, queryId: queryIdOf(trade) } : IN_DOUBT;
  return { ...OK, qrCode: `https://qr.95516.com/00010000/${trade.providerRef}` };
}

export const queryIdOf = ({ providerRef }: { readonly providerRef: string }): string => providerRef.slice(-21);

export function query(desk: Desk, asked: Asked): Words {
  const trade = tradeOf(desk, asked);
  if (!trade) return queryRefund(desk, asked);
  const told = { queryId: queryIdOf(trade), txnAmt: String(trade.amountMinor), currencyCode: '156', origRespMsg: '' };
  return { ...OK, ...told, origRespCode: stateCodeOf(trade) };
}

function stateCodeOf(trade: Trade): string {
  if (trade.state === 'paid') return '00';
  if (trade.state === 'waiting') return '05';
  return trade.failedBy ? (FAILED[trade.failedBy]?.['respCode'] ?? '01') : '98';
}

const refundTime = (number: string): string => `unionpay-refund ${number}`;

function queryRefund(desk: Desk, { merchant, fields }: Asked): Words {
  const mine = desk.book.all('unionpay').filter(({ merchantNo }) => merchantNo === merchant.merchantNo);
  const refund = mine.flatMap(({ refunds }) => refunds).find(({ outRefundNo }) => outRefundNo === numberOf(fields));
  const time = desk.store.shelf<string>('unionpay-time').get(refundTime(numberOf(fields)));
  if (!refund || time !== fields['txnTime']) return NOT_THERE;
  const origRespCode = refund.refundedAt === null ? '05' : '00';
  return { ...OK, queryId: queryIdOf(refund), txnAmt: String(refund.amountMinor), currencyCode: '156', origRespCode };
}

/** Reversal (`txnType` 99) of the charge with the same number and time: it ends and what was paid goes back. */
export function reverse(desk: Desk, asked: Asked): Words {
  const trade = tradeOf(desk, asked);
  if (!trade) return NOT_THERE;
  if (trade.refunds.length > 0) return WRONG_STATE;
  desk.book.reverse(trade);
  return { ...OK, queryId: queryIdOf(trade) };
}

const TAKES_MS = 2000;

/** Refund (`txnType` 04) under a number of its own of the charge that `origQryId` names: accepted first, paid later. */
export function refund(desk: Desk, { merchant, fields }: Asked): Words {
  const trade = desk.book
    .all('unionpay')
    .find((other) => other.merchantNo === merchant.merchantNo && queryIdOf(other) === fields['origQryId']);
  if (!trade) return NOT_THERE;
  const refunding = desk.book.refund(trade, {
    outRefundNo: numberOf(fields),
    amountMinor: Number(fields['txnAmt']),
    notifyUrl: fields['backUrl'] ?? '',
    apartMs: 0,
    takesMs: TAKES_MS,
  });
  if (!('refund' in refunding)) return REFUSED[refunding.is];
  if (refunding.is === 'same') return DUPLICATE;
  desk.store.shelf<string>('unionpay-time').put(refundTime(numberOf(fields)), fields['txnTime'] ?? '');
  return { ...OK, queryId: queryIdOf(refunding.refund) };
}
