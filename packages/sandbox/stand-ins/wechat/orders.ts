import type { Merchant } from '../core/accounts.ts';
import type { Answer, Call, Desk } from '../core/desk.ts';
import type { Placed } from '../core/book.ts';
import type { Trade } from '../core/trade.ts';
import { ERRORS, GUEST_ERRORS, json, refusal } from './answers.ts';
import { transactionOf } from './words.ts';

export interface OrderBody {
  readonly appid?: string;
  readonly mchid?: string;
  readonly description?: string;
  readonly out_trade_no?: string;
  readonly attach?: string;
  readonly time_expire?: string;
  readonly notify_url?: string;
  readonly amount?: { readonly total?: number; readonly currency?: string };
  readonly payer?: { readonly openid?: string; readonly auth_code?: string };
  readonly scene_info?: { readonly payer_client_ip?: string; readonly store_info?: object; readonly h5_info?: object };
}

export type OrderKind = 'codepay' | 'native' | 'jsapi' | 'h5';

const SCENES: Readonly<Record<OrderKind, string>> = {
  codepay: 'MICROPAY',
  native: 'NATIVE',
  jsapi: 'JSAPI',
  h5: 'MWEB',
};

const NUMBER = /^[\w\-|*]{6,32}$/;
const HOUR_MS = 3_600_000;
const busy = refusal(ERRORS.busy);

/** What each way of paying must bring along. */
const ASKED: Readonly<Record<OrderKind, (body: OrderBody) => boolean>> = {
  codepay: ({ payer, scene_info }) => /^1[0-5]\d{16}$/.test(payer?.auth_code ?? '') && scene_info !== undefined,
  native: ({ notify_url }) => Boolean(notify_url),
  jsapi: ({ notify_url, payer }) => Boolean(notify_url && payer?.openid),
  h5: ({ notify_url, scene_info }) => Boolean(notify_url && scene_info?.payer_client_ip && scene_info.h5_info),
};

function isComplete(kind: OrderKind, body: OrderBody): boolean {
  const total = body.amount?.total;
  const isCharge = Number.isSafeInteger(total) && total! > 0 && NUMBER.test(body.out_trade_no ?? '');
  return isCharge && Boolean(body.description) && ASKED[kind](body);
}

/** Opens an order, or pays it by the guest's code. */
export function orderCall(desk: Desk, merchant: Merchant, { kind, body }: { kind: OrderKind; body: OrderBody }): Call {
  const apply = (): Answer => {
    if (body.mchid !== merchant.merchantNo || body.appid !== merchant.appId) return refusal(ERRORS.noAccount);
    if (!isComplete(kind, body)) return refusal(ERRORS.param);
    const placed = desk.book.place(
      {
        gateway: 'wechat',
        merchantNo: merchant.merchantNo,
        outTradeNo: body.out_trade_no!,
        amountMinor: body.amount!.total!,
        currency: body.amount?.currency ?? 'CNY',
        subject: body.description!,
        scene: SCENES[kind],
        notifyUrl: body.notify_url ?? '',
        expiresAt: body.time_expire ? new Date(body.time_expire) : new Date(desk.clock.now().getTime() + 2 * HOUR_MS),
        payer: body.payer?.openid,
        extra: { appid: merchant.appId, attach: body.attach ?? '' },
      },
      body.payer?.auth_code,
    );
    return placedAnswer(desk, kind, placed);
  };
  return { gateway: 'wechat', operation: kind, number: body.out_trade_no ?? '', busy, apply };
}

function placedAnswer(desk: Desk, kind: OrderKind, placed: Placed): Answer {
  if (!('trade' in placed)) return refusal(placed.is === 'code_used' ? ERRORS.codeUsed : ERRORS.numberTaken);
  const { trade } = placed;
  if (trade.state === 'closed' || trade.state === 'reversed') return refusal(ERRORS.closed);
  if (trade.failedBy && trade.failedBy in GUEST_ERRORS) {
    return refusal(GUEST_ERRORS[trade.failedBy as keyof typeof GUEST_ERRORS]);
  }
  if (kind === 'codepay')
    return placed.is === 'same' && trade.paidAt ? refusal(ERRORS.paid) : json(200, transactionOf(trade));
  if (trade.state === 'paid') return refusal(ERRORS.paid);
  return json(200, stepOf(desk, kind, trade));
}

function stepOf(desk: Desk, kind: Exclude<OrderKind, 'codepay'>, trade: Trade): object {
  const token = trade.providerRef.slice(-10);
  if (kind === 'native') return { code_url: `weixin://wxpay/bizpayurl?pr=${token}` };
  if (kind === 'jsapi') return { prepay_id: `wx${token}${trade.providerRef}` };
  return { h5_url: `${desk.origin}/phone?trade=${trade.outTradeNo}` };
}

/** Answers what became of an order. */
export function queryCall(trade: Trade | undefined, number: string): Call {
  const apply = () => (trade ? json(200, transactionOf(trade)) : refusal(ERRORS.notFound));
  return { gateway: 'wechat', operation: 'query', number, busy, apply };
}

const REVERSE_NOT_BEFORE_MS = 15_000;

/** Reverses a payment by code: paid or not, it ends and what was paid goes back. Not within the first 15 seconds. */
export function reverseCall(desk: Desk, trade: Trade | undefined, number: string): Call {
  const apply = (): Answer => {
    if (!trade) return refusal(ERRORS.notFound);
    if (trade.scene !== 'MICROPAY') return refusal(ERRORS.invalid);
    const ageMs = desk.clock.now().getTime() - Date.parse(trade.startedAt);
    if (ageMs < REVERSE_NOT_BEFORE_MS) return refusal(ERRORS.tooSoon);
    desk.book.reverse(trade);
    return json(200, { appid: trade.extra['appid'], mchid: trade.merchantNo, out_trade_no: trade.outTradeNo });
  };
  return { gateway: 'wechat', operation: 'reverse', number, closes: trade, busy, apply };
}

/** Closes an order that nobody has paid. */
export function closeCall(desk: Desk, trade: Trade | undefined, number: string): Call {
  const apply = (): Answer => {
    if (!trade) return refusal(ERRORS.notFound);
    if (trade.scene === 'MICROPAY') return refusal(ERRORS.invalid);
    return desk.book.close(trade) ? { status: 204, body: '' } : refusal(ERRORS.paid);
  };
  return { gateway: 'wechat', operation: 'close', number, closes: trade, busy, apply };
}
