import { ensureProducts } from '@shuke/catalog';
import type { ConsentChannel, ConsentPurpose, Stage } from '@shuke/contract';
import {
  advance,
  createCustomer,
  customerRoutes,
  mergeCustomers,
  recordConsents,
  unmergeCustomers,
} from '@shuke/customer';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { businessDay, must, newId, ok, wallToInstantMs, type Refusal, type Result } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import { recordMany } from '@shuke/order';
import { actAs, type TestServices } from '@shuke/testkit';
import { recordHappenings } from '@shuke/touchpoint';

export const ZONE = 'Asia/Shanghai';
export const DAY_START_MINUTE = 240;

export interface Shop {
  readonly ctx: Ctx;
  readonly stores: readonly string[];
  readonly products: ReadonlyMap<string, string>;
}

export interface Goods {
  readonly sku: string;
  readonly category: string | null;
}

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** What a test writes in one transaction of the shop. */
export async function written<T>(ctx: Ctx, body: (tx: Tx) => Promise<T>): Promise<T> {
  return valueOf(await inTx(ctx, {}, async (tx) => ok(await body(tx))));
}

/** Opens a merchant of its own with stores and goods. */
export async function openShop(services: TestServices, goods: readonly Goods[], stores = 2): Promise<Shop> {
  const created = valueOf(
    await createMerchant(services, {
      name: 'A shop',
      currency: 'CNY',
      timeZone: ZONE,
      dayStartMinute: DAY_START_MINUTE,
      owner: { signInName: `owner-${newId()}`, displayName: 'Owner' },
    }),
  );
  const ctx = actAs(services, created.merchantId);
  const ids: string[] = [];
  for (let i = 1; i <= stores; i += 1) {
    const place = { latitude: 31.2 + i / 100, longitude: 121.4 };
    ids.push(valueOf(await addStore(ctx, { code: `S${i}`, name: `Store ${i}`, location: place })).storeId);
  }
  const ensured = await written(ctx, (tx) =>
    ensureProducts(
      tx,
      goods.map(({ sku, category }) => ({ sku, name: `a ${sku}`, category })),
    ),
  );
  const products = new Map(goods.map(({ sku }, i) => [sku, valueOf(ensured[i]!).productId]));
  return { ctx, stores: ids, products };
}

export async function newPerson({ ctx }: Pick<Shop, 'ctx'>): Promise<string> {
  const made = await createCustomer(ctx, { key: newId(), identifiers: [{ kind: 'member_no', value: newId() }] });
  return valueOf(made).customerId;
}

/** A receipt: `at` is what the store's clock showed. */
export interface Receipt {
  readonly customerId: string | null;
  readonly storeId: string;
  readonly source: string;
  readonly at: string;
  readonly lines: readonly { readonly sku: string; readonly milli: number; readonly amount: number }[];
}

const instantOf = (at: string): number => wallToInstantMs(Date.parse(`${at}Z`), ZONE);
export const dayOf = ({ at }: Pick<Receipt, 'at'>): string => businessDay(instantOf(at), ZONE, DAY_START_MINUTE);

let refs = 0;

export async function sell({ ctx, products }: Shop, receipts: readonly Receipt[]): Promise<void> {
  const rows = receipts.map((receipt) => {
    const payableMinor = receipt.lines.reduce((sum, { amount }) => sum + amount, 0);
    return {
      storeId: receipt.storeId,
      customerId: receipt.customerId,
      source: receipt.source,
      orderRef: `R${(refs += 1)}`,
      contentHash: Buffer.alloc(16),
      orderedAt: new Date(instantOf(receipt.at)),
      businessDay: dayOf(receipt),
      payableMinor,
      discountMinor: 0,
      grossMinor: payableMinor,
      lines: receipt.lines.map(({ sku, milli, amount }) => ({
        productId: must(products.get(sku), 'the product is known'),
        quantityMilli: milli,
        amountMinor: amount,
        discountMinor: 0,
      })),
    };
  });
  await written(ctx, async (tx) => {
    const recorded = (await recordMany(tx, rows)).map((result) => valueOf(result));
    await appendEvents(
      tx,
      rows.map(({ storeId, customerId, payableMinor, orderedAt }, i) => {
        const { orderId } = must(recorded[i], 'each receipt is recorded');
        const said = { orderId, storeId, customerId, payableMinor, orderedAt: orderedAt.toISOString() };
        return { type: 'order.recorded', payload: { ...said, touchpointId: null } };
      }),
    );
  });
}

export async function merge({ ctx }: Shop, fromCustomerId: string, intoCustomerId: string): Promise<void> {
  valueOf(await mergeCustomers(ctx, { key: newId(), fromCustomerId, intoCustomerId, because: 'guest_said' }));
}

export const unmerge = async ({ ctx }: Shop, customerId: string): Promise<void> =>
  void valueOf(await unmergeCustomers(ctx, { key: newId(), customerId }));

export interface Said {
  readonly customerId: string;
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly granted: boolean;
  readonly at: Date;
}

export const say = ({ ctx }: Pick<Shop, 'ctx'>, said: readonly Said[]): Promise<unknown> =>
  written(ctx, (tx) =>
    recordConsents(
      tx,
      said.map((one) => ({
        ...one,
        source: 'till',
        wording: one.granted ? { version: 0, language: 'zh-CN' } : null,
        touchpointId: null,
        by: newId(),
      })),
    ),
  );

export const advanceTo = ({ ctx }: Shop, customerId: string, { to, at }: { to: Stage; at: Date }): Promise<unknown> =>
  written(ctx, (tx) => advance(tx, [{ customerId, to, because: 'order', at }]));

export const scan = ({ ctx }: Shop, customerId: string, at: Date): Promise<void> =>
  written(ctx, (tx) => recordHappenings(tx, [{ touchpointId: null, storeId: null, kind: 'scan', customerId, at }]));

const routes = customerRoutes({ dataMap: [], cardsOf: async () => new Map(), visitsOf: async () => new Map() });

/** Staff write down what somebody does not eat. */
export async function avoid(
  { ctx }: Shop,
  customerId: string,
  tag: { value: string; allergy: boolean },
): Promise<void> {
  const route = must(
    routes.find(({ method, url }) => method === 'POST' && url === '/v1/customers/:customerId/tags'),
    'there is a route for tags',
  );
  const call = { params: { customerId }, body: { dimension: 'avoidance', ...tag }, key: newId() };
  valueOf(await route.handle(ctx, call as never));
}
