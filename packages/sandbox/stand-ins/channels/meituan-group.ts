import type { FastifyInstance } from 'fastify';
import type { ChannelContext } from './context.ts';
import { meituanGroupSignature } from './sign.ts';
import { VoucherDesk, type Voucher, type VoucherDraft } from './vouchers.ts';

/** The keys of the one shop that this stand-in knows. */
export const MEITUAN_GROUP_KEYS = {
  developerId: '100120',
  signKey: 'a key of signing',
  appAuthToken: 'a shop’s token',
};

interface Biz {
  readonly couponCode?: string;
  readonly code?: string;
  readonly num?: number;
}

type Fields = Record<string, string>;
type Answer = { readonly code: string; readonly msg?: string; readonly data?: object };

const ok = (data: object): Answer => ({ code: 'OP_SUCCESS', data });
const no = (code: string): Answer => ({ code, msg: code });

const STATUS = { unused: 1, used: 2, refunded: 3 } as const;

function prepared({ code, title, dealId, uses, value, price, paid }: Voucher): object {
  return {
    couponCode: code,
    count: uses,
    dealId,
    dealTitle: title,
    dealValue: value / 100,
    dealPrice: price / 100,
    couponBuyPrice: paid / 100,
  };
}

/** Meituan's group-buy: prepare, consume, query, cancel. A number of ours is not asked for, so a repeat consumes nothing twice. */
export function registerMeituanGroup(app: FastifyInstance, context: ChannelContext): void {
  const desk = new VoucherDesk(context, 'meituan_group');

  app.post<{ Body: VoucherDraft }>('/control/channels/meituan_group/vouchers', async ({ body }) => desk.sell(body));
  app.get('/control/channels/meituan_group/truth', async () => ({ vouchers: desk.all() }));

  app.post<{ Params: { name: string }; Body: Fields }>(
    '/channels/meituan_group/tuangou/ng/coupon/:name',
    async ({ params, body, socket }, reply) => {
      const { sign = '', ...fields } = body;
      const { signKey, appAuthToken } = MEITUAN_GROUP_KEYS;
      const isSigned = meituanGroupSignature(fields, signKey) === sign && fields.appAuthToken === appAuthToken;
      if (!isSigned) return no('SIGN_ERROR');
      const biz = JSON.parse(fields.biz ?? '{}') as Biz;
      const number = `${params.name} ${biz.couponCode ?? biz.code}`;
      if (params.name === 'msconsume' && context.hits('busy', number)) return no('SYSTEM_ERROR');
      const answer = act(desk, params.name, biz);
      if (params.name === 'msconsume' && context.hits('dropped', number)) {
        socket.destroy();
        return reply;
      }
      return answer;
    },
  );
}

function act(desk: VoucherDesk, name: string, { couponCode, code = couponCode ?? '' }: Biz): Answer {
  const voucher = desk.get(code);
  if (!voucher) return no('COUPON_NOT_EXIST');
  if (name === 'queryById') {
    return ok({ couponStatus: STATUS[voucher.state], orderId: voucher.verifyId ?? 'none', couponCode: code });
  }
  if (name === 'cancel') {
    const cancelled = desk.cancel(code);
    if (cancelled === 'cancelled') return ok({});
    return no(cancelled === 'not_used' ? 'NOT_USED' : 'CANCEL_TOO_LATE');
  }
  if (voucher.state !== 'unused') return no(voucher.state === 'used' ? 'COUPON_USED' : 'COUPON_REFUNDED');
  if (name === 'msprepare') return ok(prepared(voucher));
  if (name !== 'msconsume') return no('METHOD_UNKNOWN');
  desk.use(code, `MT-${code}`);
  return ok({ orderId: `MT-${code}`, couponCodes: [code], dealId: voucher.dealId });
}
