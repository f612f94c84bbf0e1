import { setPrices } from '@shuke/catalog';
import { businessDay, DAY_MS, formatMinor, must, newId, type Random } from '@shuke/kernel';
import { checkOut, refundOrder } from '@shuke/order';
import type { TestServices } from '@shuke/testkit';
import type { Bought } from './reference.ts';
import { valueOf, type Shop } from './shop.ts';

const PRICES: Readonly<Record<string, number>> = { tea: 500, soup: 1_000, bun: 2_550 };
const SALES = 25;

interface Sale {
  readonly orderId: string;
  readonly bought: Bought;
}

/** Sales at the till, of some of which goods come back on a later day, maybe in another store: what recorded receipts cannot. */
export async function sellAndTakeBack(services: TestServices, shop: Shop, random: Random): Promise<Bought[]> {
  const now = services.clock.now();
  const rows = Object.entries(PRICES).map(([sku, priceMinor]) => ({ sku, priceMinor }));
  valueOf(await setPrices(shop.ctx, { key: newId(), rows }));
  const moved: Bought[] = [];
  for (let n = 0; n < SALES; n += 1) {
    const at = new Date(Date.parse('2025-12-01T03:00:00Z') + random.int(80) * DAY_MS + random.int(86_400) * 1_000);
    services.clock.set(at);
    const sale = await sell(shop, random, at);
    moved.push(sale.bought);
    for (let part = random.int(3); part > 0; part -= 1) {
      services.clock.advanceMs(random.int(10) * DAY_MS);
      moved.push(...(await takeBack(shop, sale, { random, at: services.clock.now() })));
    }
  }
  services.clock.set(now);
  return moved;
}

async function sell(shop: Shop, random: Random, at: Date): Promise<Sale> {
  const code = random.pick([...shop.stores.keys()]);
  const customer = random.pick([null, ...[...shop.customers.values()].slice(0, 12)]);
  const skus = Object.keys(PRICES).slice(0, 1 + random.int(3));
  const lines = skus.map((sku) => lineOf(sku, 2 + random.int(3)));
  const payable = lines.reduce((all, line) => all + line.amount, 0);
  const { orderId } = valueOf(
    await checkOut(shop.ctx, {
      orderRef: newId(),
      storeCode: code,
      ...(customer === null ? {} : { customerId: customer }),
      lines: lines.map(({ sku, milli }) => ({ sku, quantity: String(milli / 1_000) })),
      tenders: [{ kind: 'cash', amount: formatMinor(payable, shop.currency) }],
    }),
  );
  const bought = { isRefund: false, customer, source: 'counter', payable, lines, ...placeOf(shop, code, at) };
  return { orderId, bought };
}

/** One unit of the first line, which has two at least. */
async function takeBack(
  shop: Shop,
  { orderId, bought }: Sale,
  { random, at }: { random: Random; at: Date },
): Promise<Bought[]> {
  const code = random.pick([...shop.stores.keys()]);
  const refund = { storeCode: code, lines: [{ line: 1, quantity: '1' }], reason: 'not wanted' };
  valueOf(await refundOrder(shop.ctx, { key: newId(), orderId, refund }));
  const line = lineOf(must(bought.lines[0], 'a sale has a line').sku, 1);
  return [{ ...bought, isRefund: true, payable: -line.amount, lines: [line], ...placeOf(shop, code, at) }];
}

const lineOf = (sku: string, units: number) => ({
  sku,
  category: sku === 'tea' ? 'drinks' : 'meals',
  milli: units * 1_000,
  amount: units * PRICES[sku]!,
  discount: 0,
});

function placeOf(shop: Shop, code: string, at: Date) {
  const zone = must(shop.zones[code], 'the store is known');
  const hour = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', hour: 'numeric' }).format(at);
  return {
    store: must(shop.stores.get(code), 'the store is known'),
    day: businessDay(at.getTime(), zone, shop.dayStartMinute),
    hour: Number(hour),
  };
}
