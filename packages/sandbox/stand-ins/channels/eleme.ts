import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { onceOf, type ChannelContext } from './context.ts';
import type { Delivery } from './deliver.ts';
import { tellWithFaults } from './deliver.ts';
import { elemeCallSignature, elemePushSignature } from './sign.ts';
import {
  guestPays,
  incomeOf,
  TakeawayDesk,
  type TakeawayDraft,
  type TakeawayOrder,
  type TakeawayState,
} from './takeaway.ts';

const yuan = (fen: number): number => fen / 100;

/** The message of a new order, as the platform's page shows it. */
function messageOf(order: TakeawayOrder): object {
  return {
    orderId: order.no,
    daySn: order.dayNo,
    createdAt: new Date(Date.parse(order.placedAt) + 8 * 3_600_000).toISOString().slice(0, 19),
    totalPrice: yuan(guestPays(order)),
    packageFee: yuan(order.packing),
    deliverFee: yuan(order.delivery),
    serviceFee: -yuan(order.fee),
    income: yuan(incomeOf(order)),
    consignee: '王小姐',
    phoneList: ['13800138000,1234'],
    address: '人民路 1 号 502',
    description: '不要香菜',
    groups: [
      {
        type: 'normal',
        items: order.lines.map(({ id, sku, name, quantity, price }) => ({
          id: Number(id),
          ...(sku === null ? {} : { extendCode: sku }),
          name,
          quantity,
          price: yuan(price),
          total: yuan(price * quantity),
        })),
      },
    ],
    orderActivities: [
      { name: '满减', elemePart: -yuan(order.platformDiscount), restaurantPart: -yuan(order.merchantDiscount) },
    ],
  };
}

export const PUSH_TYPES: Readonly<Record<string, number>> = {
  confirmed: 12,
  cancelled: 14,
  done: 18,
  delivering: 55,
};

function pushOf(order: TakeawayOrder, type: number, message: object): Delivery {
  const { shop } = order;
  const push = {
    appId: Number(shop.appId),
    message: JSON.stringify(message),
    requestId: randomUUID(),
    shopId: Number(shop.shopId),
    timestamp: Date.parse(order.placedAt),
    type,
    userId: 55,
  };
  const body = JSON.stringify({ ...push, signature: elemePushSignature(push, shop.secret) });
  return { url: `${shop.callbackUrl}/push`, headers: { 'content-type': 'application/json' }, body };
}

const isTaken = ({ status, body }: { status: number; body: string }): boolean =>
  status === 200 && body === '{"message":"ok"}';

interface Nop {
  readonly action: string;
  readonly token: string;
  readonly signature: string;
  readonly metas: { readonly app_key: string };
  readonly params: { readonly orderId?: string; readonly items?: unknown };
}

/** Ele.me's takeaway: pushes to the shop, and the one address of its interface. */
export function registerEleme(app: FastifyInstance, context: ChannelContext): void {
  const desk = new TakeawayDesk(context, 'eleme');
  const stock: unknown[] = [];
  const hitsOnce = onceOf(context);

  const tell = (order: TakeawayOrder, said: readonly (readonly [number, object])[]) => {
    const deliveries = said.map(([type, message]) => pushOf(order, type, message));
    const wrong = JSON.parse(deliveries[0]!.body!) as object;
    const forged = { ...deliveries[0]!, body: JSON.stringify({ ...wrong, signature: '0'.repeat(32) }) };
    return tellWithFaults(context, { number: order.no, deliveries, isTaken, forged });
  };

  app.post<{ Body: TakeawayDraft & { readonly later?: readonly TakeawayState[] } }>(
    '/control/channels/eleme/orders',
    async ({ body }) => {
      const order = desk.take(body);
      for (const state of body.later ?? []) desk.move(order.no, state);
      const tellings = (body.later ?? []).map((state) => [PUSH_TYPES[state]!, { orderId: order.no }] as const);
      const answers = await tell(order, [[10, messageOf(order)], ...tellings]);
      return { no: order.no, statuses: answers.map(({ status }) => status) };
    },
  );

  app.post<{ Params: { no: string }; Body: { type: number; message?: object; state?: TakeawayState } }>(
    '/control/channels/eleme/orders/:no/tellings',
    async ({ params, body }, reply) => {
      const order = desk.get(params.no);
      if (!order) return reply.code(404).send({});
      if (body.state) desk.move(order.no, body.state);
      const answers = await tell(order, [[body.type, { orderId: order.no, ...body.message }]]);
      return { statuses: answers.map(({ status }) => status) };
    },
  );

  app.get('/control/channels/eleme/truth', async () => ({
    orders: desk.all().map(({ shop: _, ...order }) => ({ ...order, income: incomeOf({ ...order, shop: _ }) })),
    stock,
  }));

  app.post<{ Body: Nop }>('/channels/eleme/api/v1/', async ({ body, socket }, reply) => {
    const order = desk.get(body.params.orderId ?? '') ?? desk.all()[0];
    const secret = order?.shop.secret ?? '';
    if (elemeCallSignature(body, secret) !== body.signature || order?.shop.token !== body.token) {
      return reply.send({ id: null, result: null, error: { code: 'UNAUTHORIZED', message: 'signature' } });
    }
    const number = `${body.action} ${order.no}`;
    if (hitsOnce('busy', number)) return failed(reply, 'SERVER_ERROR');
    const error = apply(desk, body, stock);
    if (hitsOnce('dropped', number)) {
      socket.destroy();
      return reply;
    }
    return error === null ? reply.send({ result: null, error: null }) : failed(reply, error);
  });
}

const failed = (reply: FastifyReply, code: string): FastifyReply =>
  reply.send({ result: null, error: { code, message: code } });

const MOVES: Readonly<Record<string, TakeawayState>> = {
  'eleme.order.confirmOrderLite': 'confirmed',
  'eleme.order.setOrderPrepared': 'prepared',
  'eleme.order.cancelOrderLite': 'cancelled',
};

function apply(desk: TakeawayDesk, { action, params }: Nop, stock: unknown[]): string | null {
  const no = params.orderId ?? '';
  if (action === 'eleme.product.item.batchUpdateAvailability') {
    stock.push(params.items);
    return null;
  }
  if (action.endsWith('efundLite')) {
    return desk.refund(no, 'refund', action.includes('disagree') ? 'declined' : 'agreed') ? null : 'BIZ_ORDER_UNKNOWN';
  }
  const to = MOVES[action];
  if (!to) return 'INVALID_ACTION';
  const moved = desk.move(no, to);
  if (moved === 'moved') return null;
  if (moved === 'there') return 'BIZ_ORDER_ALREADY';
  return moved === 'cancelled' ? 'BIZ_ORDER_CANCELLED' : 'BIZ_ORDER_UNKNOWN';
}
