import type { FastifyInstance } from 'fastify';
import { onceOf, type ChannelContext } from './context.ts';
import { deliverOnce, tellWithFaults, type Delivery } from './deliver.ts';
import { meituanSignature } from './sign.ts';
import {
  grossOf,
  guestPays,
  incomeOf,
  TakeawayDesk,
  type TakeawayDraft,
  type TakeawayOrder,
  type TakeawayState,
} from './takeaway.ts';

type Fields = Record<string, string>;

const yuan = (fen: number): string => String(fen / 100);
const seconds = (iso: string): string => String(Math.floor(Date.parse(iso) / 1000));

/** The fields of a new order, as the platform's page shows them. */
function fieldsOf(order: TakeawayOrder): Fields {
  const [first, ...rest] = order.lines;
  const boxed = (line: (typeof order.lines)[number], isFirst: boolean): object => ({
    app_food_code: line.id,
    sku_id: line.sku ?? line.id,
    food_name: line.name,
    quantity: line.quantity,
    price: line.price / 100,
    box_num: isFirst ? 1 : 0,
    box_price: isFirst ? order.packing / 100 : 0,
    spec: '',
  });
  return {
    order_id: order.no,
    app_poi_code: order.shop.shopId,
    day_seq: String(order.dayNo),
    ctime: seconds(order.placedAt),
    delivery_time: '0',
    total: yuan(guestPays(order)),
    original_price: yuan(grossOf(order) + order.delivery),
    shipping_fee: yuan(order.delivery),
    logistics_code: '2002',
    pick_type: '0',
    recipient_name: '王小姐',
    recipient_phone: '13800138000',
    recipient_address: '人民路 1 号 502',
    caution: '不要香菜 & 少辣=谢谢',
    detail: JSON.stringify([...(first ? [boxed(first, true)] : []), ...rest.map((line) => boxed(line, false))]),
    extras: JSON.stringify([
      {
        reduce_fee: (order.platformDiscount + order.merchantDiscount) / 100,
        mt_charge: order.platformDiscount / 100,
        poi_charge: order.merchantDiscount / 100,
        remark: '满减',
      },
      {},
    ]),
    poi_receive_detail: JSON.stringify({
      foodShareFeeChargeByPoi: order.fee,
      wmPoiReceiveCent: incomeOf(order),
    }),
  };
}

function pushOf(order: TakeawayOrder, topic: string, said: Fields): Delivery {
  const { callbackUrl, secret, appId } = order.shop;
  const url = `${callbackUrl}/${topic}`;
  const fields = { ...said, app_id: appId, timestamp: seconds(order.placedAt) };
  const body = new URLSearchParams({ ...fields, sig: meituanSignature(url, fields, secret) }).toString();
  return { url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body };
}

const isTaken = ({ status, body }: { status: number; body: string }): boolean =>
  status === 200 && body === '{"data":"ok"}';

const TOPICS: Readonly<Partial<Record<TakeawayState, string>>> = {
  confirmed: 'confirmed',
  cancelled: 'cancelled',
  done: 'done',
};

/** Meituan's takeaway: pushes to the shop's addresses, and the addresses of its interface. */
export function registerMeituan(app: FastifyInstance, context: ChannelContext): void {
  const desk = new TakeawayDesk(context, 'meituan');
  const stock: unknown[] = [];
  const hitsOnce = onceOf(context);

  const tell = (order: TakeawayOrder, said: readonly (readonly [string, Fields])[]) => {
    const deliveries = said.map(([topic, fields]) => pushOf(order, topic, fields));
    const forged = { ...deliveries[0]!, body: deliveries[0]!.body!.replace(/sig=\w+/, 'sig=0') };
    return tellWithFaults(context, { number: order.no, deliveries, isTaken, forged });
  };

  app.post<{ Body: TakeawayDraft & { readonly later?: readonly TakeawayState[] } }>(
    '/control/channels/meituan/orders',
    async ({ body }) => {
      const order = desk.take(body);
      const { callbackUrl } = order.shop;
      // An address that does not answer to a look is told nothing.
      const probe = await deliverOnce({ url: `${callbackUrl}/order`, method: 'GET', headers: {} });
      if (!isTaken(probe)) return { no: order.no, statuses: [probe.status] };
      for (const state of body.later ?? []) desk.move(order.no, state);
      const tellings = (body.later ?? []).flatMap((state) => {
        const topic = TOPICS[state];
        return topic ? [[topic, { order_id: order.no }] as const] : [];
      });
      const answers = await tell(order, [['order', fieldsOf(order)], ...tellings]);
      return { no: order.no, statuses: answers.map(({ status }) => status) };
    },
  );

  app.post<{ Params: { no: string }; Body: { topic: string; fields?: Fields; state?: TakeawayState } }>(
    '/control/channels/meituan/orders/:no/tellings',
    async ({ params, body }, reply) => {
      const order = desk.get(params.no);
      if (!order) return reply.code(404).send({});
      if (body.state) desk.move(order.no, body.state);
      const answers = await tell(order, [[body.topic, { order_id: order.no, ...body.fields }]]);
      return { statuses: answers.map(({ status }) => status) };
    },
  );

  app.get('/control/channels/meituan/truth', async () => ({
    orders: desk.all().map(({ shop: _, ...order }) => ({ ...order, income: incomeOf({ ...order, shop: _ }) })),
    stock,
  }));

  app.post<{ Params: { '*': string }; Body: Fields }>('/channels/meituan/api/v1/*', async (request, reply) => {
    const { sig = '', ...fields } = request.body;
    const order = desk.get(fields.order_id ?? '') ?? desk.all()[0];
    const url = `${request.protocol}://${request.host}${request.url}`;
    if (!order || meituanSignature(url, fields, order.shop.secret) !== sig) return errorOf('703');
    const number = `${request.params['*']} ${order.no}`;
    if (hitsOnce('busy', number)) return errorOf('1001');
    const error = apply(desk, { path: request.params['*'], fields, stock });
    if (hitsOnce('dropped', number)) {
      request.socket.destroy();
      return reply;
    }
    return error === null ? { data: 'ok' } : errorOf(error);
  });
}

const errorOf = (code: string): object => ({ data: 'ng', error: { code: Number(code), msg: code } });

const MOVES: Readonly<Record<string, TakeawayState>> = {
  'order/confirm': 'confirmed',
  'order/preparationMealComplete': 'prepared',
  'order/cancel': 'cancelled',
};

interface Applied {
  readonly path: string;
  readonly fields: Fields;
  readonly stock: unknown[];
}

function apply(desk: TakeawayDesk, { path, fields, stock }: Applied): string | null {
  const no = fields.order_id ?? '';
  if (path === 'food/sku/stock') {
    stock.push(JSON.parse(fields.food_data ?? '[]'));
    return null;
  }
  if (path.startsWith('order/refund/')) {
    return desk.refund(no, 'refund', path.endsWith('reject') ? 'declined' : 'agreed') ? null : '806';
  }
  const to = MOVES[path];
  if (!to) return '704';
  const moved = desk.move(no, to);
  if (moved === 'moved') return null;
  if (moved === 'there') return '808';
  return moved === 'cancelled' ? '809' : '806';
}
