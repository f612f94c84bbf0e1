import { beforeAll, describe, expect, test } from 'vitest';
import { formatMinor, must, parseMinor } from '@shuke/kernel';
import { inRead } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import {
  cohorts,
  concentration,
  coreList,
  customersByClass,
  dailySeries,
  explainChange,
  listCustomers,
  newAndReturning,
  overview,
  salesByHour,
  salesBySource,
  salesByStore,
  topProducts,
} from '../dashboards.ts';
import { customerFacts } from '../index.ts';
import { openRandomShop, type RandomShop } from './random-shop.ts';
import * as reference from './reference.ts';
import { valueOf, type ShopTerms } from './shop.ts';

const { bps, change, distinct, plusDays, sum, within } = reference;
const services = testServices('2026-03-10T04:00:00Z');

const PERIODS = [
  {},
  { from: '2026-02-10', to: '2026-02-10' },
  { from: '2026-01-20', to: '2026-02-15' },
  { from: '2025-12-01', to: '2026-01-31' },
  { from: '2025-08-15', to: '2026-02-20' },
  { from: '2026-05-01', to: '2026-05-14' },
];

const SHOPS: [number, ShopTerms][] = [
  [1, {}],
  [2, { timeZone: 'America/New_York', dayStartMinute: 0, currency: 'USD', stores: { A: 'America/New_York' } }],
  [
    3,
    {
      timeZone: 'Europe/Berlin',
      dayStartMinute: 330,
      currency: 'EUR',
      stores: { A: 'Europe/Berlin', B: 'Asia/Tokyo' },
    },
  ],
  [
    4,
    { dayStartMinute: 120, currency: 'JPY', stores: { A: 'Asia/Shanghai', B: 'Pacific/Auckland', C: 'Asia/Kolkata' } },
  ],
];

