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
import { bestCount } from './best.ts';
import { concentrationOf, lorenzOf, sumOf, type Concentration } from './concentration.ts';
import { descending } from './descending.ts';
import { withHints } from './hints.ts';
import { keptByDay } from './kept.ts';
import type { People } from './people.ts';
import { pageOfRanked, type PageAsked, type Ranking } from './ranked-page.ts';
import { spenders, spendsIn } from './spends.ts';

const CORE_SHOWN = 20;
const MONTHS_SHOWN = 12;

/** AN4: how far the shop lives from its best fifth, in the period, before it and month by month. */
export async function concentration(ctx: Ctx, asked: Asked): Answer<InsightConcentration> {
  const answer = await answering(ctx, asked, async (question) => {
    const { period, before, money } = question;
    const months = monthsShown(period);
    const people = await question.people();
    const best = spenders(people, period);
    const inPeriod = descending(best.spendMinor);
    const [earlier, ...byMonth] = concentrationsOf(people, [before, ...months]);
    const sales = salesIn(await readDaySales(question.reader, question.range), period);
    return {
      ...question.frame('concentration'),
      ...figures(concentrationOf(inPeriod), question),
      anonymousPayable: money(sales.payableMinor - sales.knownPayableMinor),
      anonymousNet: money(sales.netMinor - sales.knownNetMinor),
      before: figures(must(earlier, 'the comparison is read'), question),
      lorenz: lorenzOf(inPeriod),
      core: mayDo(ctx.actor, 'customer:read') ? corePage(question, best, { limit: CORE_SHOWN }).items : null,
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
    const ranking = spenders(await question.people(), question.period);
    return {
      ...question.frame('core'),
      customers: bestCount(ranking.spendMinor.length),
      ...corePage(question, ranking, asked),
    };
  });
  return answer.ok ? ok({ ...answer.value, items: await withHints(ctx, answer.value.items) }) : answer;
}

// Months and comparisons are asked for again with every other period that ends in them.
const concentrations = keptByDay<Concentration>();

/** The concentration in each span; those that were asked for before are not walked again. */
function concentrationsOf(people: People, spans: readonly Span[]): Concentration[] {
  const keyOf = ({ from, to }: Span): string => `${from} ${to}`;
  const found = new Map(spans.map((span) => [keyOf(span), concentrations(people, span.to).get(keyOf(span))]));
  const missing = spans.filter((span) => found.get(keyOf(span)) === undefined);
  if (missing.length > 0) {
    spendsIn(people, missing).forEach((spends, i) => {
      const span = missing[i]!;
      const one = concentrationOf(descending(spends));
      found.set(keyOf(span), one);
      concentrations(people, span.to).set(keyOf(span), one);
    });
  }
  return spans.map((span) => must(found.get(keyOf(span)), 'every span is read'));
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

function corePage({ money }: Question, ranking: Ranking, asked: PageAsked) {
  const { places, before, next } = pageOfRanked(ranking, asked, bestCount(ranking.spendMinor.length));
  const total = sumOf(ranking.spendMinor);
  let reached = before.spendMinor;
  const items = places.map((place) => {
    const { customerId, spendMinor, visitDays, lastDay } = ranking.ranked(place);
    return {
      customerId,
      spend: money(spendMinor),
      spendBps: shareBps(spendMinor, total),
      cumulativeBps: shareBps((reached += spendMinor), total),
      visitDays,
      lastDay: dayText(lastDay),
    };
  });
  return { items, next };
}
