import type { FastifyInstance } from 'fastify';
import { Kept, onceOf, type ChannelContext } from './context.ts';
import { deliverOnce } from './deliver.ts';
import { lifeSign } from './sign.ts';
import { VoucherDesk, type Voucher, type VoucherDraft } from './vouchers.ts';

/** The keys of the one shop that this stand-in knows. */
export const DOUYIN_KEYS = { clientKey: 'aw1234', clientSecret: 'the secret of the client', poiId: '6601' };

const ACCESS_TOKEN = 'clt.of.this.stand-in';
/** How long a token of preparing makes a repeat harmless. */
const TOKEN_HOLDS_MS = 10 * 60_000;

interface Token {
  readonly codes: readonly string[];
  readonly madeAt: string;
}

interface Verify {
  readonly verify_token: string;
  readonly poi_id: string;
  readonly encrypted_codes: readonly string[];
}

type Data = Readonly<Record<string, unknown>> & { readonly error_code: number };
const sealed = (code: string): string => `enc:${Buffer.from(code).toString('base64url')}`;
const opened = (text: string): string => Buffer.from(text.slice(4), 'base64url').toString('utf8');

/** Douyin's group-buy: a token of access, prepare and verify one to one, cancel within the hour, and its question about refunds. */
export function registerDouyin(app: FastifyInstance, context: ChannelContext): void {
  const desk = new VoucherDesk(context, 'douyin');
  const tokens = new Kept<Token>(context, 'douyin tokens');
  const hitsOnce = onceOf(context);
  const base = '/channels/douyin';
  const life = `${base}/goodlife/v1/fulfilment/certificate`;

  app.post<{ Body: VoucherDraft }>('/control/channels/douyin/vouchers', async ({ body }) => desk.sell(body));
  app.get('/control/channels/douyin/truth', async () => ({ vouchers: desk.all() }));
  askRefunds(app, desk, context);

  app.post<{ Body: { client_key?: string; client_secret?: string } }>(
    `${base}/oauth/client_token/`,
    async ({ body }) => {
      const isKnown = body.client_key === DOUYIN_KEYS.clientKey && body.client_secret === DOUYIN_KEYS.clientSecret;
      return isKnown
        ? { data: { error_code: 0, access_token: ACCESS_TOKEN, expires_in: 7200 } }
        : { data: { error_code: 10003, description: 'client_key or client_secret' } };
    },
  );

  app.get<{ Querystring: { code?: string } }>(`${life}/prepare/`, async ({ query, headers }) => {
    if (headers['access-token'] !== ACCESS_TOKEN) return { data: { error_code: 2190008 } };
    const voucher = desk.get(query.code ?? '');
    if (voucher?.state !== 'unused') return { data: { error_code: voucher ? 2119004 : 2119002 } };
    const verifyToken = `vt-${voucher.code}-${tokens.all().length}`;
    tokens.put(verifyToken, { codes: [voucher.code], madeAt: context.now().toISOString() });
    return { data: preparedOf(voucher, verifyToken) };
  });

  app.post<{ Body: Verify }>(`${life}/verify/`, async ({ body, headers, socket }, reply) => {
    if (headers['access-token'] !== ACCESS_TOKEN) return { data: { error_code: 2190008 } };
    const number = `verify ${body.verify_token}`;
    if (hitsOnce('busy', number)) return { data: { error_code: 2100004 } };
    const data = verified({ desk, tokens, now: context.now() }, body);
    if (hitsOnce('dropped', number)) {
      socket.destroy();
      return reply;
    }
    return { data };
  });

  app.post<{ Body: { verify_id: string } }>(`${life}/cancel/`, async ({ body, headers }) => {
    if (headers['access-token'] !== ACCESS_TOKEN) return { data: { error_code: 2190008 } };
    const voucher = desk.byVerifyId(body.verify_id);
    const cancelled = voucher ? desk.cancel(voucher.code) : 'not_used';
    return { data: { error_code: { cancelled: 0, not_used: 1214, too_late: 2119011 }[cancelled] } };
  });
}

function preparedOf(voucher: Voucher, verifyToken: string): Data {
  const { code, dealId, title, uses, value, price, paid } = voucher;
  const certificate = (n: number) => ({
    encrypted_code: sealed(n === 0 ? code : `${code}#${n}`),
    certificate_id: `C-${code}-${n}`,
    sku: { sku_id: dealId, title },
    amount: { list_market_amount: value, original_amount: price, pay_amount: paid },
  });
  return {
    error_code: 0,
    verify_token: verifyToken,
    order_id: `DY-${code}`,
    certificates: Array.from({ length: uses }, (_, n) => certificate(n)),
  };
}

interface Desk {
  readonly desk: VoucherDesk;
  readonly tokens: Kept<Token>;
  readonly now: Date;
}

function verified({ desk, tokens, now }: Desk, body: Verify): Data {
  const token = tokens.get(body.verify_token);
  if (!token || now.getTime() - Date.parse(token.madeAt) > TOKEN_HOLDS_MS) return { error_code: 2119006 };
  const [code] = token.codes as [string];
  if (!body.encrypted_codes.every((one) => opened(one).split('#')[0] === code)) return { error_code: 2119002 };
  const verifyId = `V-${body.verify_token}`;
  const isRepeat = desk.get(code)?.verifyId === verifyId;
  const used = isRepeat ? null : desk.use(code, verifyId);
  const result = isRepeat ? 1208 : used ? 0 : 2;
  const ids = { verify_id: verifyId, certificate_id: `C-${code}-0` };
  return { error_code: 0, verify_results: body.encrypted_codes.map(() => ({ result, msg: '', ...ids })) };
}

interface Asked {
  readonly callbackUrl: string;
  readonly code: string;
  readonly afterSaleId: string;
  /** Left out, it asks; `done` tells that the money is back, as after a day of silence. */
  readonly status?: 'done';
}

/** Asks the shop once whether a guest gets their money back; the platform would ask again every hour. */
function askRefunds(app: FastifyInstance, desk: VoucherDesk, context: ChannelContext): void {
  app.post<{ Body: Asked }>('/control/channels/douyin/refunds', async ({ body }, reply) => {
    const voucher = desk.get(body.code);
    if (!voucher) return reply.code(404).send({});
    const text = JSON.stringify({
      after_sale_id: body.afterSaleId,
      verify_id: voucher.verifyId ?? 'none',
      order_id: `DY-${body.code}`,
      apply_time: Math.floor(context.now().getTime() / 1000),
      reason: '不想要了',
      ...(body.status ? { status: body.status } : {}),
    });
    const query = { client_key: DOUYIN_KEYS.clientKey, timestamp: String(context.now().getTime()) };
    const sign = lifeSign(DOUYIN_KEYS.clientSecret, query, text);
    const answer = await deliverOnce({
      url: `${body.callbackUrl}/refund?${new URLSearchParams(query).toString()}`,
      headers: { 'content-type': 'application/json', 'x-life-sign': sign },
      body: text,
    });
    const { data } = JSON.parse(answer.body || '{}') as { data?: { error_code?: number; audit_result?: number } };
    const isBack = body.status === 'done' || (data?.error_code === 0 && data.audit_result === 1);
    if (isBack) desk.refund(body.code);
    return { status: answer.status, data };
  });
}
