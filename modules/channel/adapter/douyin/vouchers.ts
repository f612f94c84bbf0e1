import type { Caller, CancelOutcome, Prepared, VoucherDesk, VoucherOutcome, VoucherUse } from '../adapter.ts';
import { call, type Answered, type Request } from '../call.ts';
import {
  isFields,
  listOf,
  optionalText,
  plainName,
  rawText,
  textOf,
  Unreadable,
  wholeOf,
  type Fields,
} from '../fields.ts';
import { readOr, type Said } from '../reading.ts';

const CANCEL_WITHIN_S = 3600;

/** The platform's own advice for a verification without an answer: five times after 5 s, then after 40 s, 14 in all. */
const ASKS_AFTER_S = [...Array.from({ length: 5 }, () => 5), ...Array.from({ length: 9 }, () => 40)];

/**
 * Preparing and verifying are one to one: the token of the first makes the second idempotent for a short time. So a silence
 * is settled by verifying again with the same token, and that the voucher is used by then says that the first was heard.
 */
export const douyinVouchers: VoucherDesk = {
  prepare,
  consume: verify,
  settle: verify,
  cancel,
  patience: { asksAfterS: ASKS_AFTER_S, cancelWithinS: CANCEL_WITHIN_S },
};

const PATH = '/goodlife/v1/fulfilment/certificate';

async function prepare(caller: Caller, code: string): Promise<Prepared> {
  const { poiId = '' } = caller.account.settings;
  const query = new URLSearchParams({ code, poi_id: poiId });
  const said = saidOf(await ask(caller, { method: 'GET', url: `${PATH}/prepare/?${query.toString()}` }));
  if (said.state !== 'said') return said;
  return readOr(() => {
    const certificates = listOf(said.data, 'certificates');
    const [first] = certificates;
    if (!first || !isFields(first.sku) || !isFields(first.amount)) throw new Unreadable('certificates');
    const { sku, amount } = first;
    return {
      state: 'valid',
      offer: {
        code,
        dealRef: textOf(sku, 'sku_id'),
        dealName: plainName(textOf(sku, 'title')),
        mostUses: Math.min(100, certificates.length),
        listMinor: wholeOf(amount, 'list_market_amount'),
        guestPaidMinor: wholeOf(amount, 'pay_amount'),
        // What was asked for the deal, of which the platform may have paid a part in the guest's place.
        payableMinor: wholeOf(amount, 'original_amount'),
        tokens: {
          verifyToken: rawText(said.data, 'verify_token'),
          codes: JSON.stringify(certificates.map((one) => rawText(one, 'encrypted_code'))),
        },
      },
    };
  });
}

/** Of a repeat: verified by the request before, or the certificate is used. */
const DONE_ON_REPEAT = new Set([1208, 2]);

async function verify(caller: Caller, use: VoucherUse): Promise<VoucherOutcome> {
  const { poiId = '' } = caller.account.settings;
  const codes = (JSON.parse(use.tokens.codes ?? '[]') as string[]).slice(0, use.uses);
  const body = { verify_token: use.tokens.verifyToken, poi_id: poiId, encrypted_codes: codes };
  const answered = await ask(caller, { url: `${PATH}/verify/`, body: JSON.stringify(body) });
  const said = saidOf(answered, use.attempt > 0 ? DONE_ON_REPEAT : undefined);
  if (said.state !== 'said') return said;
  return readOr(() => outcomeOf(listOf(said.data, 'verify_results'), use.attempt));
}

function outcomeOf(results: readonly Fields[], attempt: number): VoucherOutcome {
  const bad = results.find((one) => !isDone(one, attempt));
  if (bad) return { state: 'refused', why: `result_${wholeOf(bad, 'result')}` };
  const [first] = results;
  if (!first) throw new Unreadable('verify_results');
  const ids = results.map((one) => [rawText(one, 'verify_id'), rawText(one, 'certificate_id')]);
  return { state: 'consumed', voucherRef: textOf(first, 'verify_id'), tokens: { ids: JSON.stringify(ids) } };
}

const isDone = (result: Fields, attempt: number): boolean => {
  const code = wholeOf(result, 'result');
  return code === 0 || (attempt > 0 && DONE_ON_REPEAT.has(code));
};

async function cancel(caller: Caller, { tokens }: VoucherUse): Promise<CancelOutcome> {
  for (const [verifyId, certificateId] of JSON.parse(tokens.ids ?? '[]') as [string, string][]) {
    const body = JSON.stringify({ verify_id: verifyId, certificate_id: certificateId });
    const said = saidOf(await ask(caller, { url: `${PATH}/cancel/`, body }), CANCELLED_ALREADY);
    if (said.state !== 'said') return said;
  }
  return { state: 'cancelled' };
}

// assumed: the platform's code for a certificate that is no longer spent.
const CANCELLED_ALREADY = new Set([1214]);

// assumed: the platform is busy, or the token of access has run out meanwhile.
const BUSY = new Set([2100004, 2190008]);

function saidOf(answered: Answered, alsoDone: ReadonlySet<number> = new Set()): Said {
  if (answered.state === 'unknown') return answered;
  const { data } = answered.fields;
  if (!isFields(data)) return { state: 'unknown', why: 'answer_unreadable' };
  const code = Number(data.error_code ?? Number.NaN);
  if (code === 0 || alsoDone.has(code)) return { state: 'said', data };
  if (Number.isNaN(code) || BUSY.has(code)) return { state: 'unknown', why: `error_${code}` };
  return { state: 'refused', why: `error_${code}` };
}

/** Calls with a token of access, which is asked for each time: the platform gives the same one while it holds. */
async function ask(caller: Caller, request: Request): Promise<Answered> {
  const { account } = caller;
  const granted = await call({
    url: `${account.baseUrl}/oauth/client_token/`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_key: account.settings.clientKey,
      client_secret: account.secrets.clientSecret,
      grant_type: 'client_credential',
    }),
  });
  if (granted.state === 'unknown') return granted;
  const token = isFields(granted.fields.data) ? optionalText(granted.fields.data, 'access_token') : null;
  if (token === null) return { state: 'unknown', why: 'no_access_token' };
  const headers = { 'content-type': 'application/json', 'access-token': token };
  return call({ ...request, url: account.baseUrl + request.url, headers });
}
