import { EventPage, EventsQuery } from '@shuke/contract';
import { eventsAfter } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';

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
];
