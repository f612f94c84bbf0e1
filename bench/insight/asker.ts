import { appendEvents, inTx, relayOnce, sql, systemCtx } from '@shuke/db';
import { insightRoutes, openCopies, withReader } from '@shuke/insight';
import { assert, must, newId, ok } from '@shuke/kernel';
import { openBench } from '../lib/database.ts';
import { median } from '../lib/report.ts';
import { LAST_DAY, storeId } from './town.ts';

// A process of its own, whose memory is measured: it fills the copy of one merchant, and asks every dashboard of another.

const [ownerUrl, dir, memoryMb, shopId, townId, rounds] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const services = openBench(ownerUrl);
const copies = must(await openCopies(services, { dir, memoryMb: Number(memoryMb), threads: 2 }), 'the folder is ours');

const began = performance.now();
const before = process.cpuUsage();
await copies.copy(shopId).rebuild();
const fillSeconds = (performance.now() - began) / 1000;
const spent = process.cpuUsage(before);
const fillProcessorSeconds = (spent.user + spent.system) / 1e6;

/** Customers of the town, other ones each time. */
const customersAfter = (customerId: string, count: number): Promise<{ customer_id: string }[]> =>
  withReader(ctx, (reader) =>
    reader.many<{ customer_id: string }>(sql`
      select customer_id from pub_customer where merchant_id = ${townId}::uuid and customer_id > ${customerId}::uuid
       order by customer_id limit ${count}`),
  );

let lastBuyer = '00000000-0000-0000-0000-000000000000';

/** Orders of two lines by known customers, written and told as the till's are, but without the till. */
async function sell(count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => newId());
  const buyers = (await customersAfter(lastBuyer, count)).map((one) => one.customer_id);
  lastBuyer = must(buyers.at(-1), 'the town has customers');
  await inTx(ctx, {}, async (tx) => {
    await tx.run(sql`
      insert into sales_order
        (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day, gross_minor,
         discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor, line_discount_minor, created_at)
      select ${tx.merchantId}, n.order_id, ${storeId(7)}, n.customer_id, 'till', n.order_id::text, '\\x00', ${tx.now}, ${LAST_DAY}::date, 2000, 0,
             2000, array[n.order_id, n.order_id], '{1000,1000}', '{1000,1000}', '{0,0}', ${tx.now}
        from unnest(${ids}::uuid[], ${buyers}::uuid[]) as n (order_id, customer_id)`);
    const told = { touchpointId: null, storeId: storeId(7), payableMinor: 2000, orderedAt: tx.now.toISOString() };
    await appendEvents(
      tx,
      ids.map((orderId, i) => ({ type: 'order.recorded', payload: { ...told, orderId, customerId: buyers[i]! } })),
    );
    return ok(null);
  });
  while ((await relayOnce(services)) > 0);
}

const FOLLOWED = 500;
const FEW = 20;
const ctx = systemCtx(services, townId);
const town = copies.copy(townId);
await town.follow();
const follows: number[] = [];
for (let round = 0; round < 5; round += 1) {
  await sell(FOLLOWED);
  const start = performance.now();
  await town.follow();
  follows.push(performance.now() - start);
}
const followMs = median(follows);

interface Asked {
  readonly url: string;
  readonly days: number;
  readonly storeId: string | null;
  readonly ms: number;
  /** Of all threads together, which a busy machine does not lengthen. */
  readonly processorMs: number;
  readonly first: boolean;
  readonly refused: string | null;
}

/** A dashboard that PostgreSQL answered would be another benchmark, of a merchant who has nothing there. */
function assertFromCopy(url: string, answer: unknown): void {
  const { freshness } = answer as { freshness?: { engine: string } };
  assert(freshness === undefined || freshness.engine === 'duckdb', `${url} is answered by the copy`);
}

const dayBefore = (days: number): string =>
  new Date(Date.parse(LAST_DAY) - days * 86_400_000).toISOString().slice(0, 10);

/** Those that ask nothing but days and a store. */
const dashboards = insightRoutes.filter(
  ({ method, url, params }) => method === 'GET' && url.startsWith('/v1/insight/') && !params,
);
const asked: Asked[] = [];
for (let round = 0; round <= Number(rounds); round += 1) {
  for (const [days, store] of [
    [30, null],
    [365, null],
    [90, 7],
    [365, 7],
  ] as const) {
    // Nothing that was counted for one page serves the next: in a shop that sells, it asks of another state.
    await sell(FEW);
    await town.follow();
    for (const dashboard of dashboards) {
      const { url } = dashboard;
      const own = store === null ? {} : { storeId: storeId(store) };
      const query = { from: dayBefore(days - 1), to: LAST_DAY, ...own };
      const [start, spentBefore] = [performance.now(), process.cpuUsage()];
      const answer = await dashboard.handle(ctx as never, { query, params: {}, body: {} } as never);
      const ms = performance.now() - start;
      const { user, system } = process.cpuUsage(spentBefore);
      const refused = answer.ok ? null : answer.refusal.code;
      if (answer.ok) assertFromCopy(url, answer.value);
      asked.push({
        url,
        days,
        storeId: own.storeId ?? null,
        ms,
        processorMs: (user + system) / 1000,
        first: round === 0,
        refused,
      });
    }
  }
}
const peakMib = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ fillSeconds, fillProcessorSeconds, followMs, followed: FOLLOWED, asked, peakMib }));
await copies.close();
await services.close();