describe.each(SHOPS)('the random shop of seed %i', (seed, terms) => {
  let random: RandomShop;
  beforeAll(async () => {
    random = await openRandomShop(services, seed, terms);
  });
  const currency = terms.currency ?? 'CNY';
  const money = (minor: number): string => formatMinor(minor, currency);
  const storeCodes = [null, ...Object.keys(terms.stores ?? { S1: '' })];

  describe.each(PERIODS)('in %o', (asked) => {
    describe.each(storeCodes)('in store %s', (code) => {
      const scene = () => {
        const storeId = code === null ? undefined : random.shop.stores.get(code)!;
        const orders = random.bought.filter((order) => storeId === undefined || order.store === storeId);
        const to =
          asked.to ??
          reference
            .ordersOf(orders)
            .map((order) => order.day)
            .sort()
            .at(-1)!;
        const from = asked.from ?? plusDays(to, -29);
        const days = reference.daysBetween(from, to) + 1;
        const before = { from: plusDays(from, -days), to: plusDays(from, -1) };
        return { ctx: random.shop.ctx, asked: { ...asked, storeId }, orders, from, to, before, days };
      };

      test('the facts of every customer', async () => {
        const { ctx, asked: question, orders, to } = scene();
        const facts = await inRead(ctx, (tx) =>
          customerFacts(tx, { asOf: to, storeId: question.storeId, favourites: true }),
        );
        const expected = reference.factsAsOf(orders, to).customers.map(plainFacts);
        expect(new Set(facts.map(factsRow))).toEqual(new Set(expected));
        expect(facts).toHaveLength(expected.length);
        const listed = valueOf(await listCustomers(ctx, { ...question, limit: 200 }));
        expect(listed.items.map((one) => one.customerId)).toEqual(
          reference.factsAsOf(orders, to).customers.map((one) => one.id),
        );
      });

      test('the overview', async () => {
        const { ctx, asked: question, orders, from, to, before } = scene();
        const answer = valueOf(await overview(ctx, question));
        expect(answer.period).toMatchObject({ from, to });
        expect(answer.comparison).toMatchObject(before);
        const now = reference.salesIn(orders, from, to);
        const earlier = reference.salesIn(orders, before.from, before.to);
        const guests = reference.guestsIn(orders, from, to);
        const guestsBefore = reference.guestsIn(orders, before.from, before.to);
        expect(answer.transactions).toMatchObject({ ...plainSales(now, money), ...guests });
        expect(answer.transactions.before).toMatchObject({ ...plainSales(earlier, money), ...guestsBefore });
        expect(answer.transactions.ordersChangeBps).toBe(change(now.orders, earlier.orders));
        expect(answer.transactions.payableChangeBps).toBe(change(now.payable, earlier.payable));
        expect(answer.transactions.netChangeBps).toBe(change(now.net, earlier.net));
        expect(answer.newShare).toMatchObject({ ...guests, shareBps: bps(guests.newGuests, guests.guests) });
        for (const { from: start, to: end, ...point } of answer.newShare.trend) {
          const inside = reference.guestsIn(orders, start, end);
          expect(point).toEqual({ ...inside, shareBps: bps(inside.newGuests, inside.guests) });
        }
        expect(answer.newCustomers7d).toMatchObject({
          customers: reference.guestsIn(orders, plusDays(to, -6), to).newGuests,
          customersBefore: reference.guestsIn(orders, plusDays(to, -13), plusDays(to, -7)).newGuests,
        });
        const classes = reference.factsAsOf(orders, to);
        const classesBefore = reference.factsAsOf(orders, before.to);
        expect(answer.activity.merchantGapDays).toBe(classes.gap);
        for (const scale of ['activity', 'loyalty', 'value'] as const) {
          for (const row of answer[scale].classes) {
            const of = (all: reference.Facts[]) => all.filter((one) => one[scale] === row.class);
            expect(row.customers).toBe(of(classes.customers).length);
            expect(row.customersBefore).toBe(of(classesBefore.customers).length);
          }
        }
        for (const row of answer.value.classes) {
          const spends = classes.customers.filter((one) => one.value === row.class).map((one) => one.year);
          expect(row.spend).toBe(money(sum(spends)));
        }
      });

      test('the classes crossed', async () => {
        const { ctx, asked: question, orders, to } = scene();
        const { cells } = valueOf(await customersByClass(ctx, question));
        const all = reference.factsAsOf(orders, to).customers;
        for (const cell of cells) {
          const inCell = all.filter(
            (one) => one.activity === cell.activity && one.loyalty === cell.loyalty && one.value === cell.value,
          );
          expect(cell).toMatchObject({ customers: inCell.length, spend: money(sum(inCell.map((one) => one.year))) });
        }
        expect(sum(cells.map((cell) => cell.customers))).toBe(all.length);
      });

      test('every day', async () => {
        const { ctx, asked: question, orders, from, before, days } = scene();
        const answer = valueOf(await dailySeries(ctx, question));
        const expected = (start: string) =>
          Array.from({ length: days }, (_, i) => {
            const day = plusDays(start, i);
            const { orders: count, payable, refunded, net, knownOrders } = reference.salesIn(orders, day, day);
            const guests = reference.guestsIn(orders, day, day);
            const share = bps(guests.newGuests, guests.guests);
            const sums = { payable: money(payable), refunded: money(refunded), net: money(net) };
            return { day, orders: count, ...sums, knownOrders, ...guests, shareBps: share };
          });
        expect(answer.days).toEqual(expected(from));
        expect(answer.before).toEqual(expected(before.from));
      });

      test('sources, hours, stores and products', async () => {
        const { ctx, asked: question, orders, from, to, before } = scene();
        const moved = within(orders, from, to);
        const now = reference.ordersOf(moved);
        const earlier = reference.ordersOf(within(orders, before.from, before.to));
        const total = sum(now.map((order) => order.payable));
        const check = (row: { orders: number }, fits: (order: reference.Bought) => boolean): void => {
          const [inside, insideBefore] = [now.filter(fits), earlier.filter(fits)];
          const [payable, payableBefore] = [inside, insideBefore].map((all) => sum(all.map((one) => one.payable)));
          expect(row).toMatchObject({
            orders: inside.length,
            payable: money(payable!),
            knownOrders: inside.filter((order) => order.customer !== null).length,
            ordersBps: bps(inside.length, now.length),
            payableBps: bps(payable!, total),
            ordersBefore: insideBefore.length,
            payableBefore: money(payableBefore!),
            payableChangeBps: change(payable!, payableBefore!),
          });
        };
        const checkNet = (row: { net: string; netBps: number | null }, fits: (order: reference.Bought) => boolean) => {
          const net = reference.netOf(moved.filter(fits));
          expect(row).toMatchObject({ net: money(net), netBps: bps(net, reference.netOf(moved)) });
        };
        const { sources } = valueOf(await salesBySource(ctx, question));
        for (const row of sources) {
          check(row, (order) => order.source === row.source);
          checkNet(row, (order) => order.source === row.source);
        }
        expect(sum(sources.map((row) => row.orders))).toBe(now.length);
        const { hours } = valueOf(await salesByHour(ctx, question));
        for (const row of hours) check(row, (order) => order.hour === row.hour);
        const { stores } = valueOf(await salesByStore(ctx, question));
        for (const row of stores) {
          check(row, (order) => order.store === row.storeId);
          checkNet(row, (order) => order.store === row.storeId);
          const known = now.filter((order) => order.store === row.storeId && order.customer !== null);
          expect(row.guests).toBe(distinct(known.map((order) => order.customer)).length);
        }
        expect(sum(stores.map((row) => row.orders))).toBe(now.length);
        const { products, amount } = valueOf(await topProducts(ctx, question));
        expect(amount).toBe(money(total));
        const lines = now.flatMap((order) => order.lines);
        expect(new Set(products.map((row) => row.sku))).toEqual(new Set(lines.map((line) => line.sku)));
        const back = moved.filter((one) => one.isRefund).flatMap((one) => one.lines);
        for (const row of products) {
          const own = lines.filter((line) => line.sku === row.sku);
          const ownBack = back.filter((line) => line.sku === row.sku);
          expect(row).toMatchObject({
            lines: own.length,
            amount: money(sum(own.map((line) => line.amount))),
            discount: money(sum(own.map((line) => line.discount))),
            quantity: String(sum(own.map((line) => line.milli)) / 1000),
            returned: money(sum(ownBack.map((line) => line.amount))),
            returnedQuantity: String(sum(ownBack.map((line) => line.milli)) / 1000),
            amountBps: bps(sum(own.map((line) => line.amount)), total),
          });
        }
      });

      test('new and returning guests', async () => {
        const { ctx, asked: question, orders, from, to, before } = scene();
        const answer = valueOf(await newAndReturning(ctx, question));
        const plain = (start: string, end: string) => plainComing(reference.comingIn(orders, start, end), money);
        expect(answer).toMatchObject(plain(from, to));
        expect(answer.before).toEqual(plain(before.from, before.to));
        for (const { from: start, to: end, ...point } of answer.trend) expect(point).toEqual(plain(start, end));
      });

      test('the change, in parts that sum to it', async () => {
        const { ctx, asked: question, orders, from, to, before } = scene();
        const answer = valueOf(await explainChange(ctx, question));
        const [now, earlier] = [reference.salesIn(orders, from, to), reference.salesIn(orders, before.from, before.to)];
        expect(answer).toMatchObject({
          basis: 'guests',
          net: money(now.net),
          netBefore: money(earlier.net),
          change: money(now.net - earlier.net),
          factors: { guests: reference.guestsIn(orders, from, to).guests, knownOrders: now.knownOrders },
        });
        const parts = new Map(answer.parts.map(({ part, amount }) => [part, must(parseMinor(amount, currency), part)]));
        const known = sum(['guests', 'visits', 'ticket'].map((part) => parts.get(part as 'guests')!));
        expect(known).toBe(now.knownPayable - earlier.knownPayable);
        expect(parts.get('refunds')).toBe(earlier.refunded - now.refunded + 0);
        expect(sum([...parts.values()])).toBe(now.net - earlier.net);
      });

      test('the months of those who came first in one', async () => {
        const { ctx, asked: question, orders, to } = scene();
        const answer = valueOf(await cohorts(ctx, { ...question, months: 6 }));
        expect(answer.cohorts.map((one) => ({ ...one, months: one.months.map(bareMonth) }))).toEqual(
          reference.cohortsOf(orders, to, 6).map(({ month, months }) => ({
            month,
            customers: months[0]!.customers,
            months: months.map(({ customers, net }, after) => ({
              after,
              customers,
              shareBps: bps(customers, months[0]!.customers),
              net: money(net),
            })),
          })),
        );
      });

      test('the concentration', async () => {
        const { ctx, asked: question, orders, from, to, before } = scene();
        const answer = valueOf(await concentration(ctx, question));
        const expected = reference.spendsIn(orders, from, to);
        expect(answer).toMatchObject(plainSpends(expected, money));
        expect(answer.before).toEqual(plainSpends(reference.spendsIn(orders, before.from, before.to), money));
        for (const { month, ...row } of answer.months) {
          const end = month === to.slice(0, 7) ? to : plusDays(`${nextMonth(month)}-01`, -1);
          const earliest = month === from.slice(0, 7) && answer.months.length > 12 ? from : `${month}-01`;
          expect(row).toEqual(plainSpends(reference.spendsIn(orders, earliest, end), money));
        }
        const core = valueOf(await coreList(ctx, { ...question, limit: 200 }));
        expect(core.customers).toBe(expected.best);
        expect(core.items.map((one) => one.spend)).toEqual(expected.spends.slice(0, expected.best).map(money));
        expect(core.items.at(-1)?.cumulativeBps ?? null).toBe(expected.bestShare);
      });
    });
  });
});

