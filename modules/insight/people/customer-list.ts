import {
  ACTIVITY_CLASSES,
  LOYALTY_CLASSES,
  VALUE_CLASSES,
  type ActivityClass,
  type InsightCustomers,
  type LoyaltyClass,
  type ValueClass,
} from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { classifiedAsOf } from './classified.ts';
import type { Classified } from './classes.ts';
import { figuresOf } from './customer-figures.ts';
import { withHints } from './hints.ts';
import { idAt } from './person-ids.ts';
import { pageOfRanked, type PageAsked, type Ranking } from './ranked-page.ts';
import { historiesAt } from './standings.ts';

export interface AskedCustomers extends Asked, PageAsked {
  readonly activity?: ActivityClass;
  readonly loyalty?: LoyaltyClass;
  readonly value?: ValueClass;
}

/** A page of the customers of some classes, with their facts as of the end of the period, the most spent in all first. */
export async function listCustomers(ctx: Ctx, asked: AskedCustomers): Answer<InsightCustomers> {
  const answer = await answering(ctx, asked, async (question) => {
    const classified = classifiedAsOf(await question.people(), question.period.to);
    const fitting = placesFitting(classified, asked);
    const page = pageOfRanked(rankingOf(classified, fitting), asked, fitting.length);
    return {
      ...question.frame('customers'),
      customers: fitting.length,
      items: page.places.map((place) => itemOf(classified, fitting[place]!, question)),
      next: page.next,
    };
  });
  return answer.ok ? ok({ ...answer.value, items: await withHints(ctx, answer.value.items) }) : answer;
}

/** Those of the classes that were asked for. */
function placesFitting({ count, activity, loyalty, value }: Classified, asked: AskedCustomers): Int32Array {
  const placeIn = (names: readonly string[], name?: string) => (name === undefined ? -1 : names.indexOf(name));
  const [ofActivity, ofLoyalty, ofValue] = [
    placeIn(ACTIVITY_CLASSES, asked.activity),
    placeIn(LOYALTY_CLASSES, asked.loyalty),
    placeIn(VALUE_CLASSES, asked.value),
  ];
  // Loops over typed arrays: made of iterators and functions, lists of a million took half a second.
  const fitting = new Int32Array(count);
  let found = 0;
  for (let at = 0; at < count; at += 1) {
    if (ofActivity >= 0 && activity[at] !== ofActivity) continue;
    if (ofLoyalty >= 0 && loyalty[at] !== ofLoyalty) continue;
    if (ofValue >= 0 && value[at] !== ofValue) continue;
    fitting[found++] = at;
  }
  return fitting.subarray(0, found);
}

/** Some customers by what they spent in all. */
function rankingOf(classified: Classified, fitting: Int32Array): Ranking {
  const spendMinor = new Float64Array(fitting.length);
  for (let place = 0; place < fitting.length; place += 1) spendMinor[place] = spentBy(classified, fitting[place]!);
  return {
    spendMinor,
    ranked(place) {
      const at = fitting[place]!;
      return {
        customerId: idAt(historiesAt(classified, at).ids, classified.person[at]!),
        spendMinor: spendMinor[place]!,
        visitDays: classified.visitDays[at]!,
        lastDay: classified.lastDay[at]!,
      };
    },
  };
}

function spentBy(classified: Classified, at: number): number {
  const { start, netMinor } = historiesAt(classified, at);
  const last = classified.place[at]!;
  let spent = 0;
  for (let place = start[classified.person[at]!]!; place <= last; place += 1) spent += netMinor[place]!;
  return spent;
}

function itemOf(classified: Classified, at: number, { money }: Question) {
  const { monetaryMinor, yearMinor, averageTicketMinor, ...figures } = figuresOf(classified, at);
  return {
    ...figures,
    monetary: money(monetaryMinor),
    yearSpend: money(yearMinor),
    averageTicket: money(averageTicketMinor),
  };
}
