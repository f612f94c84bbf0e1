import type { InsightConcentration, InsightCore } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { mayDo } from '@shuke/http';
import { must, ok } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { monthsOf } from '../asking/buckets.ts';
import { dayText, monthNumber, monthStart, monthText } from '../asking/day.ts';
import type { Span } from '../asking/period.ts';
import { shareBps } from '../asking/ratio.ts';
import { readDaySales } from '../sales/sales-store.ts';
import { salesIn } from '../sales/sales.ts';
import type { Concentration } from './concentration.ts';
import type { CorePage } from './concentrations.ts';
import { withHints } from './hints.ts';
import type { PageAsked } from './ranked-page.ts';

const CORE_SHOWN = 20;
const MONTHS_SHOWN = 12;

/** AN4: how far the shop lives from its best fifth, in the period, before it and month by month. */
export async function concentration(ctx: Ctx, asked: Asked): Answer<InsightConcentration> {
  const answer = await answering(ctx, asked, async (question) => {
    const { period, before, money, walk } = question;
    const months = monthsShown(period);
    const { figures: found, lorenz } = await walk('concentrations', { spans: [period, before, ...months] });
    const [inPeriod, earlier, ...byMonth] = found;
    const core = mayDo(ctx.actor, 'customer:read')
      ? coreItems(await walk('core', { span: period, page: { limit: CORE_SHOWN } }), question)
      : null;
    const sales = salesIn(await readDaySales(question.reader, question.range), period);
    return {
      ...question.frame('concentration'),
      ...figures(must(inPeriod, 'the period is read'), question),
      anonymousPayable: money(sales.payableMinor - sales.knownPayableMinor),
      anonymousNet: money(sales.netMinor - sales.knownNetMinor),
      before: figures(must(earlier, 'the comparison is read'), question),
      lorenz: [...lorenz],
      core,
      months: byMonth.map((month, i) => ({
        month: monthText(monthNumber(must(months[i], 'every month is read').from)),
        ...figures(month, question),
      })),
    };
  });
  if (!answer.ok) return answer;
  const { core } = answer.value;
  return ok({ ...answer.value, core: core && (await withHints(ctx, core)) });
}

/** A page of the core list: the best fifth of the period, one by one. */
export async function coreList(ctx: Ctx, asked: Asked & PageAsked): Answer<InsightCore> {
  const answer = await answering(ctx, asked, async (question) => {
    const page = { after: asked.after, limit: asked.limit };
    const core = await question.walk('core', { span: question.period, page });
    const { customers, next } = core;
    return { ...question.frame('core'), customers, items: coreItems(core, question), next };
  });
  return answer.ok ? ok({ ...answer.value, items: await withHints(ctx, answer.value.items) }) : answer;
}

/** The months of the period, but at least the twelve that end with its last day, for a month alone is no development. */
function monthsShown({ from, to }: Span): Span[] {
  const earliest = monthStart(monthNumber(to) - MONTHS_SHOWN + 1);
  return monthsOf({ from: Math.min(from, earliest), to });
}

const figures = (one: Concentration, { money }: Question) => ({
  customers: one.customers,
  spend: money(one.totalMinor),
  bestCustomers: one.bestCustomers,
  bestSpend: money(one.bestMinor),
  bestShareBps: one.bestShareBps,
  giniBps: one.giniBps,
});

function coreItems({ items, totalMinor, beforeMinor }: CorePage, { money }: Question) {
  let reached = beforeMinor;
  return items.map(({ customerId, spendMinor, visitDays, lastDay }) => ({
    customerId,
    spend: money(spendMinor),
    spendBps: shareBps(spendMinor, totalMinor),
    cumulativeBps: shareBps((reached += spendMinor), totalMinor),
    visitDays,
    lastDay: dayText(lastDay),
  }));
}
