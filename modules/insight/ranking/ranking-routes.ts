import {
  ImportRanking,
  InsightHotElsewhere,
  InsightHotElsewhereQuery,
  RankingList,
  RankingView,
} from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { dashboard, REFUSALS } from '../dashboard-route.ts';
import { hotElsewhere } from './hot-elsewhere.ts';
import { importRanking, listRankings } from './import-ranking.ts';

/** What sells elsewhere, and what of it does not sell here. */
export const rankingRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/insight/rankings',
    summary: 'Import what sells elsewhere, as a list or as the text of a CSV file; the same source and day replace',
    access: 'insight:write',
    body: ImportRanking,
    answer: RankingView,
    status: 201,
    keyed: true,
    refusals: ['ranking_invalid'],
    handle: (ctx, { body, key }) => importRanking(ctx, { key, ranking: body }),
  }),
  route({
    method: 'GET',
    url: '/v1/insight/rankings',
    summary: 'The rankings of the latest days',
    access: 'insight:read',
    answer: RankingList,
    handle: (ctx) => listRankings(ctx),
  }),
  route({
    ...dashboard('hot-elsewhere', 'What sells elsewhere and does not here, with what may lie behind it'),
    query: InsightHotElsewhereQuery,
    answer: InsightHotElsewhere,
    refusals: [...REFUSALS, 'ranking_unknown'],
    handle: (ctx, { query }) => hotElsewhere(ctx, query),
  }),
];
