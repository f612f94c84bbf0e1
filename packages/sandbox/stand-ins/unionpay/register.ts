import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Merchant, ShopAccount } from '../core/accounts.ts';
import type { Teller } from '../core/courier.ts';
import { send, type Answer, type Desk } from '../core/desk.ts';
import { formOf, textOf } from '../core/raw.ts';
import { signed, verifies, type Fields } from './sign.ts';
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

const BY_TYPE: Readonly<Record<string, (desk: Desk, asked: Asked) => Words>> = {
  '00': query,
  '01': charge,
  '04': refund,
  '99': reverse,
};

/** One minute, two, four and a quarter of an hour (assumed). */
export const UNIONPAY_RETRIES_S: readonly number[] = [60, 120, 240, 900];

const platformKeys = (desk: Desk) => desk.accounts.keyRing.keys('unionpay platform');
const form = (fields: Fields): string => new URLSearchParams(fields).toString();
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

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
];

function answerOf(desk: Desk, fields: Fields, said: Words): Answer {
  const echoed = Object.fromEntries(ECHOED.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
  const { certificate, privateKey } = platformKeys(desk);
  const body = signed({ ...echoed, ...said, signMethod: '01', signPubKeyCert: certificate }, privateKey);
  return { status: 200, headers: FORM, body: form(body) };
}

function teller(desk: Desk): Teller {
  return {
    retryAfterS: UNIONPAY_RETRIES_S,
    tellsOfRefunds: true,
    isTaken: (status) => status === 200,
    compose({ trade, refund: told, spoilt }) {
      const keys = spoilt === 'forged' ? desk.accounts.keyRing.keys('unionpay stranger') : platformKeys(desk);
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
        signMethod: '01',
        signPubKeyCert: platformKeys(desk).certificate,
      };
      return { headers: FORM, body: form(signed(fields, keys.privateKey)) };
    },
  };
}

/** UnionPay's two addresses under `/unionpay/gateway/api`. */
export function registerUnionpay(app: FastifyInstance, desk: Desk): void {
  desk.courier.use('unionpay', teller(desk));
  const handle = (request: FastifyRequest, reply: FastifyReply) => {
    const fields = formOf(textOf(request.body));
    const merchant = desk.accounts.find('unionpay', fields['merId'] ?? '');
    const keys = merchant && desk.accounts.merchantKeys(merchant);
    if (!merchant || !keys || fields['certId'] !== certIdOf(keys.serial) || !verifies(fields, keys.publicKey)) {
      return send(reply, answerOf(desk, fields, BAD_SIGNATURE));
    }
    const asked: Asked = { merchant, fields };
    const carryOut = BY_TYPE[fields['txnType'] ?? ''];
    if (!carryOut) return send(reply, answerOf(desk, fields, words('13', '报文交易要素缺失')));
    return desk.answer(reply, {
      gateway: 'unionpay',
      operation: `type ${fields['txnType']}`,
      number: fields['orderId'] ?? '',
      closes: fields['txnType'] === '99' ? tradeOf(desk, asked) : undefined,
      busy: answerOf(desk, fields, BUSY),
      apply: () => answerOf(desk, fields, carryOut(desk, asked)),
    });
  };
  app.post('/unionpay/gateway/api/backTransReq.do', handle);
  app.post('/unionpay/gateway/api/queryTrans.do', handle);
}

/** The serial of a certificate, which UnionPay writes in decimal. */
const certIdOf = (serial: string): string => BigInt(`0x${serial}`).toString();

export function unionpayAccount(desk: Desk, merchant: Merchant): ShopAccount {
  const keys = desk.accounts.merchantKeys(merchant);
  return {
    baseUrl: `${desk.origin}/unionpay`,
    settings: { merId: merchant.merchantNo, certId: certIdOf(keys.serial) },
    secrets: { privateKey: keys.privatePem, unionpayCertificate: platformKeys(desk).certificate },
  };
}
