import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Merchant, ShopAccount } from '../core/accounts.ts';
import { send, type Answer, type Desk } from '../core/desk.ts';
import { formOf, textOf } from '../core/raw.ts';
import { badSignature, noMethod, unknown, type Words } from './answers.ts';
import { billAddress, billZip } from './bill.ts';
import { signText, verifiesRequest, type Fields } from './sign.ts';
import { alipayTeller, platformKeys } from './teller.ts';
import { cancel, close, place, query, refund, refundQuery, tradeOf, type Asked } from './trades.ts';

type Method = (desk: Desk, asked: Asked) => Words;

const METHODS: Readonly<Record<string, Method>> = {
  'alipay.trade.pay': (desk, asked) => place(desk, asked, 'bar_code'),
  'alipay.trade.precreate': (desk, asked) => place(desk, asked, 'qr'),
  'alipay.trade.create': (desk, asked) => place(desk, asked, 'jsapi'),
  'alipay.trade.query': query,
  'alipay.trade.cancel': cancel,
  'alipay.trade.close': close,
  'alipay.trade.refund': refund,
  'alipay.trade.fastpay.refund.query': refundQuery,
  'alipay.data.dataservice.bill.downloadurl.query': billAddress,
};

const CLOSING = ['alipay.trade.cancel', 'alipay.trade.close'];

/** `alipay.trade.pay` is answered in `alipay_trade_pay_response`; the signature is over the very text of that value. */
function answerOf(desk: Desk, method: string, words: Words): Answer {
  const node = words === badSignature || words === noMethod ? 'error' : method.replaceAll('.', '_');
  const text = JSON.stringify(words);
  const sign = signText(text, platformKeys(desk).privateKey);
  const body = `{"${node}_response":${text},"sign":"${sign}"}`;
  return { status: 200, headers: { 'content-type': 'application/json;charset=utf-8' }, body };
}

const fieldsOf = (request: FastifyRequest): Fields => ({
  ...formOf(request.url.split('?')[1] ?? ''),
  ...formOf(textOf(request.body)),
});

function bizOf(fields: Fields): Record<string, unknown> | null {
  try {
    return JSON.parse(fields['biz_content'] ?? '{}') as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** What a call is about: the refund, the charge or the day. */
const numberOf = (biz: Record<string, unknown>): string =>
  [biz['out_request_no'], biz['out_trade_no'], biz['bill_date']].find((number) => typeof number === 'string') ?? '';

/** The merchant whose key signed these fields, or undefined. */
function merchantOf(desk: Desk, fields: Fields): Merchant | undefined {
  const merchant = desk.accounts.find('alipay', fields['app_id'] ?? '');
  return merchant && verifiesRequest(fields, desk.accounts.merchantKeys(merchant).publicKey) ? merchant : undefined;
}

/** Alipay's one address, `/alipay/gateway.do`, and the bills that it points at. */
export function registerAlipay(app: FastifyInstance, desk: Desk): void {
  desk.courier.use('alipay', alipayTeller(desk));

  const handle = (request: FastifyRequest, reply: FastifyReply) => {
    const fields = fieldsOf(request);
    const method = fields['method'] ?? '';
    const merchant = merchantOf(desk, fields);
    const biz = bizOf(fields);
    if (!merchant || !biz) return send(reply, answerOf(desk, method, badSignature));
    const asked: Asked = { merchant, biz, notifyUrl: fields['notify_url'] ?? '' };
    if (method === 'alipay.trade.wap.pay') return openPage(desk, reply, asked);
    const carryOut = METHODS[method];
    if (!carryOut) return send(reply, answerOf(desk, method, noMethod));
    return desk.answer(reply, {
      gateway: 'alipay',
      operation: method.replace('alipay.', ''),
      number: numberOf(biz),
      closes: CLOSING.includes(method) ? tradeOf(desk, asked) : undefined,
      busy: answerOf(desk, method, unknown),
      apply: () => answerOf(desk, method, carryOut(desk, asked)),
    });
  };
  app.post('/alipay/gateway.do', handle);
  app.get('/alipay/gateway.do', handle);

  app.get<{ Params: { number: string; day: string }; Querystring: { token?: string } }>(
    '/alipay/bill/:number/:day',
    ({ params, query: { token } }, reply) => {
      const { number, day } = params;
      const merchant = desk.accounts.find('alipay', number);
      if (!merchant || token !== desk.accounts.secret(merchant, `bill ${day}`, 32)) return reply.code(403).send('');
      return reply.type('application/zip').send(billZip(desk, { merchantNo: number, day }));
    },
  );
}

/** A browser of a guest comes here itself, and finds the phone. */
function openPage(desk: Desk, reply: FastifyReply, asked: Asked): FastifyReply {
  const words = place(desk, asked, 'wap');
  if (words.code !== '10000') return send(reply, answerOf(desk, 'alipay.trade.wap.pay', words));
  return reply.redirect(`${desk.origin}/phone?trade=${String(asked.biz['out_trade_no'])}`);
}

export function alipayAccount(desk: Desk, merchant: Merchant): ShopAccount {
  return {
    baseUrl: `${desk.origin}/alipay/gateway.do`,
    settings: { appId: merchant.appId, sellerId: merchant.merchantNo },
    secrets: {
      privateKey: desk.accounts.merchantKeys(merchant).privatePem,
      alipayPublicKey: platformKeys(desk).publicPem,
    },
  };
}
