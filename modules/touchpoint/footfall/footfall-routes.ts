import { FootfallCounts, FootfallQuery, FootfallView, Sightings, Taken } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { getFootfall } from './footfall-report.ts';
import { recordCounts, recordSightings } from './record-footfall.ts';

export const footfallRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/footfall',
    summary: 'Entries, visits, stays and company, each by its source',
    access: 'touchpoint:read',
    query: FootfallQuery,
    answer: FootfallView,
    refusals: ['not_found'],
    handle: (ctx, { query }) => getFootfall(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/v1/footfall',
    summary: 'What counters at doors counted; a repeat corrects',
    access: 'touchpoint:write',
    body: FootfallCounts,
    answer: Taken,
    refusals: ['not_found'],
    handle: (ctx, { body }) => recordCounts(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/v1/footfall/sightings',
    summary: 'Which devices the Wi-Fi of stores saw; a repeat changes nothing',
    access: 'touchpoint:write',
    body: Sightings,
    answer: Taken,
    refusals: ['not_found'],
    handle: (ctx, { body }) => recordSightings(ctx, body),
  }),
];
