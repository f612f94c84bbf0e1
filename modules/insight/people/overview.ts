import type { InsightClasses, InsightOverview } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { bucketsOf } from '../asking/buckets.ts';
import { dayText } from '../asking/day.ts';
import { definitions } from '../asking/definitions.ts';
import { spanText, trendUnitOf, type Span } from '../asking/period.ts';
import { changeBps, mean } from '../asking/ratio.ts';
import { guestShare } from '../sales/daily.ts';
import { readDaySales } from '../sales/sales-store.ts';
import { salesFigures, salesIn, type Sales } from '../sales/sales.ts';
import { activityFigures, cellFigures, loyaltyFigures, valueFigures } from './class-counts.ts';
import type { GuestCount } from './guests.ts';
import type { NowAndBefore } from './tallies.ts';

/** The six dashboards of AN1, in one answer. */
export const overview = (ctx: Ctx, asked: Asked): Answer<InsightOverview> =>
  answering(ctx, asked, async (question) => {
    const { period, before } = question;
    const counts = await guestsOf(question);
    const both = await classesOf(question);
    const rows = await readDaySales(question.reader, question.range);
    return {
      ...question.frame('overview'),
      newCustomers7d: newCustomers(weekOf(period), counts.fortnight),
      transactions: transactions(question, { now: salesIn(rows, period), before: salesIn(rows, before) }, counts),
      activity: { definition: definitions.activity, ...activityFigures(both) },
      loyalty: { definition: definitions.loyalty, ...loyaltyFigures(both) },
      value: { definition: definitions.value, ...valueFigures(both, question) },
      newShare: {
        definition: definitions.newShare,
        ...guestShare(counts.now),
        before: guestShare(counts.before),
        trendUnit: trendUnitOf(period),
        trend: bucketsOf(period, trendUnitOf(period)).map(({ from, to }, i) => ({
          from: dayText(from),
          to: dayText(to),
          ...guestShare(must(counts.trend[i], 'every bucket is counted')),
        })),
      },
    };
  });

/** Customers by activity, loyalty and value, as of the end of the period and of its comparison. */
export const customersByClass = (ctx: Ctx, asked: Asked): Answer<InsightClasses> =>
  answering(ctx, asked, async (question) => ({
    ...question.frame('classes'),
    ...cellFigures(await classesOf(question), question),
  }));

async function classesOf({ walk, period, before }: Question): Promise<NowAndBefore> {
  const [now, earlier] = await walk('tallies', { days: [period.to, before.to] });
  return { now: must(now, 'the period is counted'), before: must(earlier, 'the comparison is counted') };
}

const weekOf = ({ to }: Span): Span => ({ from: to - 6, to });

interface Counts {
  readonly now: GuestCount;
  readonly before: GuestCount;
  readonly trend: readonly GuestCount[];
  /** The week before the last of the period as one, then the days of that. */
  readonly fortnight: readonly GuestCount[];
}

async function guestsOf({ walk, period, before }: Question): Promise<Counts> {
  const week = weekOf(period);
  const lists = [
    [period],
    [before],
    bucketsOf(period, trendUnitOf(period)),
    [{ from: week.from - 7, to: week.from - 1 }, ...bucketsOf(week, 'day')],
  ];
  const [now, earlier, trend, fortnight] = await walk('guests', { lists });
  return {
    now: must(now?.[0], 'the period is counted'),
    before: must(earlier?.[0], 'the comparison is counted'),
    trend: must(trend, 'the trend is counted'),
    fortnight: must(fortnight, 'the last two weeks are counted'),
  };
}

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

function transactions(question: Question, sales: { now: Sales; before: Sales }, counts: Counts) {
  const ticket = mean(sales.now.payableMinor, sales.now.orders);
  const ticketBefore = mean(sales.before.payableMinor, sales.before.orders);
  return {
    definition: definitions.transactions,
    ...salesFigures(sales.now, counts.now, question),
    before: salesFigures(sales.before, counts.before, question),
    ordersChangeBps: changeBps(sales.now.orders, sales.before.orders),
    payableChangeBps: changeBps(sales.now.payableMinor, sales.before.payableMinor),
    netChangeBps: changeBps(sales.now.netMinor, sales.before.netMinor),
    averageTicketChangeBps: ticket === null || ticketBefore === null ? null : changeBps(ticket, ticketBefore),
    guestsChangeBps: changeBps(counts.now.guests, counts.before.guests),
  };
}
