import type { Caller, CancelOutcome, ChannelAdapter, Prepared, VoucherOutcome, VoucherUse } from '../adapter.ts';
import { call, type Answered } from '../call.ts';
import { isFields, optionalText, plainName, textOf, wholeOf, yuanOf } from '../fields.ts';
import { readOr, type Said } from '../reading.ts';
import { run, sha1 } from '../sign.ts';

const CANCEL_WITHIN_S = 3600;

/**
 * Meituan's group-buy vouchers. There is no number of ours that makes a consumption once: after a silence the platform is
 * asked what became of the voucher, and never told to consume it again.
 */
export const meituanGroup: ChannelAdapter = {
  asks: { settings: ['developerId', 'shopId'], secrets: ['signKey', 'appAuthToken'] },
  vouchers: {
    prepare,
    consume,
    settle,
    cancel,
    patience: { asksAfterS: [5, 10, 30, 60, 300], cancelWithinS: CANCEL_WITHIN_S },
  },
};

async function prepare(caller: Caller, code: string): Promise<Prepared> {
  const said = saidOf(await ask(caller, 'msprepare', { couponCode: code }));
  if (said.state !== 'said') return said;
  return readOr(() => {
    const paid = yuanOf(said.data, 'couponBuyPrice');
    return {
      state: 'valid',
      offer: {
        code,
        dealRef: textOf(said.data, 'dealId'),
        dealName: plainName(textOf(said.data, 'dealTitle')),
        mostUses: Math.min(100, Math.max(1, wholeOf(said.data, 'count'))),
        listMinor: yuanOf(said.data, 'dealValue'),
        guestPaidMinor: paid,
        // assumed: the price of the deal is the sale, whatever part of it the platform gave the guest.
        payableMinor: yuanOf(said.data, 'dealPrice'),
        tokens: {},
      },
    };
  });
}

async function consume(caller: Caller, { code, uses }: VoucherUse): Promise<VoucherOutcome> {
  const { shopId = '' } = caller.account.settings;
  const said = saidOf(await ask(caller, 'msconsume', { code, num: uses, eId: shopId, eName: shopId }));
  if (said.state !== 'said') return said;
  return readOr(() => ({ state: 'consumed', voucherRef: textOf(said.data, 'orderId'), tokens: {} }));
}

const UNUSED = 1;
const USED = 2;

/** A first request can still be on its way: only after so many asks, most of a minute later, unused means that it never came. */
const ASKS_UNTIL_SURE = 3;

async function settle(caller: Caller, { code, attempt }: VoucherUse): Promise<VoucherOutcome> {
  const said = saidOf(await ask(caller, 'queryById', { couponCode: code }));
  if (said.state !== 'said') return said;
  return readOr(() => {
    const status = wholeOf(said.data, 'couponStatus');
    if (status === USED) return { state: 'consumed', voucherRef: textOf(said.data, 'orderId'), tokens: {} };
    if (status !== UNUSED) return { state: 'refused', why: `status_${status}` };
    return { state: attempt < ASKS_UNTIL_SURE ? 'unknown' : 'refused', why: 'not_consumed' };
  });
}

async function cancel(caller: Caller, { code }: VoucherUse): Promise<CancelOutcome> {
  const { shopId = '' } = caller.account.settings;
  const said = saidOf(await ask(caller, 'cancel', { couponCode: code, type: 1, eId: shopId, eName: shopId }));
  if (said.state === 'said') return { state: 'cancelled' };
  return said.state === 'refused' && said.why === 'NOT_USED' ? { state: 'cancelled' } : said;
}

// assumed: the codes of a platform that is busy; whatever else is not success says that nothing was done.
const BUSY = new Set(['SYSTEM_ERROR', 'RATE_LIMIT', 'PROCESSING']);

function saidOf(answered: Answered): Said {
  if (answered.state === 'unknown') return answered;
  const code = optionalText(answered.fields, 'code') ?? 'SYSTEM_ERROR';
  const { data } = answered.fields;
  if (code === 'OP_SUCCESS') return { state: 'said', data: isFields(data) ? data : {} };
  return { state: BUSY.has(code) ? 'unknown' : 'refused', why: code };
}

const BUSINESS_ID = '1'; // group-buy, in the platform's numbering

/** SHA-1 over the key of signing and the sorted fields, name and value after another. */
export const signatureOf = (params: Readonly<Record<string, string>>, signKey: string): string =>
  sha1(signKey + run(params));

function ask({ account, now }: Caller, name: string, biz: object): Promise<Answered> {
  const params = {
    appAuthToken: account.secrets.appAuthToken ?? '',
    businessId: BUSINESS_ID,
    charset: 'UTF-8',
    developerId: account.settings.developerId ?? '',
    timestamp: String(Math.floor(now.getTime() / 1000)),
    version: '2',
    biz: JSON.stringify(biz),
  };
  const sign = signatureOf(params, account.secrets.signKey ?? '');
  return call({
    url: `${account.baseUrl}/tuangou/ng/coupon/${name}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...params, sign }).toString(),
  });
}
