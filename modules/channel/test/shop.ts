import { ensureProducts, setStock } from '@shuke/catalog';
import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { balancesOf, countPostings } from '@shuke/ledger';
import { createMerchant } from '@shuke/merchant';
import { listOrders } from '@shuke/order';
import { actAs, type TestServices } from '@shuke/testkit';
import { addAccount } from '../index.ts';
import type { ChannelCallback } from '../adapter/adapter.ts';
import { signatureOf } from '../adapter/eleme/eleme.ts';
import { receiveCallback } from '../receive-callback.ts';

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

export interface Shop {
  readonly ctx: Ctx;
  readonly storeId: string;
  readonly accountId: string;
}

export const SECRET = 'a secret that the platform gave';
export const SETTINGS = { appId: '7001', appKey: 'key-1', shopId: '9001' };

/** A noodle shop on Ele.me that sells beef noodles under the SKU N1. */
export async function openShop(services: TestServices, account: object = {}): Promise<Shop> {
  const owner = { signInName: `owner-${newId()}`, displayName: '店主' };
  const store = { code: 'S1', name: '人民广场店' };
  const made = valueOf(await createMerchant(services, { name: '熟客面馆', owner, store }));
  const ctx = actAs(services, made.merchantId);
  await inTx(ctx, {}, async (tx) => ok(await ensureProducts(tx, [{ sku: 'N1', name: '红烧牛肉面' }])));
  const { accountId } = valueOf(
    await addAccount(ctx, {
      key: newId(),
      account: {
        storeCode: 'S1',
        channel: 'eleme',
        baseUrl: 'http://127.0.0.1:9',
        settings: SETTINGS,
        secrets: { secret: SECRET, token: 'token-1' },
        ...account,
      },
    }),
  );
  return { ctx, accountId, storeId: must(made.storeId, 'the shop has a store') };
}

export const stock = async (ctx: Ctx, sku: string, quantity: number): Promise<void> =>
  void valueOf(await setStock(ctx, { key: newId(), rows: [{ sku, storeCode: 'S1', quantityMilli: quantity * 1000 }] }));

/**
 * An order of two bowls at 28.00 and a tea at 6.00 that nobody has matched, packing 2.00, the platform's rider 5.00, 10.00 off of
 * which the platform bears 6.00, and a fee of 9.00: the sale is 64.00 − 4.00, the platform owes 51.00.
 */
export const message = (orderId: string, change: object = {}): object => ({
  orderId,
  daySn: 12,
  createdAt: '2026-03-02T10:00:00',
  totalPrice: 59,
  packageFee: 2,
  deliverFee: 5,
  serviceFee: -9,
  income: 51,
  consignee: '王小姐',
  phoneList: ['13800138000,1234'],
  address: '人民路 1 号 502',
  description: '不要香菜',
  groups: [
    {
      type: 'normal',
      items: [
        { id: 501, extendCode: 'N1', name: '红烧牛肉面(大份)', quantity: 2, total: 56, newSpecs: [{ value: '大份' }] },
        { id: 502, name: '桂花酸梅汤', quantity: 1, total: 6 },
      ],
    },
    { type: 'extra', items: [{ id: 1, name: '餐盒', quantity: 1, total: 2 }] },
  ],
  orderActivities: [{ name: '满减', elemePart: -6, restaurantPart: -4 }],
  ...change,
});

export const push = (type: number, said: object, requestId: string = newId()): Buffer => {
  const fields = {
    appId: Number(SETTINGS.appId),
    message: JSON.stringify(said),
    requestId,
    shopId: Number(SETTINGS.shopId),
    timestamp: 1_772_416_800_000,
    type,
    userId: 55,
  };
  return Buffer.from(JSON.stringify({ ...fields, signature: signatureOf(fields, SECRET) }));
};

const callback = (body: Buffer): ChannelCallback => ({ method: 'POST', topic: 'push', query: {}, headers: {}, body });

export const send = (services: TestServices, { accountId }: Pick<Shop, 'accountId'>, body: Buffer) =>
  receiveCallback(services, { channel: 'eleme', accountId, callback: callback(body) });

export interface Books {
  readonly sales: number;
  readonly receivable: number;
  readonly subsidy: number;
  readonly commission: number;
}

/** What stands in the books: sales above zero, what platforms owe and keep as what they are. */
export const books = ({ ctx, storeId }: Pick<Shop, 'ctx' | 'storeId'>): Promise<Books> =>
  inRead(ctx, async (tx) => {
    const owner = tx.merchantId;
    const names = ['channel_receivable', 'channel_subsidy', 'channel_commission'] as const;
    const accounts = [{ account: 'sales' as const, owner: storeId }, ...names.map((account) => ({ account, owner }))];
    const found = await balancesOf(
      tx,
      accounts.map((one) => ({ ...one, asset: 'CNY' })),
    );
    const [sales = 0, receivable = 0, subsidy = 0, commission = 0] = found;
    return { sales, receivable: 0 - receivable, subsidy: 0 - subsidy, commission: 0 - commission };
  });

/** What the merchant has: orders, posted refunds, and what is to be said to platforms. */
export const counted = async (ctx: Ctx): Promise<{ orders: number; refunds: number; tasks: string[] }> => {
  const { items } = await listOrders(ctx, {});
  return inRead(ctx, async (tx) => {
    const tasks = await tx.many<{ kind: string }>(sql`
      select kind from channel_task where merchant_id = ${tx.merchantId} order by task_id`);
    const refunds = await countPostings(tx, 'order.refunded');
    return { orders: items.length, refunds, tasks: tasks.map(({ kind }) => kind) };
  });
};
