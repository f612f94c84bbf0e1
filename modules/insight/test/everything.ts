import type { Ctx } from '@shuke/db';
import {
  concentration,
  cohorts,
  coreList,
  customersByClass,
  dailySeries,
  explainChange,
  listCustomers,
  members,
  newAndReturning,
  nextVisits,
  overview,
  salesByHour,
  salesBySource,
  salesByStore,
  topProducts,
} from '../dashboards.ts';
import { type Asked } from '../index.ts';
import { valueOf } from './shop.ts';

const SALES = { overview, dailySeries, salesBySource, salesByHour, salesByStore, topProducts };
const PEOPLE = { customersByClass, concentration, listCustomers, coreList };
const BOARDS = { newAndReturning, cohorts, nextVisits, members, explainChange };

/** The answer of every dashboard to one question, by its name. */
export async function everything(ctx: Ctx, asked: Asked): Promise<Record<string, { freshness: object }>> {
  const answers: Record<string, { freshness: object }> = {};
  for (const [name, query] of Object.entries({ ...SALES, ...PEOPLE, ...BOARDS }))
    answers[name] = valueOf<{ freshness: object }>(await query(ctx, asked));
  return answers;
}
