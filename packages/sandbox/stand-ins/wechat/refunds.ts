import type { Merchant } from '../core/accounts.ts';
import type { Answer, Call, Desk } from '../core/desk.ts';
import type { Trade } from '../core/trade.ts';
import { ERRORS, json, refusal, REFUND_ERRORS } from './answers.ts';
import { refundOf } from './words.ts';

export interface RefundBody {
  readonly transaction_id?: string;
  readonly out_trade_no?: string;
  readonly out_refund_no?: string;
  readonly notify_url?: string;
  readonly amount?: { readonly refund?: number; readonly total?: number; readonly currency?: string };
}

const APART_MS = 60_000;
const TAKES_MS = 3_000;
const busy = refusal(ERRORS.busy);

/** Takes a refund on; the money is back some seconds later. */
export function refundCall(desk: Desk, merchant: Merchant, body: RefundBody): Call {
  const apply = (): Answer => {
    const { amount, out_refund_no: outRefundNo } = body;
    const trade = tradeOf(desk, merchant, body);
    if (!outRefundNo || !Number.isSafeInteger(amount?.refund)) return refusal(ERRORS.param);
    if (!trade) return refusal(ERRORS.notFound);
    if (amount?.total !== trade.amountMinor || amount.currency !== trade.currency) return refusal(ERRORS.param);
    const refunding = desk.book.refund(trade, {
      outRefundNo,
      amountMinor: amount.refund!,
      notifyUrl: body.notify_url ?? '',
      apartMs: APART_MS,
      takesMs: TAKES_MS,
    });
    return 'refund' in refunding
      ? json(200, refundOf(refunding.trade, refunding.refund))
      : refusal(REFUND_ERRORS[refunding.is]);
  };
  return { gateway: 'wechat', operation: 'refund', number: body.out_refund_no ?? '', busy, apply };
}

function tradeOf(
  desk: Desk,
  merchant: Merchant,
  { out_trade_no: outNo, transaction_id: ref }: RefundBody,
): Trade | undefined {
  if (outNo) return desk.book.get('wechat', merchant.merchantNo, outNo);
  const trade = desk.book.byRef('wechat', ref ?? '');
  return trade?.merchantNo === merchant.merchantNo ? trade : undefined;
}

export function refundQueryCall(desk: Desk, merchant: Merchant, number: string): Call {
  const apply = (): Answer => {
    const trade = desk.book
      .all('wechat')
      .find(
        ({ merchantNo, refunds }) =>
          merchantNo === merchant.merchantNo && refunds.some(({ outRefundNo }) => outRefundNo === number),
      );
    const refund = trade?.refunds.find(({ outRefundNo }) => outRefundNo === number);
    return trade && refund ? json(200, refundOf(trade, refund)) : refusal(ERRORS.noRefund);
  };
  return { gateway: 'wechat', operation: 'refund query', number, busy, apply };
}
