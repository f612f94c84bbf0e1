import {
  CodeRotation,
  FunnelQuery,
  FunnelView,
  NewTouchpoint,
  RefusalCounts,
  SheetQuery,
  TouchpointBatch,
  TouchpointChange,
  TouchpointPage,
  TouchpointParams,
  TouchpointsMade,
  TouchpointsQuery,
  TouchpointView,
} from '@shuke/contract';
import { inRead } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok, refuse } from '@shuke/kernel';
import { changeTouchpoint } from './change-touchpoint.ts';
import { contentRoutes } from './content/content-routes.ts';
import { createTouchpoints } from './create-touchpoints.ts';
import { footfallRoutes } from './footfall/footfall-routes.ts';
import { getFunnel } from './funnel/funnel.ts';
import { refusalCounts } from './happening-store.ts';
import { rotateCode } from './rotate-code.ts';
import { printSheet } from './sheet/print-sheet.ts';
import { spanOf } from './span.ts';
import { getTouchpoint, listTouchpoints } from './touchpoint-queries.ts';

const MAKE_REFUSALS = ['touchpoint_invalid', 'touchpoint_label_taken', 'not_found'] as const;

const registryRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/touchpoints',
    summary: 'Touchpoints with their codes, in the order in which they were made',
    access: 'touchpoint:read',
    query: TouchpointsQuery,
    answer: TouchpointPage,
    refusals: ['not_found'],
    handle: (ctx, { query }) => listTouchpoints(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/v1/touchpoints',
    summary: 'Add a touchpoint with a code of its own',
    access: 'touchpoint:write',
    body: NewTouchpoint,
    answer: TouchpointView,
    status: 201,
    keyed: true,
    refusals: MAKE_REFUSALS,
    async handle(ctx, { body, key }) {
      const made = await createTouchpoints(ctx, { key, one: body });
      return made.ok ? ok(made.value[0]!) : made;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/touchpoints/batches',
    summary: 'Add numbered touchpoints, such as tables 1 to 40',
    access: 'touchpoint:write',
    body: TouchpointBatch,
    answer: TouchpointsMade,
    status: 201,
    keyed: true,
    refusals: MAKE_REFUSALS,
    async handle(ctx, { body, key }) {
      const made = await createTouchpoints(ctx, { key, batch: body });
      return made.ok ? ok({ touchpoints: made.value }) : made;
    },
  }),
  route({
    method: 'GET',
    url: '/v1/touchpoints/:touchpointId',
    summary: 'One touchpoint',
    access: 'touchpoint:read',
    params: TouchpointParams,
    answer: TouchpointView,
    refusals: ['touchpoint_not_found'],
    handle: (ctx, { params }) => getTouchpoint(ctx, params.touchpointId),
  }),
  route({
    method: 'PATCH',
    url: '/v1/touchpoints/:touchpointId',
    summary: 'Change a touchpoint, or switch it off and on',
    access: 'touchpoint:write',
    params: TouchpointParams,
    body: TouchpointChange,
    answer: TouchpointView,
    refusals: ['touchpoint_not_found', 'touchpoint_invalid', 'touchpoint_label_taken'],
    handle: (ctx, { params, body }) => changeTouchpoint(ctx, { ...body, ...params }),
  }),
  route({
    method: 'POST',
    url: '/v1/touchpoints/:touchpointId/code-rotations',
    summary: 'Give a touchpoint a new code; the old one ends now or after a while',
    access: 'touchpoint:write',
    params: TouchpointParams,
    body: CodeRotation,
    answer: TouchpointView,
    keyed: true,
    refusals: ['touchpoint_not_found'],
    handle: (ctx, { params, body, key }) => rotateCode(ctx, { ...body, ...params, key }),
  }),
];

const figureRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/touchpoints/funnel',
    summary: 'Scans to members to orders of each touchpoint, by first and last touch, with what the figures mean',
    access: 'touchpoint:read',
    query: FunnelQuery,
    answer: FunnelView,
    refusals: ['not_found'],
    handle: (ctx, { query }) => getFunnel(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/v1/touchpoints/refusals',
    summary: 'How often guests were refused, by day and reason',
    access: 'touchpoint:read',
    answer: RefusalCounts,
    async handle(ctx) {
      const span = spanOf({}, ctx.clock.now());
      return span ? ok({ items: await inRead(ctx, (tx) => refusalCounts(tx, span)) }) : refuse('invalid_request');
    },
  }),
];

const sheetRoute = (publicUrl: string): Route =>
  route({
    method: 'GET',
    url: '/v1/touchpoints/sheets',
    summary: 'A sheet of codes to print, as PDF',
    access: 'touchpoint:read',
    query: SheetQuery,
    downloads: 'application/pdf',
    refusals: ['not_found'],
    handle: (ctx, { query }) => printSheet(ctx, { ...query, baseUrl: query.baseUrl ?? publicUrl }),
  });

export interface TouchpointRoutesOptions {
  /** Where guests reach this server; what sheets are printed with unless a request says otherwise. */
  readonly publicUrl?: string | undefined;
}

export const touchpointRoutes = ({ publicUrl = 'http://localhost:3870' }: TouchpointRoutesOptions = {}): Route[] => [
  ...figureRoutes,
  sheetRoute(publicUrl),
  ...registryRoutes,
  ...contentRoutes,
  ...footfallRoutes,
];
