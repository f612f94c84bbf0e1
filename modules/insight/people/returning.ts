import type { InsightReturning } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { bucketsOf } from '../asking/buckets.ts';
import { dayText } from '../asking/day.ts';
import { trendUnitOf, type Span } from '../asking/period.ts';
import { shareBps } from '../asking/ratio.ts';
import { readDaySales, type DaySalesRow } from '../sales/sales-store.ts';
import { salesIn } from '../sales/sales.ts';
import type { Coming, Group } from './coming.ts';

/** New and returning guests and what each brought, in the period, its comparison and along the period. */
export const newAndReturning = (ctx: Ctx, asked: Asked): Answer<InsightReturning> =>
  answering(ctx, asked, async (question) => {
    const { period, before } = question;
    const trendUnit = trendUnitOf(period);
    const spans = bucketsOf(period, trendUnit);
    const [now, earlier, trend] = await question.walk('coming', { lists: [[period], [before], spans] });
    const rows = await readDaySales(question.reader, question.range);
    const of = (span: Span, [coming]: readonly Coming[] = []) =>
      figures(question, { span, rows, coming: must(coming, 'the span is counted') });
    return {
      ...question.frame('returning'),
      ...of(period, now),
      before: of(before, earlier),
      trendUnit,
      trend: spans.map((span, i) => ({
        from: dayText(span.from),
        to: dayText(span.to),
        ...of(span, trend?.slice(i)),
      })),
    };
  });

interface Counted {
  readonly span: Span;
  readonly rows: readonly DaySalesRow[];
  readonly coming: Coming;
}

function figures({ money }: Question, { span, rows, coming }: Counted) {
  const sales = salesIn(rows, span);
  const group = ({ guests, orders, netMinor }: Group) => ({ guests, orders, net: money(netMinor) });
  const guests = coming.fresh.guests + coming.returning.guests;
  return {
    new: group(coming.fresh),
    returning: group(coming.returning),
    anonymous: { orders: sales.orders - sales.knownOrders, net: money(sales.netMinor - sales.knownNetMinor) },
    returningBps: shareBps(coming.returning.guests, guests),
    returningNetBps: shareBps(coming.returning.netMinor, coming.fresh.netMinor + coming.returning.netMinor),
  };
}
