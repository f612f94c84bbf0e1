import type { InsightConcentration, InsightCore } from '@shuke/contract';
import { hintsOf } from '@shuke/customer';
import type { Ctx } from '@shuke/db';
import { mayDo } from '@shuke/http';
import { must, type Result } from '@shuke/kernel';
import { answering, type Asked, type Question } from './asking.ts';
import { monthsOf } from './buckets.ts';
import { concentrationOf, lorenzOf, rankSpenders, type Concentration } from './concentration.ts';
import { dayText, monthNumber, monthStart, monthText } from './day.ts';
import type { InsightRefusal } from './errors.ts';
import { historyChunks } from './history-store.ts';
import { spendIn } from './history.ts';
import { pageOfRanked, type PageAsked, type RankedPage } from './paging.ts';
import type { Span } from './period.ts';
import { bestCount, type Ranked } from './ranking.ts';
import { shareBps } from './ratio.ts';
import { salesIn } from './sales.ts';
import { readDaySales } from './sales-store.ts';

const CORE_SHOWN = 20;
const MONTHS_SHOWN = 12;

/** AN4: how far the shop lives from its best fifth, in the period, before it and month by month. */
export const concentration = (ctx: Ctx, asked: Asked): Promise<Result<InsightConcentration, InsightRefusal>> =>
  answering(ctx, asked, async (question) => {
    const { period, before, money } = question;
    const months = monthsShown(period);
    const [now, earlier, ...byMonth] = await spendersOf(question, [period, before, ...months]);
    const spenders = must(now, 'the period is read');
    const spends = spendsOf(spenders);
    const { payableMinor, knownPayableMinor } = salesIn(await readDaySales(question.tx, question.range), period);
    return {
      ...question.frame('concentration'),
      ...figures(concentrationOf(spends), question),
      anonymousPayable: money(payableMinor - knownPayableMinor),
      before: figures(concentrationOf(spendsOf(must(earlier, 'the comparison is read'))), question),
      lorenz: lorenzOf(spends),
      core: mayDo(ctx.actor, 'customer:read')
        ? (await corePage(question, spenders, { limit: CORE_SHOWN })).items
        : null,
      months: byMonth.map((month, i) => ({
        month: monthText(monthNumber(must(months[i], 'every month is read').from)),
        ...figures(concentrationOf(spendsOf(month)), question),
      })),
    };
  });

/** A page of the core list: the best fifth of the period, one by one. */
export const coreList = (ctx: Ctx, asked: Asked & PageAsked): Promise<Result<InsightCore, InsightRefusal>> =>
  answering(ctx, asked, async (question) => {
    const [spenders] = await spendersOf(question, [question.period]);
    const all = must(spenders, 'the period is read');
    return {
      ...question.frame('core'),
      customers: bestCount(all.length),
      ...(await corePage(question, all, asked)),
    };
  });

/** The months of the period, but at least the twelve that end with its last day, for a month alone is no development. */
function monthsShown({ from, to }: Span): Span[] {
  const earliest = monthStart(monthNumber(to) - MONTHS_SHOWN + 1);
  return monthsOf({ from: Math.min(from, earliest), to });
}

/** For each span the customers who spent in it, the best first; one reading of the orders for all of them. */
async function spendersOf(question: Question, spans: readonly Span[]): Promise<Ranked[][]> {
  const spenders = spans.map((): Ranked[] => []);
  const from = Math.min(...spans.map((span) => span.from));
  const range = { from: dayText(Math.max(0, from)), to: question.range.to, storeId: question.storeId };
  for await (const chunk of historyChunks(question.tx, range)) {
    for (const history of chunk) {
      spans.forEach((span, i) => {
        const spend = spendIn(history, span);
        if (spend.spendMinor > 0) spenders[i]!.push({ customerId: history.customerId, ...spend });
      });
    }
  }
  return spenders.map(rankSpenders);
}

const spendsOf = (spenders: readonly Ranked[]): number[] => spenders.map((one) => one.spendMinor);

const figures = (one: Concentration, { money }: Question) => ({
  customers: one.customers,
  spend: money(one.totalMinor),
  bestCustomers: one.bestCustomers,
  bestSpend: money(one.bestMinor),
  bestShareBps: one.bestShareBps,
  giniBps: one.giniBps,
});

async function corePage(question: Question, spenders: readonly Ranked[], asked: PageAsked) {
  const core = spenders.slice(0, bestCount(spenders.length));
  const page: RankedPage<Ranked> = pageOfRanked(core, asked);
  const total = spendsOf(spenders).reduce((all, spend) => all + spend, 0);
  let reached = spendsOf(core.slice(0, page.start)).reduce((all, spend) => all + spend, 0);
  const hints = await hintsOf(
    question.tx,
    page.items.map((one) => one.customerId),
  );
  const items = page.items.map(({ customerId, spendMinor, visitDays, lastDay }) => ({
    customerId,
    hint: hints.get(customerId) ?? null,
    spend: question.money(spendMinor),
    spendBps: shareBps(spendMinor, total),
    cumulativeBps: shareBps((reached += spendMinor), total),
    visitDays,
    lastDay: dayText(lastDay),
  }));
  return { items, next: page.next };
}
