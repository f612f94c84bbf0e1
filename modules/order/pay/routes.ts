import { PaymentStart, PaymentView } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ASK_REFUSALS } from '../ask-refusals.ts';
import { CHECKOUT_REFUSALS } from '../checkout-routes.ts';
import { startPayment } from './start-payment.ts';

export const payRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/payments',
    summary: 'Ask a guest to pay a checkout through a provider; the order is made by itself once the money has come',
    access: 'payment:take',
    keyed: true,
    body: PaymentStart,
    answer: PaymentView,
    status: 201,
    refusals: [
      ...ASK_REFUSALS,
      ...CHECKOUT_REFUSALS,
      ...([
        'payment_gateway_misplaced',
        'payment_nothing_due',
        'payment_code_missing',
        'payment_code_unknown',
      ] as const),
      ...(['payment_account_not_found', 'payment_account_ambiguous', 'payment_scene_not_taken'] as const),
      ...(['payment_under_way', 'payment_not_found', 'idempotency_key_reused'] as const),
    ],
    handle: (ctx, { key, body, address }) => startPayment(ctx, { key, start: body, address }),
  }),
];
