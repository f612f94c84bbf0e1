import { beforeAll, describe, expect, test } from 'vitest';
import { inRead } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import {
  concentration,
  coreList,
  customersByClass,
  dailySeries,
  listCustomers,
  overview,
  salesByHour,
  salesBySource,
  salesByStore,
  topProducts,
} from '../dashboards.ts';
import { customerFacts } from '../index.ts';
import { FEBRUARY, openHandShop } from './hand-shop.ts';
import { of, valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
let shop: Shop;
beforeAll(async () => {
  shop = await openHandShop(services);
});

const id = (name: string): string => shop.customers.get(name)!;
const nameOf = (customerId: string): string => [...shop.customers].find(([, known]) => known === customerId)![0];

describe('what each customer did, as of the end of February', () => {
  test('in numbers', async () => {
    const facts = await inRead(shop.ctx, (tx) => customerFacts(tx, { asOf: FEBRUARY.to, favourites: true }));
    const table = facts.map(({ customerId, ...rest }) => [nameOf(customerId), rest] as const);
    // Gaps of ann 7, 21, 14: median 14; deviations 7, 7, 0: median 7. Bob's gap 13. The merchant's: between 14 and 13.
    expect(Object.fromEntries(table)).toEqual({
      ann: of(
        { firstDay: '2026-01-05', lastDay: '2026-02-16', recencyDays: 12, visitDays: 4, orders: 5 },
        { monetaryMinor: 13_500, yearMinor: 13_500, averageTicketMinor: 2_700 },
        { medianGapDays: 14, gapSpreadDays: 7, yardstickGapDays: 14, gapIsOwn: true },
        { activity: 'active', loyalty: 'regular', value: 'top' },
        // Three coffees, two cakes, one bowl.
        { favouriteSku: 'coffee', favouriteCategory: 'drinks' },
      ),
      bob: of(
        { firstDay: '2026-01-20', lastDay: '2026-02-02', recencyDays: 26, visitDays: 2, orders: 2 },
        { monetaryMinor: 10_000, yearMinor: 10_000, averageTicketMinor: 5_000 },
        { medianGapDays: 13, gapSpreadDays: 0, yardstickGapDays: 13.5, gapIsOwn: false },
        // 26 days are just within two gaps of 13.5.
        { activity: 'active', loyalty: 'occasional', value: 'middle' },
        { favouriteSku: 'noodles', favouriteCategory: 'meals' },
      ),
      cat: of(
        { firstDay: '2026-02-10', lastDay: '2026-02-10', recencyDays: 18, visitDays: 1, orders: 1 },
        { monetaryMinor: 10_000, yearMinor: 10_000, averageTicketMinor: 10_000 },
        { medianGapDays: null, gapSpreadDays: null, yardstickGapDays: 13.5, gapIsOwn: false },
        { activity: 'new', loyalty: 'new', value: 'middle' },
        { favouriteSku: 'noodles', favouriteCategory: 'meals' },
      ),
      dan: of(
        { firstDay: '2026-02-24', lastDay: '2026-02-24', recencyDays: 4, visitDays: 1, orders: 1 },
        { monetaryMinor: 2_500, yearMinor: 2_500, averageTicketMinor: 2_500 },
        { medianGapDays: null, gapSpreadDays: null, yardstickGapDays: 13.5, gapIsOwn: false },
        { activity: 'new', loyalty: 'new', value: 'low' },
        { favouriteSku: 'coffee', favouriteCategory: 'drinks' },
      ),
      eve: of(
        { firstDay: '2026-02-28', lastDay: '2026-02-28', recencyDays: 0, visitDays: 1, orders: 1 },
        { monetaryMinor: 3_000, yearMinor: 3_000, averageTicketMinor: 3_000 },
        { medianGapDays: null, gapSpreadDays: null, yardstickGapDays: 13.5, gapIsOwn: false },
        { activity: 'new', loyalty: 'new', value: 'low' },
        { favouriteSku: 'cake', favouriteCategory: 'sweet' },
      ),
    });
    const ids = facts.map((one) => one.customerId);
    expect(ids).toEqual(ids.toSorted());
  });
});

describe('the six dashboards of February', () => {
  test('say by which definition, when, compared with what and as of when', async () => {
    const answer = valueOf(await overview(shop.ctx, FEBRUARY));
    expect(answer).toMatchObject({
      definition: { code: 'insight.overview.v2' },
      period: { from: '2026-02-01', to: '2026-02-28', days: 28, chosenBy: 'caller' },
      // The first order came on the second day of the comparison.
      comparison: { from: '2026-01-04', to: '2026-01-31', days: 28, complete: false },
      storeId: null,
      freshness: { asOf: '2026-02-28', latestBusinessDay: '2026-03-03', computedAt: '2026-03-10T04:00:00.000Z' },
      hasData: true,
    });
  });

  test('new customers of seven days, 02-22 to 02-28: dan and eve; nobody in the week before', async () => {
    const { newCustomers7d } = valueOf(await overview(shop.ctx, FEBRUARY));
    expect(newCustomers7d).toMatchObject({
      from: '2026-02-22',
      to: '2026-02-28',
      days: 7,
      customers: 2,
      customersBefore: 0,
      changeBps: null,
    });
    expect(newCustomers7d.byDay.map((one) => one.customers)).toEqual([0, 0, 1, 0, 0, 0, 1]);
  });

  test('transactions', async () => {
    const { transactions } = valueOf(await overview(shop.ctx, FEBRUARY));
    expect(transactions).toMatchObject(
      of(
        // 20 + 50 + 100 + 10 + 50 + 25 + 25 + 30, of which 25 by nobody known. New: cat, dan, eve.
        { orders: 8, payable: '310.00', averageTicket: '38.75', knownOrders: 7, anonymousOrders: 1 },
        { knownPayable: '285.00', knownOrdersBps: 8_750, guests: 5, newGuests: 3 },
        {
          before: of(
            // 20 + 35 + 50 + 20, the last by nobody known.
            { orders: 4, payable: '125.00', averageTicket: '31.25', knownOrders: 3, anonymousOrders: 1 },
            { knownPayable: '105.00', knownOrdersBps: 7_500, guests: 2, newGuests: 2 },
          ),
        },
        // 8/4, 310/125 = 2.48, 38.75/31.25 = 1.24, 5/2.
        { ordersChangeBps: 10_000, payableChangeBps: 14_800, averageTicketChangeBps: 2_400, guestsChangeBps: 15_000 },
      ),
    );
  });

  test('activity: at the end of January ann was 19 days away with a gap of 7, bob 11', async () => {
    const { activity } = valueOf(await overview(shop.ctx, FEBRUARY));
    expect(activity).toMatchObject({ customers: 5, customersBefore: 2, merchantGapDays: 13.5 });
    expect(activity.classes).toEqual([
      { class: 'new', customers: 3, shareBps: 6_000, customersBefore: 1 },
      { class: 'active', customers: 2, shareBps: 4_000, customersBefore: 0 },
      { class: 'cooling', customers: 0, shareBps: 0, customersBefore: 1 },
      { class: 'sleeping', customers: 0, shareBps: 0, customersBefore: 0 },
      { class: 'lost', customers: 0, shareBps: 0, customersBefore: 0 },
    ]);
  });

  test('loyalty', async () => {
    const { loyalty } = valueOf(await overview(shop.ctx, FEBRUARY));
    expect(loyalty.classes).toEqual([
      { class: 'new', customers: 3, shareBps: 6_000, customersBefore: 1 },
      { class: 'occasional', customers: 1, shareBps: 2_000, customersBefore: 1 },
      { class: 'regular', customers: 1, shareBps: 2_000, customersBefore: 0 },
      { class: 'devoted', customers: 0, shareBps: 0, customersBefore: 0 },
    ]);
  });

  test('value: ann 135; bob and cat 100 each; eve 30 and dan 25, of 390 together', async () => {
    const { value } = valueOf(await overview(shop.ctx, FEBRUARY));
    expect(value).toMatchObject({ customers: 5, customersBefore: 2, spend: '390.00' });
    const top = { class: 'top', customers: 1, shareBps: 2_000, customersBefore: 1 };
    const middle = { class: 'middle', customers: 2, shareBps: 4_000, customersBefore: 0 };
    const low = { class: 'low', customers: 2, shareBps: 4_000, customersBefore: 1 };
    expect(value.classes).toEqual([
      { ...top, spend: '135.00', spendBps: 3_462, spendBefore: '55.00' },
      { ...middle, spend: '200.00', spendBps: 5_128, spendBefore: '0.00' },
      { ...low, spend: '55.00', spendBps: 1_410, spendBefore: '50.00' },
      { class: 'none', customers: 0, shareBps: 0, customersBefore: 0, spend: '0.00', spendBps: 0, spendBefore: '0.00' },
    ]);
  });

  test('the share of new customers and its trend by day', async () => {
    const { newShare } = valueOf(await overview(shop.ctx, FEBRUARY));
    expect(newShare).toMatchObject({ guests: 5, newGuests: 3, shareBps: 6_000, trendUnit: 'day' });
    expect(newShare.before).toEqual({ guests: 2, newGuests: 2, shareBps: 10_000 });
    expect(newShare.trend).toHaveLength(28);
    expect(newShare.trend.filter((point) => point.guests > 0)).toEqual([
      { from: '2026-02-02', to: '2026-02-02', guests: 2, newGuests: 0, shareBps: 0 },
      { from: '2026-02-10', to: '2026-02-10', guests: 1, newGuests: 1, shareBps: 10_000 },
      { from: '2026-02-16', to: '2026-02-16', guests: 1, newGuests: 0, shareBps: 0 },
      { from: '2026-02-24', to: '2026-02-24', guests: 1, newGuests: 1, shareBps: 10_000 },
      { from: '2026-02-28', to: '2026-02-28', guests: 1, newGuests: 1, shareBps: 10_000 },
    ]);
    expect(newShare.trend[0]).toMatchObject({ guests: 0, shareBps: null });
  });

  test('in one store count only what happened there', async () => {
    const answer = valueOf(await overview(shop.ctx, { ...FEBRUARY, storeId: shop.stores.get('S2') }));
    expect(answer.transactions).toMatchObject({ orders: 3, payable: '150.00', guests: 2, newGuests: 2 });
    expect(answer.transactions.before).toMatchObject({ orders: 0, payable: '0.00', averageTicket: null });
    expect(answer.transactions).toMatchObject({ ordersChangeBps: null, averageTicketChangeBps: null });
    // Cat and dan came once: the shop has no gap, so they are measured by 30 days.
    expect(answer.activity).toMatchObject({ customers: 2, customersBefore: 0, merchantGapDays: null });
  });
});

describe('sales of February', () => {
  test('by business day', async () => {
    const { days, before } = valueOf(await dailySeries(shop.ctx, FEBRUARY));
    expect(days).toHaveLength(28);
    expect(before).toHaveLength(28);
    expect(days[23]).toMatchObject({
      day: '2026-02-24',
      orders: 2,
      payable: '50.00',
      knownOrders: 1,
      guests: 1,
      newGuests: 1,
      shareBps: 10_000,
    });
    expect(days[15]).toMatchObject({ day: '2026-02-16', orders: 2, payable: '60.00', guests: 1, newGuests: 0 });
    expect(days[2]).toMatchObject({ day: '2026-02-03', orders: 0, payable: '0.00', shareBps: null });
    expect(before[1]).toMatchObject({ day: '2026-01-05', orders: 1, payable: '20.00', guests: 1, newGuests: 1 });
  });

  test('by source', async () => {
    const answer = valueOf(await salesBySource(shop.ctx, FEBRUARY));
    expect(answer).toMatchObject({ orders: 8, payable: '310.00', ordersBefore: 4, payableBefore: '125.00' });
    expect(answer.sources).toMatchObject([
      of(
        { source: 'till', orders: 6, payable: '185.00', knownOrders: 5, ordersBps: 7_500, payableBps: 5_968 },
        { ordersBefore: 3, payableBefore: '75.00', payableChangeBps: 14_667 },
      ),
      of(
        { source: 'import', orders: 2, payable: '125.00', knownOrders: 2, ordersBps: 2_500, payableBps: 4_032 },
        { ordersBefore: 1, payableBefore: '50.00', payableChangeBps: 15_000 },
      ),
    ]);
  });

  test("by the hour of the store's own clock", async () => {
    const { hours } = valueOf(await salesByHour(shop.ctx, FEBRUARY));
    expect(hours.map((one) => one.hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
    const sold = hours.filter((one) => one.orders > 0).map((one) => `${one.hour}h ${one.orders} ${one.payable}`);
    expect(sold).toEqual(['2h 1 50.00', '3h 1 25.00', '9h 2 30.00', '12h 2 125.00', '18h 1 50.00', '23h 1 30.00']);
    const earlier = hours.filter((one) => one.ordersBefore > 0).map((one) => `${one.hour}h ${one.payableBefore}`);
    expect(earlier).toEqual(['9h 55.00', '10h 20.00', '13h 50.00']);
  });

  test('by store, one that sold nothing too', async () => {
    const { stores } = valueOf(await salesByStore(shop.ctx, FEBRUARY));
    expect(stores).toMatchObject([
      of(
        { storeId: shop.stores.get('S1'), code: 'S1', name: 'Store S1', timeZone: 'Asia/Shanghai' },
        { averageTicket: '32.00', guests: 3, orders: 5, payable: '160.00', knownOrders: 5, ordersBps: 6_250 },
        { payableBps: 5_161, ordersBefore: 4, payableBefore: '125.00', payableChangeBps: 2_800 },
      ),
      of(
        { storeId: shop.stores.get('S2'), code: 'S2', name: 'Store S2', timeZone: 'Asia/Tokyo' },
        { averageTicket: '50.00', guests: 2, orders: 3, payable: '150.00', knownOrders: 2, ordersBps: 3_750 },
        { payableBps: 4_839, ordersBefore: 0, payableBefore: '0.00', payableChangeBps: null },
      ),
      of(
        { storeId: shop.stores.get('S3'), code: 'S3', name: 'Store S3', timeZone: 'Asia/Shanghai' },
        { averageTicket: null, guests: 0, orders: 0, payable: '0.00', knownOrders: 0, ordersBps: 0 },
        { payableBps: 0, ordersBefore: 0, payableBefore: '0.00', payableChangeBps: null },
      ),
    ]);
  });

  test('by product', async () => {
    const answer = valueOf(await topProducts(shop.ctx, FEBRUARY));
    expect(answer.amount).toBe('310.00');
    expect(answer.products).toMatchObject([
      of(
        { productId: shop.products.get('noodles'), sku: 'noodles', name: 'a noodles', category: 'meals' },
        { quantity: '3.5', lines: 3, amount: '200.00', discount: '0.00', amountBps: 6_452 },
        { amountBefore: '50.00', amountChangeBps: 30_000 },
      ),
      of(
        { productId: shop.products.get('coffee'), sku: 'coffee', name: 'a coffee', category: 'drinks' },
        { quantity: '3', lines: 3, amount: '70.00', discount: '0.00', amountBps: 2_258 },
        { amountBefore: '60.00', amountChangeBps: 1_667 },
      ),
      of(
        { productId: shop.products.get('cake'), sku: 'cake', name: 'a cake', category: 'sweet' },
        { quantity: '3', lines: 2, amount: '40.00', discount: '5.00', amountBps: 1_290 },
        { amountBefore: '15.00', amountChangeBps: 16_667 },
      ),
    ]);
    const best = valueOf(await topProducts(shop.ctx, { ...FEBRUARY, limit: 1 }));
    expect(best.products.map((one) => one.sku)).toEqual(['noodles']);
    expect(best.amount).toBe('310.00');
  });
});

describe('customers', () => {
  test('by class, now and at the end of January', async () => {
    const { cells, ...answer } = valueOf(await customersByClass(shop.ctx, FEBRUARY));
    expect(answer).toMatchObject({ customers: 5, customersBefore: 2, merchantGapDays: 13.5 });
    const rows = cells.map((one) => Object.values(one).join(' '));
    expect(rows).toEqual([
      'new new middle 1 0 100.00',
      'new new low 2 1 55.00',
      'active occasional middle 1 0 100.00',
      'active regular top 1 0 135.00',
      'cooling occasional top 0 1 0.00',
    ]);
  });

  test('one by one, who spent most first; of equals, who came on more days', async () => {
    const { items, customers } = valueOf(await listCustomers(shop.ctx, FEBRUARY));
    expect(customers).toBe(5);
    expect(items.map((one) => nameOf(one.customerId))).toEqual(['ann', 'bob', 'cat', 'eve', 'dan']);
    expect(items[0]).toEqual(
      of(
        { customerId: id('ann'), hint: '•••n', activity: 'active', loyalty: 'regular', value: 'top' },
        { firstDay: '2026-01-05', lastDay: '2026-02-16', recencyDays: 12, visitDays: 4, orders: 5 },
        { monetary: '135.00', yearSpend: '135.00', averageTicket: '27.00' },
        { medianGapDays: 14, gapSpreadDays: 7, yardstickGapDays: 14, gapIsOwn: true },
      ),
    );
  });

  test('of some classes, page by page', async () => {
    const asked = { ...FEBRUARY, activity: 'new', limit: 2 } as const;
    const first = valueOf(await listCustomers(shop.ctx, asked));
    expect(first.customers).toBe(3);
    expect(first.items.map((one) => nameOf(one.customerId))).toEqual(['cat', 'eve']);
    const second = valueOf(await listCustomers(shop.ctx, { ...asked, after: first.next! }));
    expect(second.items.map((one) => nameOf(one.customerId))).toEqual(['dan']);
    expect(second.next).toBeNull();
    const both = valueOf(await listCustomers(shop.ctx, { ...FEBRUARY, loyalty: 'new', value: 'low' }));
    expect(both.items.map((one) => nameOf(one.customerId))).toEqual(['eve', 'dan']);
  });
});

describe('concentration in February', () => {
  test('of cat 100, ann 80, bob 50, eve 30, dan 25: the best fifth is cat', async () => {
    const answer = valueOf(await concentration(shop.ctx, FEBRUARY));
    // Gini: Σ i·x ascending = 25 + 60 + 150 + 320 + 500 = 1055; (2110 − 6·285) / (5·285) = 0.2807.
    const february = { customers: 5, spend: '285.00', bestCustomers: 1, bestSpend: '100.00' };
    expect(answer).toMatchObject({ ...february, bestShareBps: 3_509, giniBps: 2_807, anonymousPayable: '25.00' });
    // January: ann 55, bob 50; Gini (2·160 − 3·105) / (2·105) = 0.0238.
    const january = { customers: 2, spend: '105.00', bestCustomers: 1, bestSpend: '55.00' };
    expect(answer.before).toEqual({ ...january, bestShareBps: 5_238, giniBps: 238 });
    expect(answer.lorenz).toHaveLength(21);
    // 25, 55, 105, 185 of 285; half of five is 55 and half of bob's 50.
    expect([4, 8, 12, 16, 10].map((step) => answer.lorenz[step]!.spendBps)).toEqual([877, 1930, 3684, 6491, 2807]);
    expect(answer.months).toHaveLength(12);
    expect(answer.months[9]).toEqual(
      of(
        { month: '2025-12', customers: 0, spend: '0.00', bestCustomers: 0, bestSpend: '0.00' },
        { bestShareBps: null, giniBps: null },
      ),
    );
    expect(answer.months[10]).toEqual({ month: '2026-01', ...answer.before });
    expect(answer.months[11]).toEqual({ month: '2026-02', ...february, bestShareBps: 3_509, giniBps: 2_807 });
  });

  test('the core list is that fifth', async () => {
    const core = [
      of(
        { customerId: id('cat'), hint: '•••t', spend: '100.00', spendBps: 3_509, cumulativeBps: 3_509 },
        { visitDays: 1, lastDay: '2026-02-10' },
      ),
    ];
    expect(valueOf(await concentration(shop.ctx, FEBRUARY)).core).toEqual(core);
    const list = valueOf(await coreList(shop.ctx, FEBRUARY));
    expect(list).toMatchObject({ customers: 1, items: core, next: null });
  });
});
