import { shanghaiWall } from '../core/clock.ts';
import type { Refund, Trade } from '../core/trade.ts';
import { refundedMinor } from '../core/trade.ts';

export const wechatTime = (iso: string): string => `${shanghaiWall(new Date(iso))}+08:00`;

function stateOf(trade: Trade): string {
  if (trade.state === 'paid') return refundedMinor(trade) > 0 ? 'REFUND' : 'SUCCESS';
  if (trade.state === 'waiting') return trade.scene === 'MICROPAY' ? 'USERPAYING' : 'NOTPAY';
  if (trade.state === 'failed') return 'PAYERROR';
  // A payment code that was reversed, paid or not, is revoked; the other scenes close.
  return trade.scene === 'MICROPAY' ? 'REVOKED' : 'CLOSED';
}

/** A transaction as queries and callbacks tell it. */
export function transactionOf(trade: Trade): Record<string, unknown> {
  const state = stateOf(trade);
  const said = {
    appid: trade.extra['appid'],
    mchid: trade.merchantNo,
    out_trade_no: trade.outTradeNo,
    trade_type: trade.scene,
    trade_state: state,
    trade_state_desc: state,
  };
  if (trade.paidAt === null) return { ...said, amount: { total: trade.amountMinor, currency: trade.currency } };
  return {
    ...said,
    transaction_id: trade.providerRef,
    bank_type: 'OTHERS',
    attach: trade.extra['attach'] ?? '',
    success_time: wechatTime(trade.paidAt),
    payer: { openid: trade.payer },
    amount: {
      total: trade.amountMinor,
      payer_total: trade.amountMinor,
      currency: trade.currency,
      payer_currency: trade.currency,
    },
  };
}

/** A refund as its own calls tell it. */
export function refundOf(trade: Trade, refund: Refund): Record<string, unknown> {
  return {
    refund_id: refund.providerRef,
    out_refund_no: refund.outRefundNo,
    transaction_id: trade.providerRef,
    out_trade_no: trade.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: wechatTime(refund.acceptedAt),
    ...(refund.refundedAt === null ? {} : { success_time: wechatTime(refund.refundedAt) }),
    status: refund.refundedAt === null ? 'PROCESSING' : 'SUCCESS',
    amount: amountsOf(trade, refund),
  };
}

const amountsOf = (trade: Trade, { amountMinor }: Refund) => ({
  total: trade.amountMinor,
  refund: amountMinor,
  payer_total: trade.amountMinor,
  payer_refund: amountMinor,
  settlement_refund: amountMinor,
  settlement_total: trade.amountMinor,
  discount_refund: 0,
  currency: trade.currency,
});

/** A refund as the callback tells it: other names for the same. */
export function refundNoticeOf(trade: Trade, refund: Refund): Record<string, unknown> {
  const { total, refund: back, payer_total, payer_refund } = amountsOf(trade, refund);
  return {
    mchid: trade.merchantNo,
    transaction_id: trade.providerRef,
    out_trade_no: trade.outTradeNo,
    refund_id: refund.providerRef,
    out_refund_no: refund.outRefundNo,
    refund_status: 'SUCCESS',
    success_time: wechatTime(refund.refundedAt ?? refund.dueAt),
    user_received_account: '支付用户零钱',
    amount: { total, refund: back, payer_total, payer_refund },
  };
}
