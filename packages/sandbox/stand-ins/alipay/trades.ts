import { shanghaiWall } from '../core/clock.ts';
import type { Merchant } from '../core/accounts.ts';
import type { Desk } from '../core/desk.ts';
import { refundedMinor, type Trade } from '../core/trade.ts';
import {
  BAD_PARAMETER,
  CLOSED,
  CODE_USED,
  done,
  failed,
  GUEST_FAILURES,
  NOT_THERE,
  OTHER_ORDER,
  PAID,
  REFUND_FAILURES,
  waiting,
  type Words,
} from './answers.ts';

export interface Asked {
  readonly merchant: Merchant;
  /** The content of the call. */
  readonly biz: Readonly<Record<string, unknown>>;
  readonly notifyUrl: string;
}

export const yuan = (fen: number): string => (fen / 100).toFixed(2);
export const alipayTime = (iso: string): string => shanghaiWall(new Date(iso)).replace('T', ' ');

/** Fen of an amount in yuan with at most two places, or NaN. */
function fenOf(amount: unknown): number {
  const text = typeof amount === 'number' ? String(amount) : amount;
  if (typeof text !== 'string' || !/^\d{1,9}(\.\d{1,2})?$/.test(text)) return Number.NaN;
  const [whole, part = ''] = text.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const PAY_WITHIN_MS = 2 * 3_600_000;
const NUMBER = /^\w{1,64}$/;

/** The trade of a number of ours or of Alipay's. */
export function tradeOf(desk: Desk, { merchant, biz }: Asked): Trade | undefined {
  const outNo = text(biz['out_trade_no']);
  if (outNo !== '') return desk.book.get('alipay', merchant.merchantNo, outNo);
  const trade = desk.book.byRef('alipay', text(biz['trade_no']));
  return trade?.merchantNo === merchant.merchantNo ? trade : undefined;
}

const buyerOf = (trade: Trade) => ({
  buyer_user_id: trade.payer,
  buyer_open_id: `open-${trade.payer}`,
  buyer_logon_id: '159****5620',
});

const told = (trade: Trade) => ({ trade_no: trade.providerRef, out_trade_no: trade.outTradeNo });

const paidFields = (trade: Trade) => ({
  ...told(trade),
  ...buyerOf(trade),
  total_amount: yuan(trade.amountMinor),
  receipt_amount: yuan(trade.amountMinor),
  buyer_pay_amount: yuan(trade.amountMinor),
});

/** Opens a trade; `scene` says how the guest comes to it. */
export function place(desk: Desk, asked: Asked, scene: 'bar_code' | 'qr' | 'wap' | 'jsapi'): Words {
  const { merchant, biz, notifyUrl } = asked;
  const amountMinor = fenOf(biz['total_amount']);
  const code = scene === 'bar_code' ? text(biz['auth_code']) : undefined;
  const isCode = code === undefined || /^(2[5-9]|30)\d{14,22}$/.test(code);
  const isComplete = amountMinor > 0 && NUMBER.test(text(biz['out_trade_no'])) && text(biz['subject']) !== '';
  if (!isComplete || !isCode) return BAD_PARAMETER;
  const placed = desk.book.place(
    {
      gateway: 'alipay',
      merchantNo: merchant.merchantNo,
      outTradeNo: text(biz['out_trade_no']),
      amountMinor,
      currency: 'CNY',
      subject: text(biz['subject']),
      scene,
      notifyUrl,
      expiresAt: new Date(desk.clock.now().getTime() + PAY_WITHIN_MS),
      payer:
        text(biz['buyer_open_id']) ||
        text(biz['buyer_id']) ||
        `2088${merchant.merchantNo.slice(0, 6)}${code?.slice(-6) ?? '000001'}`,
      extra: { appId: merchant.appId },
    },
    code,
  );
  if (!('trade' in placed)) return placed.is === 'code_used' ? CODE_USED : OTHER_ORDER;
  return placedWords(scene, placed.trade, placed.is === 'new');
}

function placedWords(scene: string, trade: Trade, isNew: boolean): Words {
  if (trade.state === 'closed' || trade.state === 'reversed') return CLOSED;
  if (trade.state === 'failed') return GUEST_FAILURES[trade.failedBy as keyof typeof GUEST_FAILURES];
  if (trade.state === 'paid') {
    if (!isNew) return PAID;
    return done({ ...paidFields(trade), gmt_payment: alipayTime(trade.paidAt!) });
  }
  if (scene === 'bar_code')
    return waiting({ ...told(trade), ...buyerOf(trade), total_amount: yuan(trade.amountMinor) });
  if (scene === 'qr')
    return done({ out_trade_no: trade.outTradeNo, qr_code: `https://qr.alipay.com/bax${trade.providerRef}` });
  return done(told(trade));
}

const STATUS: Readonly<Record<Trade['state'], string>> = {
  waiting: 'WAIT_BUYER_PAY',
  paid: 'TRADE_SUCCESS',
  closed: 'TRADE_CLOSED',
  reversed: 'TRADE_CLOSED',
  failed: 'TRADE_CLOSED',
};

/** Everything given back closes a trade. */
export const statusOf = (trade: Trade): string =>
  trade.state === 'paid' && refundedMinor(trade) === trade.amountMinor ? 'TRADE_CLOSED' : STATUS[trade.state];

export function query(desk: Desk, asked: Asked): Words {
  const trade = tradeOf(desk, asked);
  // A QR code that nobody has scanned is no trade yet.
  if (!trade || (trade.scene === 'qr' && trade.state === 'waiting')) return NOT_THERE;
  const sent = trade.paidAt === null ? {} : { send_pay_date: alipayTime(trade.paidAt) };
  return done({ ...paidFields(trade), ...sent, trade_status: statusOf(trade) });
}

/** Gives back what was paid or closes what was not, and says which. */
export function cancel(desk: Desk, asked: Asked): Words {
  const trade = tradeOf(desk, asked);
  if (!trade) return done({ out_trade_no: asked.biz['out_trade_no'], retry_flag: 'N', action: 'close' });
  const action = trade.state === 'paid' ? 'refund' : 'close';
  desk.book.reverse(trade);
  return done({ ...told(trade), retry_flag: 'N', action });
}

export function close(desk: Desk, asked: Asked): Words {
  const trade = tradeOf(desk, asked);
  // A QR code that nobody has scanned cannot be closed, only cancelled.
  if (!trade || (trade.scene === 'qr' && trade.state === 'waiting')) return NOT_THERE;
  return trade.state === 'closed' || desk.book.close(trade)
    ? done(told(trade))
    : failed('ACQ.REASON_TRADE_STATUS_INVALID', '交易状态异常');
}

/** Pays back at once; the number of the refund may be left out where everything goes back. */
export function refund(desk: Desk, asked: Asked): Words {
  const trade = tradeOf(desk, asked);
  if (!trade) return NOT_THERE;
  const amountMinor = fenOf(asked.biz['refund_amount']);
  const number = text(asked.biz['out_request_no']);
  if (number === '' && amountMinor !== trade.amountMinor) return BAD_PARAMETER;
  const refunding = desk.book.refund(trade, {
    outRefundNo: number || trade.outTradeNo,
    amountMinor,
    notifyUrl: trade.notifyUrl,
    apartMs: 0,
    takesMs: 0,
  });
  if (!('refund' in refunding)) return REFUND_FAILURES[refunding.is];
  const fund_change = refunding.is === 'new' ? 'Y' : 'N';
  return done({ ...told(trade), ...buyerOf(trade), fund_change, refund_fee: yuan(refundedMinor(refunding.trade)) });
}

/** An unknown number answers a success that names no refund, as Alipay does. */
export function refundQuery(desk: Desk, asked: Asked): Words {
  const trade = tradeOf(desk, asked);
  if (!trade) return NOT_THERE;
  const number = text(asked.biz['out_request_no']);
  const found = trade.refunds.find(({ outRefundNo }) => outRefundNo === number);
  if (!found) return done({});
  return done({
    ...told(trade),
    out_request_no: number,
    total_amount: yuan(trade.amountMinor),
    refund_amount: yuan(found.amountMinor),
    refund_status: 'REFUND_SUCCESS',
    gmt_refund_pay: alipayTime(found.refundedAt ?? found.dueAt),
  });
}