const bareMonth = ({ complete: _complete, ...month }: { complete: boolean; after: number }) => month;

const nextMonth = (month: string): string => plusDays(`${month}-28`, 4).slice(0, 7);

const factsRow = (one: Awaited<ReturnType<typeof customerFacts>>[number]): string => {
  const days = [one.firstDay, one.lastDay, one.recencyDays, one.visitDays, one.medianGapDays, one.gapSpreadDays];
  const spent = [one.orders, one.monetaryMinor, one.yearMinor, one.favouriteSku, one.favouriteCategory];
  return [one.customerId, ...days, ...spent, one.activity, one.loyalty, one.value].join(' ');
};

const plainFacts = (one: reference.Facts): string => {
  const days = [one.first, one.last, one.recency, one.visitDays, one.gap, one.spread];
  const spent = [one.orders, one.monetary, one.year, one.sku, one.category];
  return [one.id, ...days, ...spent, one.activity, one.loyalty, one.value].join(' ');
};

type Money = (minor: number) => string;

const plainSales = (sales: ReturnType<typeof reference.salesIn>, money: Money) => ({
  orders: sales.orders,
  payable: money(sales.payable),
  refunded: money(sales.refunded),
  net: money(sales.net),
  averageTicket: sales.orders === 0 ? null : money(Math.floor(sales.payable / sales.orders + 0.5)),
  knownOrders: sales.knownOrders,
  anonymousOrders: sales.orders - sales.knownOrders,
  knownPayable: money(sales.knownPayable),
  knownOrdersBps: bps(sales.knownOrders, sales.orders),
});

const plainComing = (coming: ReturnType<typeof reference.comingIn>, money: Money) => {
  const group = ({ net, ...counts }: { guests: number; orders: number; net: number }) => ({
    ...counts,
    net: money(net),
  });
  const { fresh, returning, anonymous } = coming;
  return {
    new: group(fresh),
    returning: group(returning),
    anonymous: { orders: anonymous.orders, net: money(anonymous.net) },
    returningBps: bps(returning.guests, fresh.guests + returning.guests),
    returningNetBps: bps(returning.net, fresh.net + returning.net),
  };
};

const plainSpends = (one: ReturnType<typeof reference.spendsIn>, money: Money) => ({
  customers: one.spends.length,
  spend: money(one.total),
  bestCustomers: one.best,
  bestSpend: money(one.bestSpend),
  bestShareBps: one.bestShare,
  giniBps: one.gini,
});
