import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Merchant, ShopAccount } from '../core/accounts.ts';
import { send, type Answer, type Desk } from '../core/desk.ts';
import { formOf, textOf } from '../core/raw.ts';
import {
  cancelIntent,
  confirmIntent,
  createIntent,
  createRefund,
  json,
  listBalance,
  listRefunds,
  presentCard,
  processOnReader,
  readIntent,
  readRefund,
  searchIntents,
  tradeOf,
  wrong,
  type Asked,
} from './calls.ts';
import { secretKey, stripeTeller, webhookSecret } from './teller.ts';

interface Kept {
  readonly hash: string;
  readonly answer: Answer & { readonly body: string };
}

const ROUTES = [
  ['POST', '/v1/payment_intents', createIntent],
  ['GET', '/v1/payment_intents/search', searchIntents],
  ['GET', '/v1/payment_intents/:id', readIntent],
  ['POST', '/v1/payment_intents/:id/confirm', confirmIntent],
  ['POST', '/v1/payment_intents/:id/cancel', cancelIntent],
  ['POST', '/v1/refunds', createRefund],
  ['GET', '/v1/refunds', listRefunds],
  ['GET', '/v1/refunds/:id', readRefund],
  ['GET', '/v1/balance_transactions', listBalance],
  ['POST', '/v1/terminal/readers/:id/process_payment_intent', processOnReader],
  ['POST', '/v1/test_helpers/terminal/readers/:id/present_payment_method', presentCard],
] as const;

const BUSY = wrong(500, 'api_error', 'api_error');
const UNKNOWN_KEY = json(401, { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } });

function merchantOf(desk: Desk, { headers: { authorization } }: FastifyRequest): Merchant | undefined {
  return desk.accounts.all('stripe').find((merchant) => authorization === `Bearer ${secretKey(desk, merchant)}`);
}

function askedOf(merchant: Merchant, request: FastifyRequest): Asked {
  const fields = { ...formOf(request.url.split('?')[1] ?? ''), ...formOf(textOf(request.body)) };
  const expands = Object.entries(fields).flatMap(([name, value]) => (name.startsWith('expand[') ? [value] : []));
  return { merchant, form: fields, expands, id: (request.params as { readonly id?: string }).id ?? '' };
}

/** The first answer to an idempotency key is every answer to it; other content under the same key is refused. */
function once(desk: Desk, request: FastifyRequest, carryOut: () => Answer): Answer {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || typeof key !== 'string') return carryOut();
  const shelf = desk.store.shelf<Kept>('stripe-idempotency');
  const hash = createHash('sha256')
    .update(`${request.url}\n${textOf(request.body)}`)
    .digest('hex');
  const before = shelf.get(key);
  if (before && before.hash !== hash) return wrong(400, 'idempotency_error', 'idempotency_error');
  if (before) return { ...before.answer, headers: { ...before.answer.headers, 'idempotent-replayed': 'true' } };
  const answer = carryOut();
  shelf.put(key, { hash, answer: { ...answer, body: answer.body.toString() } });
  return answer;
}

/** Stripe's interface at `/v1` and `/stripe/v1`: its SDK is given a host and no path. */
export function registerStripe(app: FastifyInstance, desk: Desk): void {
  desk.courier.use('stripe', stripeTeller(desk));
  for (const [method, url, carryOut] of ROUTES) {
    const handler = (request: FastifyRequest, reply: FastifyReply) => {
      const merchant = merchantOf(desk, request);
      if (!merchant) return send(reply, UNKNOWN_KEY);
      const asked = askedOf(merchant, request);
      const key = request.headers['idempotency-key'];
      return desk.answer(reply, {
        gateway: 'stripe',
        operation: `${method} ${url}`,
        number: typeof key === 'string' ? key : asked.id,
        closes: carryOut === cancelIntent ? tradeOf(desk, asked) : undefined,
        busy: BUSY,
        apply: () => once(desk, request, () => carryOut(desk, asked)),
      });
    };
    for (const mount of ['', '/stripe']) app.route({ method, url: `${mount}${url}`, handler });
  }
}

export function stripeAccount(desk: Desk, merchant: Merchant): ShopAccount {
  return {
    baseUrl: desk.origin,
    settings: {},
    secrets: { secretKey: secretKey(desk, merchant), webhookSecret: webhookSecret(desk, merchant) },
  };
}
