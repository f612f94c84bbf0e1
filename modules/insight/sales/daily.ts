import type { InsightDaily } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { bucketsOf } from '../asking/buckets.ts';
import { dayText } from '../asking/day.ts';
import type { Span } from '../asking/period.ts';
import { shareBps } from '../asking/ratio.ts';
import type { GuestCount } from '../people/guests.ts';
import { salesIn } from './sales.ts';
import { readDaySales, type DaySalesRow } from './sales-store.ts';

/** One row a business day, of the period and of its comparison. */
export const dailySeries = (ctx: Ctx, asked: Asked): Answer<InsightDaily> =>
  answering(ctx, asked, async (question) => {
    const days = bucketsOf(question.period, 'day');
    const daysBefore = bucketsOf(question.before, 'day');
    const [guests, guestsBefore] = await question.walk('guests', { lists: [days, daysBefore] });
    const byDay = Map.groupBy(await readDaySales(question.reader, question.range), (row) => row.day);
    const figures =
      (counts: readonly GuestCount[] = []) =>
      (span: Span, i: number) =>
        dayFigures(question, { span, sold: byDay, guests: must(counts[i], 'every day is counted') });
    return {
      ...question.frame('daily'),
      days: days.map(figures(guests)),
      before: daysBefore.map(figures(guestsBefore)),
    };
  });

interface OneDay {
  readonly span: Span;
  readonly sold: ReadonlyMap<string, readonly DaySalesRow[]>;
  readonly guests: GuestCount;
}

function dayFigures({ money }: Question, { span, sold, guests }: OneDay) {
  const day = dayText(span.from);
  const sales = salesIn(sold.get(day) ?? [], span);
  return {
    day,
    orders: sales.orders,
    payable: money(sales.payableMinor),
    refunded: money(sales.refundedMinor),
    net: money(sales.netMinor),
    knownOrders: sales.knownOrders,
    ...guestShare(guests),
  };
}

export const guestShare = ({ guests, newGuests }: GuestCount) => ({
  guests,
  newGuests,
  shareBps: shareBps(newGuests, guests),
});
