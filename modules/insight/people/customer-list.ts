import type { InsightCustomers } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import type { CustomerFigures } from './customer-figures.ts';
import type { AskedClasses } from './customers-page.ts';
import { withHints } from './hints.ts';
import type { PageAsked } from './ranked-page.ts';

export interface AskedCustomers extends Asked, PageAsked, AskedClasses {}

/** A page of the customers of some classes, with their facts as of the end of the period, the most spent in all first. */
export async function listCustomers(ctx: Ctx, asked: AskedCustomers): Answer<InsightCustomers> {
  const { after, limit, activity, loyalty, value } = asked;
  const answer = await answering(ctx, asked, async (question) => {
    const { customers, items, next } = await question.walk('customers', {
      asOf: question.period.to,
      classes: { activity, loyalty, value },
      page: { after, limit },
    });
    return { ...question.frame('customers'), customers, items: items.map((one) => itemOf(one, question)), next };
  });
  return answer.ok ? ok({ ...answer.value, items: await withHints(ctx, answer.value.items) }) : answer;
}

function itemOf(of: CustomerFigures, { money }: Question) {
  const { monetaryMinor, yearMinor, averageTicketMinor, ...figures } = of;
  return {
    ...figures,
    monetary: money(monetaryMinor),
    yearSpend: money(yearMinor),
    averageTicket: money(averageTicketMinor),
  };
}
