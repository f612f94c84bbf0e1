import { AgencyMerchantPage, ByIdQuery, EventPage, EventsQuery } from '@shuke/contract';
import { eventsAfter } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok, refuse } from '@shuke/kernel';
import { listAgencyMerchants } from './merchant-queries.ts';
import { ownSession } from './session.ts';

export const feedRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/events',
    summary: 'The events after a position, in order and without a gap',
    access: 'event:read',
    query: EventsQuery,
    answer: EventPage,
    async handle(ctx, { query }) {
      const after = query.after ?? 0;
      const items = await eventsAfter(ctx, after, query.limit);
      return ok({ items, next: String(items.at(-1)?.position ?? after) });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/agency/merchants',
    summary: 'The merchants that the agency of the session looks after',
    access: 'signed_in',
    query: ByIdQuery,
    answer: AgencyMerchantPage,
    refusals: ['password_change_required'],
    async handle(ctx, { query, session }) {
      const own = ownSession(ctx, session.token);
      if (ctx.actor.kind !== 'agency' || !own) return refuse('forbidden');
      if (ctx.actor.barred === 'password_change_required') return refuse(ctx.actor.barred);
      return ok(await listAgencyMerchants(ctx, { ...query, agencyId: own.tenantId }));
    },
  }),
];
