import type { ActivityClass, InsightCustomers, LoyaltyClass, ValueClass } from '@shuke/contract';
import { hintsOf } from '@shuke/customer';
import type { Ctx } from '@shuke/db';
import type { Result } from '@shuke/kernel';
import { answering, type Asked, type Question } from './asking.ts';
import { classify, type Classified } from './classes.ts';
import { readStandings } from './customer-facts.ts';
import { dayText } from './day.ts';
import type { InsightRefusal } from './errors.ts';
import { pageOfRanked, type PageAsked } from './paging.ts';
import { bestFirst } from './ranking.ts';
import { mean } from './ratio.ts';

export interface AskedCustomers extends Asked, PageAsked {
  readonly activity?: ActivityClass;
  readonly loyalty?: LoyaltyClass;
  readonly value?: ValueClass;
}

/** A page of the customers of some classes, with their facts as of the end of the period, the most spent in all first. */
export const listCustomers = (ctx: Ctx, asked: AskedCustomers): Promise<Result<InsightCustomers, InsightRefusal>> =>
  answering(ctx, asked, async (question) => {
    const scope = { asOf: question.range.to, storeId: question.storeId };
    const fitting = classify(await readStandings(question.tx, scope))
      .customers.filter((customer) => fits(customer, asked))
      .map((customer) => ({ ...customer, spendMinor: customer.monetaryMinor }))
      .sort(bestFirst);
    const page = pageOfRanked(fitting, asked);
    return {
      ...question.frame('customers'),
      customers: fitting.length,
      items: await itemsOf(page.items, question),
      next: page.next,
    };
  });

const fits = (customer: Classified, asked: AskedCustomers): boolean =>
  (asked.activity ?? customer.activity) === customer.activity &&
  (asked.loyalty ?? customer.loyalty) === customer.loyalty &&
  (asked.value ?? customer.value) === customer.value;

async function itemsOf(customers: readonly Classified[], { tx, money }: Question) {
  const hints = await hintsOf(
    tx,
    customers.map((customer) => customer.customerId),
  );
  return customers.map((one) => ({
    customerId: one.customerId,
    hint: hints.get(one.customerId) ?? null,
    activity: one.activity,
    loyalty: one.loyalty,
    value: one.value,
    firstDay: dayText(one.firstDay),
    lastDay: dayText(one.lastDay),
    recencyDays: one.recencyDays,
    visitDays: one.visitDays,
    orders: one.orders,
    monetary: money(one.monetaryMinor),
    yearSpend: money(one.yearMinor),
    averageTicket: money(mean(one.monetaryMinor, one.orders) ?? 0),
    medianGapDays: one.medianGapDays,
    gapSpreadDays: one.gapSpreadDays,
    yardstickGapDays: one.yardstick.gapDays,
    gapIsOwn: one.yardstick.isOwn,
  }));
}
