import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Merchant, ShopAccount } from '../core/accounts.ts';
import type { Teller } from '../core/courier.ts';
import { send, type Answer, type Desk } from '../core/desk.ts';
import type { KeyKind, Keys } from '../core/keys.ts';
import { formOf, textOf } from '../core/raw.ts';
import { file } from './bill.ts';
import { decimal, signed, SM2, verifies, type Fields } from './sign.ts';
import {
  BAD_SIGNATURE,
  BUSY,
  charge,
  OK,
  query,
  queryIdOf,
  refund,
  reverse,
  tradeOf,
  unionTime,
  words,
  type Asked,
  type Words,
} from './trades.ts';

type ByType = Readonly<Record<string, (desk: Desk, asked: Asked) => Words>>;

/** What each address carries out, by `txnType`. Files are at a host of their own. */
const ADDRESSES: Readonly<Record<string, ByType>> = {
  '/unionpay/gateway/api/backTransReq.do': { '01': charge, '04': refund, '99': reverse },
  '/unionpay/gateway/api/queryTrans.do': { '00': query },
  '/unionpay/filedownload/': { '76': file },
};

/** One minute, two, four and a quarter of an hour (assumed). */
export const UNIONPAY_RETRIES_S: readonly number[] = [60, 120, 240, 900];

const kindOf = (signMethod: string | undefined): KeyKind => (signMethod === SM2 ? 'sm2' : 'rsa');

/** What UnionPay signs with: as it was asked. */
function platformKeys(desk: Desk, kind: KeyKind): Keys {
  return desk.accounts.keyRing.keys(kind === 'rsa' ? 'unionpay platform' : `unionpay platform ${kind}`, kind);
}

const strangerKeys = (desk: Desk, kind: KeyKind): Keys => desk.accounts.keyRing.keys(`unionpay stranger ${kind}`, kind);

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
const form = (fields: Fields): string => new URLSearchParams(fields).toString();

/** An answer only looks like a form: its values come as they are, with each plus and line break. */
const plain = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** What an answer tells back of its request. */
const ECHOED = [
  'version',
  'encoding',
  'bizType',
  'txnTime',
  'txnType',
  'txnSubType',
  'accessType',
  'merId',
  'orderId',
  'txnAmt',
  'currencyCode',
  'settleDate',
  'fileType',
];

function answerOf(desk: Desk, fields: Fields, said: Words): Answer {
  const echoed = Object.fromEntries(ECHOED.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
  const kind = kindOf(fields['signMethod']);
  const { certificate, privateKey } = platformKeys(desk, kind);
  const signMethod = kind === 'sm2' ? SM2 : '01';
  const body = signed({ ...echoed, ...said, signMethod, signPubKeyCert: certificate }, privateKey);
  return { status: 200, headers: FORM, body: plain(body) };
}

function teller(desk: Desk): Teller {
  return {
    retryAfterS: UNIONPAY_RETRIES_S,
    tellsOfRefunds: true,
    isTaken: (status) => status === 200,
    compose({ trade, refund: told, spoilt }) {
      const { signMethod = '01' } = trade.extra;
      const kind = kindOf(signMethod);
      const keys = spoilt === 'forged' ? strangerKeys(desk, kind) : platformKeys(desk, kind);
      const amountMinor = (told ?? trade).amountMinor + (spoilt === 'wrong_amount' ? 1 : 0);
      const fields = {
        ...OK,
        version: '5.1.0',
        encoding: 'UTF-8',
        bizType: '000000',
        txnType: told ? '04' : '01',
        txnSubType: told ? '00' : '06',
        accessType: '0',
        merId: trade.merchantNo,
        orderId: told?.outRefundNo ?? trade.outTradeNo,
        txnTime: told ? unionTime(new Date(told.acceptedAt)) : (trade.extra['txnTime'] ?? ''),
        txnAmt: String(amountMinor),
        currencyCode: '156',
        settleAmt: String(amountMinor),
        settleCurrencyCode: '156',
        queryId: queryIdOf(told ?? trade),
        traceTime: unionTime(new Date(told?.refundedAt ?? trade.paidAt ?? trade.startedAt)).slice(4),
        signMethod,
        signPubKeyCert: platformKeys(desk, kind).certificate,
      };
      return { headers: FORM, body: form(signed(fields, keys.privateKey)) };
    },
  };
}

/** UnionPay's addresses. */
export function registerUnionpay(app: FastifyInstance, desk: Desk): void {
  desk.courier.use('unionpay', teller(desk));
  const handle = (byType: ByType) => (request: FastifyRequest, reply: FastifyReply) => {
    const fields = formOf(textOf(request.body));
    const merchant = desk.accounts.find('unionpay', fields['merId'] ?? '');
    const keys = merchant && desk.accounts.merchantKeys(merchant, kindOf(fields['signMethod']));
    if (!merchant || !keys || fields['certId'] !== decimal(keys.serial) || !verifies(fields, keys.publicKey)) {
      return send(reply, answerOf(desk, fields, BAD_SIGNATURE));
    }
    const asked: Asked = { merchant, fields };
    const carryOut = byType[fields['txnType'] ?? ''];
    if (!carryOut) return send(reply, answerOf(desk, fields, words('13', '报文交易要素缺失')));
    return desk.answer(reply, {
      gateway: 'unionpay',
      operation: `type ${fields['txnType']}`,
      number: fields['orderId'] ?? fields['settleDate'] ?? '',
      closes: fields['txnType'] === '99' ? tradeOf(desk, asked) : undefined,
      busy: answerOf(desk, fields, BUSY),
      apply: () => answerOf(desk, fields, carryOut(desk, asked)),
    });
  };
  for (const [path, byType] of Object.entries(ADDRESSES)) app.post(path, handle(byType));
}

/** An account that signs with RSA, unless told. */
export function unionpayAccount(
  desk: Desk,
  { merchant, signMethod = '01' }: { readonly merchant: Merchant; readonly signMethod?: string | undefined },
): ShopAccount {
  const kind = kindOf(signMethod);
  const keys = desk.accounts.merchantKeys(merchant, kind);
  const fileUrl = `${desk.origin}/unionpay/filedownload/`;
  return {
    baseUrl: `${desk.origin}/unionpay`,
    settings: { merId: merchant.merchantNo, certId: decimal(keys.serial), signMethod, fileUrl },
    secrets: { privateKey: keys.privatePem, unionpayCertificate: platformKeys(desk, kind).certificate },
  };
}
