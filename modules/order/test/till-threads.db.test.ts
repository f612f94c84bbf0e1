import { afterEach, expect, test } from 'vitest';
import { inRead, sql, sqlState } from '@shuke/db';
import { Bug, Fault, newId } from '@shuke/kernel';
import { TEST_PREFIX, TEST_SECRET, testServices } from '@shuke/testkit';
import { openTillThreads } from '../checkout/till-threads.ts';
import { errorOf, thrownOf } from '../checkout/thrown.ts';
import { checkoutAsk } from '../checkout/ask.ts';
import { checkOut, quote, seatTills, type SeatedTills } from '../index.ts';
import { openShop, valueOf } from './shop.ts';
import { cash, codeOf, joins, lines, live, openTill, sale, sells } from './till.ts';

const services = testServices();
const access = () => ({ ownerUrl: services.ownerUrl, secret: TEST_SECRET, rolePrefix: TEST_PREFIX });

let seated: SeatedTills | null = null;
const seat = (): void => void (seated = seatTills(services, access()));
const unseat = async (): Promise<void> => {
  await seated?.close();
  seated = null;
};
afterEach(unseat);

test('an order that a thread posted is the one that is repeated here, and refused with another content', async () => {
  const { ctx } = await openTill(services);
  seat();
  const request = sale({ NOODLE: 1, TEA: 1 }, '28.00', { customerId: await joins(ctx) });
  const first = await sells(ctx, request);
  expect(first).toMatchObject({ due: '28.00', earned: [{ amount: 28 }] });
  expect(await sells(ctx, request)).toEqual(first);
  await unseat();
  expect(await sells(ctx, request)).toEqual(first);
  expect(codeOf(await checkOut(ctx, { ...request, tenders: cash('27.00') }))).toBe('order_ref_reused');
});

test('one checkout sent 60 times at once beside 60 others is one order', async () => {
  const { ctx } = await openTill(services);
  seat();
  const one = sale({ EGG: 2 }, '7.00');
  const asked = Array.from({ length: 120 }, (_, i) => sells(ctx, i % 2 === 0 ? one : sale({ TEA: 1 }, '6.00')));
  const ids = new Set((await Promise.all(asked)).map(({ orderId }) => orderId));
  expect(ids.size).toBe(61);
  const { orders } = await inRead(ctx, (tx) =>
    tx.one<{ orders: number }>(sql`select count(*) as orders from sales_order where merchant_id = ${tx.merchantId}`),
  );
  expect(orders).toBe(61);
});

test('a refusal comes from the thread with the quote of now', async () => {
  const { ctx } = await openTill(services);
  seat();
  const refused = await checkOut(ctx, sale({ NOODLE: 1 }, '21.00'));
  expect(refused).toMatchObject({ refusal: { code: 'tenders_differ_from_due', detail: { due: '22.00' } } });
});

test('a quote from a thread names what would unlock more, as one from here does', async () => {
  const { ctx } = await openTill(services);
  await live(ctx, { benefit: { kind: 'threshold', level: 'order', everyMinor: 2_500, offMinor: 500 } });
  const asked = { storeCode: 'S1', lines: lines({ NOODLE: 1 }), suggest: ['TEA', 'EGG'] };
  const here = valueOf(await quote(ctx, asked));
  expect(here.unlocks).not.toHaveLength(0);
  seat();
  // The thread's clock is the real one.
  expect(valueOf(await quote(ctx, asked))).toEqual({ ...here, at: expect.any(String) });
});

const someAsk = async () => checkoutAsk((await openShop(services)).ctx.actor, sale({ NOODLE: 1 }, '22.00'), NOBODY);
const NOBODY = { customerId: null, note: null };

test('a database that is not there is a fault on this side too', async () => {
  const threads = openTillThreads({ ...access(), ownerUrl: 'postgres://nobody@127.0.0.1:1/none' }, 1);
  await expect(threads.post([await someAsk()])).rejects.toBeInstanceOf(Fault);
  await threads.close();
});

test('a thread that dies fails its batch as a fault, and another takes its place', async () => {
  const threads = openTillThreads(access(), 1);
  await expect(threads.post(null as never)).rejects.toBeInstanceOf(Fault);
  const [told] = await threads.post([await someAsk()]);
  expect(told).toMatchObject({ refusal: { code: 'product_not_sold' } });
  await threads.close();
});

test("an error keeps by what it is judged: its class, or PostgreSQL's code", () => {
  const locked = Object.assign(new Error(`row of ${newId()}`), { code: '55P03', severity: 'ERROR' });
  expect(sqlState(errorOf(structuredClone(thrownOf(locked))))).toBe('55P03');
  expect(errorOf(structuredClone(thrownOf(new Fault('gone'))))).toBeInstanceOf(Fault);
  expect(errorOf(structuredClone(thrownOf(new TypeError('undefined'))))).toBeInstanceOf(Bug);
});
