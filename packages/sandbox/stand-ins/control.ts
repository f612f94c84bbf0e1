import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ShopAccount } from './core/accounts.ts';
import type { Desk } from './core/desk.ts';
import type { FaultPlan } from './core/faults.ts';
import type { Mismatch } from './core/mismatches.ts';
import { keyOf, refundedMinor, type Behaviour, type GatewayName, type Trade } from './core/trade.ts';

/** What each provider adds to the buttons. */
export interface Provider {
  /** What a shop of this name needs; `signMethod` where there is more than one way to sign. */
  account(name: string, signMethod?: string): ShopAccount;
  /** A code as this provider's app would show it. */
  newCode(): string;
  /** Begins to sign with a new key, where the provider does so; answers its serial. */
  readonly rotate?: () => string;
}

export type Providers = Readonly<Record<GatewayName, Provider>>;

const ACTS: Readonly<Record<string, Behaviour>> = {
  pay: 'pays',
  'wrong-password': 'password',
  decline: 'declined',
};

const truthOf = (trade: Trade) => ({ ...trade, key: keyOf(trade), refundedMinor: refundedMinor(trade) });

const missing = (reply: FastifyReply) => reply.code(404).send({ error: 'not found' });

/** The buttons that a test or a demo presses; no provider has them. */
export function registerControl(app: FastifyInstance, desk: Desk, providers: Providers): void {
  accountButtons(app, desk, providers);
  weatherButtons(app, desk);
  guestButtons(app, desk, providers);
  app.get<{ Params: { gateway: GatewayName } }>('/control/truth/:gateway', ({ params }) => ({
    trades: desk.book.all(params.gateway).map(truthOf),
  }));
  app.get('/control/deliveries', () => ({ deliveries: desk.courier.all() }));
  app.get('/control/counts', () => ({ ...desk.counts(), ...statesOf(desk) }));
}

function accountButtons(app: FastifyInstance, desk: Desk, providers: Providers): void {
  app.get<{ Params: { gateway: string }; Querystring: { name?: string; signMethod?: string } }>(
    '/control/accounts/:gateway',
    ({ params, query }, reply) => {
      const provider = providers[params.gateway as GatewayName] as Provider | undefined;
      return provider ? reply.send(provider.account(query.name ?? 'demo', query.signMethod)) : missing(reply);
    },
  );

  app.post('/control/wechat/rotate', () => ({ serial: providers.wechat.rotate?.() }));
  app.post<{ Body: { url: string; name?: string } }>('/control/stripe/webhook', ({ body }) => {
    desk.store.shelf<string>('stripe-webhook').put(body.name ?? 'demo', body.url);
    return body;
  });
}

function weatherButtons(app: FastifyInstance, desk: Desk): void {
  app.get('/control/clock', () => ({ now: desk.clock.now() }));
  app.post<{ Body: { advanceS?: number } }>('/control/clock', async ({ body }) => {
    await desk.advanceTo(new Date(desk.clock.now().getTime() + (body.advanceS ?? 0) * 1000));
    return { now: desk.clock.now() };
  });

  app.post<{ Body: FaultPlan }>('/control/faults', ({ body }) => (desk.weather.plan = body));
  app.post<{ Body: { gateway: string; forS: number } }>('/control/outage', ({ body }) => {
    const until = new Date(desk.clock.now().getTime() + body.forS * 1000);
    desk.weather.startOutage(body.gateway, until);
    return { until };
  });
  app.post<{ Body: { number: string; kind: Mismatch } }>('/control/mismatches', ({ body }) => {
    desk.mismatches.add(body.number, body.kind);
    return body;
  });
}

function guestButtons(app: FastifyInstance, desk: Desk, providers: Providers): void {
  app.post<{ Body: { gateway: GatewayName; behaviour?: Behaviour } }>('/control/codes', ({ body }) => {
    const code = providers[body.gateway].newCode();
    desk.book.addCode(code, body.behaviour ?? 'pays');
    return { code };
  });
  app.post<{ Params: { number: string; act: string } }>('/control/trades/:number/:act', async ({ params }, reply) => {
    const trade = desk.book.all().find(({ outTradeNo, state }) => outTradeNo === params.number && state === 'waiting');
    const behaviour = ACTS[params.act];
    if (!trade || !behaviour) return missing(reply);
    const after = desk.book.guest(keyOf(trade), behaviour);
    // Whoever pressed the button finds the shop told.
    await desk.courier.sendDue(keyOf(trade));
    return reply.send({ state: after?.state ?? trade.state });
  });
}

function statesOf(desk: Desk): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
  for (const { gateway, state, refunds } of desk.book.all()) {
    count(`trade ${gateway} ${state}`);
    for (const _ of refunds) count(`refund ${gateway}`);
  }
  for (const { spoilt, state } of desk.courier.all()) count(`notice ${spoilt ?? 'true'} ${state}`);
  return counts;
}
