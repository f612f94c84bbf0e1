import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { PaymentView } from '@shuke/contract';
import { followAll, inRead, relayOnce, sql } from '@shuke/db';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { balancesOf } from '@shuke/ledger';
import { addAccount, askPayments, askRefunds, paymentCallbacks, paymentRoutes, paymentVerifier } from '@shuke/payment';
import { startStandIns, type RunningStandIns } from '@shuke/sandbox/stand-ins';
import type { TestServices } from '@shuke/testkit';
import { orderRoutes, orderVerifier, settlementFollower } from '../index.ts';
import { type Shop, valueOf } from './shop.ts';
import { lines, openTill } from './till.ts';

export type GatewayName = keyof RunningStandIns['providers'];

export interface Answer extends Partial<PaymentView> {
  readonly code?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly refundId?: string;
  readonly items?: readonly Record<string, unknown>[];
}

interface Sent {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
  readonly key: string;
}

/** The server on a real port with the stand-ins of all providers beside it, and a shop that takes payments through them. */
export class World {
  readonly services: TestServices;
  standIns!: RunningStandIns;
  shop!: Shop;
  url = '';
  readonly accounts = new Map<string, string>();
  #app!: Awaited<ReturnType<typeof createApp>>;

  constructor(services: TestServices) {
    this.services = services;
  }

  async open(): Promise<void> {
    const { services } = this;
    this.standIns = await startStandIns({ clock: () => services.clock.now(), tickMs: null });
    const authenticate = async () => ok(this.shop.ctx.actor);
    const routes = [...orderRoutes, ...paymentRoutes({})];
    this.#app = await createApp({
      services,
      authenticate,
      routes,
      callbacks: paymentCallbacks,
      isReady: async () => true,
    });
    await this.#app.listen({ port: 0, host: '127.0.0.1' });
    this.url = `http://127.0.0.1:${(this.#app.server.address() as AddressInfo).port}`;
    this.shop = await openTill(services);
    for (const gateway of ['wechat', 'alipay', 'unionpay'] as const)
      this.accounts.set(gateway, await this.connect(gateway));
  }

  async close(): Promise<void> {
    await this.standIns.stop();
    await this.#app.close();
  }

  /** An account of the shop with a provider's stand-in. */
  async connect(gateway: GatewayName): Promise<string> {
    const { baseUrl, settings, secrets } = this.standIns.providers[gateway].account('demo');
    const account = { gateway, name: gateway, baseUrl, publicUrl: this.url, settings, secrets };
    return valueOf(await addAccount(this.shop.ctx, { key: newId(), account, publicUrl: null })).accountId;
  }

  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
    return this.send({ method, path, key: newId(), ...(body ? { body } : {}) });
  }

  async send({ method, path, body, key }: Sent) {
    const headers = { 'idempotency-key': key, authorization: 'Bearer test' };
    const sent =
      body === undefined
        ? { method, headers }
        : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(this.url + path, sent);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer };
  }

  /** Asks a guest to pay a noodle, 22.00, unless told. */
  pay(more: object = {}, key: string = newId()) {
    const sale = { orderRef: newId(), storeCode: 'S1', lines: lines({ NOODLE: 1 }), tenders: [{ kind: 'gateway' }] };
    const body = { ...sale, scene: 'payment_code', ...more };
    return this.send({ method: 'POST', path: '/v1/payments', body, key });
  }

  async paid(more: object = {}): Promise<Answer> {
    const { status, body } = await this.pay(more);
    if (status !== 201)
      throw new Error(`${status} ${JSON.stringify(body)} ${this.services.log.lines.slice(-2).join(' ')}`);
    return body;
  }

  read = async (paymentId: string | undefined): Promise<Answer> =>
    (await this.call('GET', `/v1/payments/${paymentId}`)).body;

  /** A code as a guest's app shows it. */
  code(gateway: GatewayName, behaviour: 'pays' | 'password' | 'balance_short' | 'declined' = 'pays'): string {
    const code = this.standIns.providers[gateway].newCode();
    this.standIns.desk.book.addCode(code, behaviour);
    return code;
  }

  control = async (path: string, body: object = {}): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${this.standIns.url}/control/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };

  /** Time goes on for the shop and the providers, whose notices arrive. */
  async advance(seconds: number): Promise<void> {
    this.services.clock.advanceMs(seconds * 1000);
    await this.standIns.desk.tick();
  }

  /** What is due is asked for, and what follows from captures is done. */
  async sweep(): Promise<void> {
    await askPayments(this.shop.ctx);
    await askRefunds(this.shop.ctx);
    await this.settle();
  }

  async settle(): Promise<void> {
    while ((await relayOnce(this.services)) > 0);
    await followAll(this.services, this.shop.ctx.actor.merchantId, [settlementFollower]);
  }

  /** What stands in the books: sales, what the provider owes, what waits and what is due back. */
  books(gateway: GatewayName = 'wechat') {
    const owner = this.accounts.get(gateway)!;
    const accounts = [
      { account: 'sales', owner: this.shop.storeId },
      { account: 'gateway_receivable', owner },
      { account: 'guest_funds', owner: this.shop.storeId },
      { account: 'refunds_due', owner },
    ] as const;
    return inRead(this.shop.ctx, async (tx) => {
      const [sales = 0, receivable = 0, waiting = 0, due = 0] = await balancesOf(
        tx,
        accounts.map((one) => ({ ...one, asset: 'CNY' })),
      );
      return { sales, owed: 0 - receivable, waiting, due };
    });
  }

  /** Findings of the verifiers: none. */
  async faults(): Promise<string[]> {
    const found = [...(await paymentVerifier.run(this.shop.ctx)), ...(await orderVerifier.run(this.shop.ctx))];
    return found.map((one) => JSON.stringify(one));
  }

  events(type: string): Promise<Record<string, unknown>[]> {
    return inRead(this.shop.ctx, async (tx) => {
      const rows = await tx.many<{ payload: Record<string, unknown> }>(sql`
        select payload from outbox where merchant_id = ${tx.merchantId} and type = ${type} order by event_id`);
      return rows.map(({ payload }) => payload);
    });
  }
}

export function openWorld(services: TestServices): World {
  const world = new World(services);
  beforeAll(() => world.open());
  afterAll(() => world.close());
  return world;
}
