import {
  InsightChange,
  InsightCohorts,
  InsightCohortsQuery,
  InsightMembers,
  InsightNextVisits,
  InsightReturning,
  InsightStoreParams,
  InsightStoreScore,
  InsightStoreScoreQuery,
} from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { explainChange } from './change/explain-change.ts';
import { dashboard } from './dashboard-route.ts';
import { cohorts } from './people/cohorts.ts';
import { nextVisits } from './people/forecast.ts';
import { members } from './people/members.ts';
import { newAndReturning } from './people/returning.ts';
import { storeScore } from './score/store-score.ts';

/** What explains and looks ahead, beside the dashboards that count. */
export const boardRoutes: Route[] = [
  route({
    ...dashboard('returning', 'New and returning guests, and what each brought'),
    answer: InsightReturning,
    handle: (ctx, { query }) => newAndReturning(ctx, query),
  }),
  route({
    ...dashboard('cohorts', 'How many of those who first came in a month come in the months after it'),
    query: InsightCohortsQuery,
    answer: InsightCohorts,
    handle: (ctx, { query }) => cohorts(ctx, query),
  }),
  route({
    ...dashboard('next-visits', 'When customers are due by their own rhythm, and how many visits to expect'),
    answer: InsightNextVisits,
    handle: (ctx, { query }) => nextVisits(ctx, query),
  }),
  route({
    ...dashboard('members', 'How far customers have come, who joined, and what members bring'),
    answer: InsightMembers,
    handle: (ctx, { query }) => members(ctx, query),
  }),
  route({
    ...dashboard('change', 'A change of the net sales, explained to the minor unit'),
    answer: InsightChange,
    handle: (ctx, { query }) => explainChange(ctx, query),
  }),
  route({
    ...dashboard('stores/:storeId/score', 'The score of a store from its transactions, with all that it is made of'),
    params: InsightStoreParams,
    query: InsightStoreScoreQuery,
    answer: InsightStoreScore,
    handle: (ctx, { params, query }) => storeScore(ctx, { ...query, ...params }),
  }),
];
