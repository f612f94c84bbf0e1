import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Merchant } from '../core/accounts.ts';
import { send, type Answer, type Call, type Desk } from '../core/desk.ts';
import { formOf, textOf } from '../core/raw.ts';
import { ERRORS, json, refusal } from './answers.ts';
import { billCall, billOfDay } from './bill.ts';
import { apiV3Key, Platform } from './merchant.ts';
import { closeCall, orderCall, queryCall, reverseCall, type OrderBody, type OrderKind } from './orders.ts';
import { refundCall, refundQueryCall, type RefundBody } from './refunds.ts';
import { readAuthorization, sealResource, signedHeaders, verifiesRequest } from './sign.ts';
import { wechatTeller } from './teller.ts';
import { wechatTime } from './words.ts';

const FRESH_S = 300;
const ORDERS: readonly OrderKind[] = ['codepay', 'native', 'jsapi', 'h5'];

type Params = { readonly number: string };

/** The merchant who signed this request, or null. The stand-in's own prefix may be signed or not: the provider has none. */
function merchantOf(desk: Desk, request: FastifyRequest): Merchant | null {
  const authorization = readAuthorization(request.headers.authorization);
  const merchant = authorization && desk.accounts.find('wechat', authorization.mchid);
  if (!authorization || !merchant) return null;
  const keys = desk.accounts.merchantKeys(merchant);
  // Requests are signed by the clock on the wall, which no test puts forward.
  const ageS = Math.abs(Date.now() / 1000 - Number(authorization.timestamp));
  if (authorization.serial_no !== keys.serial || !(ageS <= FRESH_S)) return null;
  const signed = { method: request.method, body: textOf(request.body) };
  const urls = [request.url, request.url.replace(/^\/wechat/, '')];
  return urls.some((url) => verifiesRequest({ ...signed, url }, authorization, keys.publicKey)) ? merchant : null;
}

function signed(platform: Platform, request: FastifyRequest, answer: Answer): Answer {
  const asked = request.headers['wechatpay-serial'];
  const { keys, serial } = platform.signerFor(typeof asked === 'string' ? asked : undefined);
  const { privateKey } = keys;
  const headers = signedHeaders(answer.body.toString(), { privateKey, serial, at: new Date() });
  return { ...answer, headers };
}

function bodyOf(request: FastifyRequest): object {
  try {
    return JSON.parse(textOf(request.body) || '{}') as object;
  } catch {
    return {};
  }
}

/** WeChat Pay v3 under `/wechat/v3`, and under `/v3` for libraries that know its addresses by their whole path. */
export function registerWechat(app: FastifyInstance, desk: Desk): Platform {
  const platform = new Platform(desk);
  desk.courier.use('wechat', wechatTeller(desk, platform));
  for (const mount of ['/wechat', '']) {
    const mounted = { desk, platform, v3: `${mount}/v3` };
    addOrderRoutes(app, mounted);
    addRefundAndBillRoutes(app, mounted);
  }
  return platform;
}

interface Mounted {
  readonly desk: Desk;
  readonly platform: Platform;
  readonly v3: string;
}

const numberOf = (request: FastifyRequest): string => (request.params as Params).number;

type CallOf = (merchant: Merchant, request: FastifyRequest) => Call;

/** Verifies who asks, carries the call out and signs the answer. */
const handlerOf =
  ({ desk, platform }: Mounted) =>
  (callOf: CallOf) =>
  (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> | FastifyReply => {
    const merchant = merchantOf(desk, request);
    if (!merchant) return send(reply, signed(platform, request, refusal(ERRORS.sign)));
    const { apply, busy, ...call } = callOf(merchant, request);
    return desk.answer(reply, {
      ...call,
      busy: signed(platform, request, busy),
      apply: () => signed(platform, request, apply()),
    });
  };

function addOrderRoutes(app: FastifyInstance, mounted: Mounted): void {
  const { desk, v3 } = mounted;
  const handle = handlerOf(mounted);
  const tradeOf = (merchant: Merchant, number: string) => desk.book.get('wechat', merchant.merchantNo, number);
  const byNumber = `${v3}/pay/transactions/out-trade-no/:number`;

  for (const kind of ORDERS) {
    const callOf = (merchant: Merchant, request: FastifyRequest) =>
      orderCall(desk, merchant, { kind, body: bodyOf(request) as OrderBody });
    app.post(`${v3}/pay/transactions/${kind}`, handle(callOf));
  }
  app.get(
    byNumber,
    handle((merchant, request) => queryCall(tradeOf(merchant, numberOf(request)), numberOf(request))),
  );
  app.get(
    `${v3}/pay/transactions/id/:number`,
    handle((merchant, request) => {
      const trade = desk.book.byRef('wechat', numberOf(request));
      return queryCall(trade?.merchantNo === merchant.merchantNo ? trade : undefined, numberOf(request));
    }),
  );
  app.post(
    `${byNumber}/reverse`,
    handle((merchant, request) => reverseCall(desk, tradeOf(merchant, numberOf(request)), numberOf(request))),
  );
  app.post(
    `${byNumber}/close`,
    handle((merchant, request) => closeCall(desk, tradeOf(merchant, numberOf(request)), numberOf(request))),
  );
}

function addRefundAndBillRoutes(app: FastifyInstance, mounted: Mounted): void {
  const { desk, platform, v3 } = mounted;
  const handle = handlerOf(mounted);
  app.post(
    `${v3}/refund/domestic/refunds`,
    handle((merchant, request) => refundCall(desk, merchant, bodyOf(request) as RefundBody)),
  );
  app.get(
    `${v3}/refund/domestic/refunds/:number`,
    handle((merchant, request) => refundQueryCall(desk, merchant, numberOf(request))),
  );
  app.get(
    `${v3}/certificates`,
    handle((merchant) => certificatesCall(desk, platform, merchant)),
  );
  app.get(
    `${v3}/bill/tradebill`,
    handle((merchant, request) => billCall(desk, merchant, request.query as Record<string, string>)),
  );
  // The file's own answer is not signed: its hash was told in one that is.
  app.get(`${v3}/billdownload/file`, (request, reply) => {
    const merchant = merchantOf(desk, request);
    const [number, day = '', kind] = (formOf(request.url.split('?')[1] ?? '')['token'] ?? '').split('.');
    if (!merchant || merchant.merchantNo !== number)
      return send(reply, signed(platform, request, refusal(ERRORS.sign)));
    const text = billOfDay(desk, merchant, day);
    return send(reply, { status: 200, body: kind === 'gzip' ? gzipSync(text) : text });
  });
}

function certificatesCall(desk: Desk, platform: Platform, merchant: Merchant): Call {
  const data = platform.certificates().map(({ serial, certificate }) => ({
    serial_no: serial,
    effective_time: wechatTime('2024-01-01T00:00:00Z'),
    expire_time: wechatTime('2049-12-31T00:00:00Z'),
    encrypt_certificate: sealResource(certificate, apiV3Key(desk, merchant), 'certificate'),
  }));
  const busy = refusal(ERRORS.busy);
  return {
    gateway: 'wechat',
    operation: 'certificates',
    number: merchant.merchantNo,
    busy,
    apply: () => json(200, { data }),
  };
}
