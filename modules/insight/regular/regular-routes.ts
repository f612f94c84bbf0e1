import { AskRegularCard, RegularCardView } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { getRegularCard } from './get-regular-card.ts';

/** A person's card is asked for in a body, as a recognition is, for addresses are logged. */
export const regularRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/regular-cards',
    summary: 'The regular at the till: name to say, what they cannot eat, usual order, reward within reach, notes',
    access: 'customer:serve',
    body: AskRegularCard,
    answer: RegularCardView,
    refusals: ['customer_not_found', 'not_found', 'forbidden'],
    handle: (ctx, { body }) => getRegularCard(ctx, body),
  }),
];
