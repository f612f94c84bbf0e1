import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok, refuse } from '@shuke/kernel';
import { adjustPoints } from './adjust-points.ts';
import { grantStamps } from './grant-stamps.ts';
import { getMember, getProgramme, listTiers, type StandingOf } from './member-queries.ts';
import { currencyOf, said } from './said.ts';
import { setProgramme } from './set-programme.ts';
import { turnInStamps } from './turn-in-stamps.ts';
import { draftOf, membershipView, programmeView, tierView } from './wire.ts';

const programmeRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/loyalty/programme',
    summary: 'The programme that holds now: points, stamp cards, tiers and stored value',
    access: 'loyalty:read',
    answer: contract.ProgrammeView,
    handle: async (ctx) => said(ctx, ok(await getProgramme(ctx)), programmeView),
  }),
  route({
    method: 'PUT',
    url: '/v1/loyalty/programme',
    summary: 'Set the whole programme as its next version; what was earned keeps its terms',
    access: 'loyalty:write',
    keyed: true,
    body: contract.NewProgramme,
    answer: contract.ProgrammeView,
    refusals: ['programme_invalid', 'idempotency_key_reused'],
    handle: async (ctx, { key, body }) => {
      const draft = draftOf(body, await currencyOf(ctx));
      return draft.ok ? said(ctx, await setProgramme(ctx, { key, draft: draft.value }), programmeView) : draft;
    },
  }),
  route({
    method: 'GET',
    url: '/v1/loyalty/tiers',
    summary: 'The tiers, the lowest first, with how many members stand in each',
    access: 'loyalty:read',
    answer: contract.TiersView,
    handle: async (ctx) => ok({ items: (await listTiers(ctx)).map(tierView) }),
  }),
];

export interface MemberRoutesOptions {
  /** How a guest stands to the shop, for the rights that depend on it. */
  readonly standingOf?: StandingOf;
}

const membershipRoute = ({ standingOf }: MemberRoutesOptions): Route =>
  route({
    method: 'GET',
    url: '/v1/customers/:customerId/membership',
    summary: 'What a customer has: points by lot, stamps, tier with what is missing to the next, cards',
    access: 'loyalty:read',
    params: contract.MemberParams,
    answer: contract.MembershipView,
    refusals: ['customer_not_found'],
    handle: async (ctx, { params }) => said(ctx, await getMember(ctx, params.customerId, standingOf), membershipView),
  });

const unitRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/points-adjustments',
    summary: 'Give or take points by hand, with a reason; they count for no tier',
    access: 'loyalty:write',
    keyed: true,
    params: contract.MemberParams,
    body: contract.PointsAdjustmentBody,
    answer: contract.PointsAdjustmentView,
    status: 201,
    refusals: ['customer_not_found', 'points_not_offered', 'insufficient_points', 'idempotency_key_reused'],
    handle: async (ctx, { key, params, body: { points, reason } }) => {
      if (points === 0) return refuse('invalid_request', { field: 'points', problem: 'is zero' });
      const done = await adjustPoints(ctx, { key, customerId: params.customerId, amount: points, reason });
      return done.ok ? ok({ adjustmentId: done.value.adjustmentId, customerId: params.customerId, points }) : done;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/stamps',
    summary: 'Give stamps by hand, with a reason',
    access: 'loyalty:write',
    keyed: true,
    params: contract.MemberParams,
    body: contract.StampGrantBody,
    answer: contract.StampGrantView,
    status: 201,
    refusals: ['customer_not_found', 'stamp_card_not_found', 'idempotency_key_reused'],
    handle: async (ctx, { key, params, body: { cardId, stamps, reason } }) => {
      const done = await grantStamps(ctx, { key, customerId: params.customerId, cardId, count: stamps, reason });
      return done.ok ? ok({ customerId: params.customerId, cardId, stamps }) : done;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/stamp-turn-ins',
    summary: 'Turn a full stamp card in for its reward',
    access: 'loyalty:serve',
    keyed: true,
    params: contract.MemberParams,
    body: contract.StampTurnInBody,
    answer: contract.StampTurnInView,
    status: 201,
    refusals: ['customer_not_found', 'stamp_card_not_found', 'insufficient_stamps', 'idempotency_key_reused'],
    handle: (ctx, { key, params, body }) => turnInStamps(ctx, { key, ...params, ...body }),
  }),
];

export const memberRoutes = (options: MemberRoutesOptions): Route[] => [
  ...programmeRoutes,
  membershipRoute(options),
  ...unitRoutes,
];
