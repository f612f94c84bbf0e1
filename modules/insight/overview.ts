import type { InsightClasses, InsightDaily, InsightOverview } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must, type Result } from '@shuke/kernel';
import { answering, type Asked, type Question } from './asking.ts';
import { bucketsOf } from './buckets.ts';
import { activityFigures, cellFigures, loyaltyFigures, valueFigures, type NowAndBefore } from './class-counts.ts';
import { classify } from './classes.ts';
import { dayText } from './day.ts';
import { definitions } from './definitions.ts';
import type { InsightRefusal } from './errors.ts';
import { guestCounter, type GuestCount, type GuestCounter } from './guests.ts';
import { historyChunks } from './history-store.ts';
import { standingOf, type Standing } from './history.ts';
import { spanText, trendUnitOf, type Span } from './period.ts';
import { changeBps, mean, shareBps } from './ratio.ts';
import { salesFigures, salesIn, type Sales } from './sales.ts';
import { readDaySales } from './sales-store.ts';

type Answer<T> = Promise<Result<T, InsightRefusal>>;

/** The six dashboards of AN1: one pass over the customers' histories and one over the days. */
export const overview = (ctx: Ctx, asked: Asked): Answer<InsightOverview> =>
  answering(ctx, asked, async (question) => {
    const { period, before } = question;
    const week = { from: period.to - 6, to: period.to };
    const trendUnit = trendUnitOf(period);
    const guests = guestCounter([before, period]);
    const trend = guestCounter(bucketsOf(period, trendUnit));
    const weekBefore = { from: week.from - 7, to: week.from - 1 };
    const fortnight = guestCounter([weekBefore, ...bucketsOf(week, 'day')]);
    const both = await classesOf(question, [guests, trend, fortnight]);
    const rows = await readDaySales(question.tx, question.range);
    return {
      ...question.frame('overview'),
      newCustomers7d: newCustomers(week, fortnight.counts),
      transactions: transactions(
        question,
        { now: salesIn(rows, period), before: salesIn(rows, before) },
        guests.counts,
      ),
      activity: { definition: definitions.activity, ...activityFigures(both) },
      loyalty: { definition: definitions.loyalty, ...loyaltyFigures(both) },
      value: { definition: definitions.value, ...valueFigures(both, question) },
      newShare: {
        definition: definitions.newShare,
        ...guestShare(must(guests.counts[1], 'the period is counted')),
        before: guestShare(must(guests.counts[0], 'the comparison is counted')),
        trendUnit,
        trend: bucketsOf(period, trendUnit).map(({ from, to }, i) => ({
          from: dayText(from),
          to: dayText(to),
          ...guestShare(must(trend.counts[i], 'every bucket is counted')),
        })),
      },
    };
  });

/** Customers by activity, loyalty and value, as of the end of the period and of the day before it. */
export const customersByClass = (ctx: Ctx, asked: Asked): Answer<InsightClasses> =>
  answering(ctx, asked, async (question) => ({
    ...question.frame('classes'),
    ...cellFigures(await classesOf(question, []), question),
  }));

/** One row a business day, of the period and of its comparison. */
export const dailySeries = (ctx: Ctx, asked: Asked): Answer<InsightDaily> =>
  answering(ctx, asked, async (question) => {
    const days = bucketsOf({ from: question.before.from, to: question.period.to }, 'day');
    const guests = guestCounter(days);
    for await (const chunk of historyChunks(question.tx, { to: question.range.to, storeId: question.storeId }))
      chunk.forEach((history) => guests.add(history));
    const rows = await readDaySales(question.tx, question.range);
    const byDay = Map.groupBy(rows, (row) => row.day);
    const series = days.map((span, i) => {
      const sales = salesIn(byDay.get(dayText(span.from)) ?? [], span);
      return {
        day: dayText(span.from),
        orders: sales.orders,
        payable: question.money(sales.payableMinor),
        knownOrders: sales.knownOrders,
        ...guestShare(must(guests.counts[i], 'every day is counted')),
      };
    });
    const cut = series.length / 2;
    return { ...question.frame('daily'), days: series.slice(cut), before: series.slice(0, cut) };
  });

/** Reads every history once: classifies as of both ends and shows each customer to the counters. */
async function classesOf(question: Question, counters: readonly GuestCounter[]): Promise<NowAndBefore> {
  const now: Standing[] = [];
  const before: Standing[] = [];
  for await (const chunk of historyChunks(question.tx, { to: question.range.to, storeId: question.storeId })) {
    for (const history of chunk) {
      for (const counter of counters) counter.add(history);
      const standing = standingOf(history, question.period.to);
      const earlier = standingOf(history, question.before.to);
      if (standing) now.push(standing);
      if (earlier) before.push(earlier);
    }
  }
  return { now: classify(now), before: classify(before) };
}

const guestShare = ({ guests, newGuests }: GuestCount) => ({
  guests,
  newGuests,
  shareBps: shareBps(newGuests, guests),
});

function newCustomers(week: Span, [before, ...days]: readonly GuestCount[]) {
  const customers = days.reduce((all, day) => all + day.newGuests, 0);
  const customersBefore = must(before, 'the week before is counted').newGuests;
  return {
    definition: definitions.newCustomers7d,
    ...spanText(week),
    customers,
    customersBefore,
    changeBps: changeBps(customers, customersBefore),
    byDay: days.map((day, i) => ({ day: dayText(week.from + i), customers: day.newGuests })),
  };
}

function transactions(question: Question, sales: { now: Sales; before: Sales }, counts: readonly GuestCount[]) {
  const guestsBefore = must(counts[0], 'the comparison is counted');
  const guests = must(counts[1], 'the period is counted');
  const ticket = mean(sales.now.payableMinor, sales.now.orders);
  const ticketBefore = mean(sales.before.payableMinor, sales.before.orders);
  return {
    definition: definitions.transactions,
    ...salesFigures(sales.now, guests, question),
    before: salesFigures(sales.before, guestsBefore, question),
    ordersChangeBps: changeBps(sales.now.orders, sales.before.orders),
    payableChangeBps: changeBps(sales.now.payableMinor, sales.before.payableMinor),
    averageTicketChangeBps: ticket === null || ticketBefore === null ? null : changeBps(ticket, ticketBefore),
    guestsChangeBps: changeBps(guests.guests, guestsBefore.guests),
  };
}
