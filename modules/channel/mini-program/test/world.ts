import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { ensureProducts, setPrices, setStock } from '@shuke/catalog';
import { couponRoutes } from '@shuke/coupon';
import { customerRoutes } from '@shuke/customer';
import { followAll, inRead, inTx, relayOnce, sql, type Ctx } from '@shuke/db';
import { createApp } from '@shuke/http';
import { newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { NO_PROGRAMME, setProgramme } from '@shuke/loyalty';
import { createMerchant } from '@shuke/merchant';
import { kitchenFollower, orderRoutes, settlementFollower } from '@shuke/order';
import { addAccount, askPayments, paymentCallbacks, paymentRoutes } from '@shuke/payment';
import { miniProgramAccount, startStandIns, type RunningStandIns } from '@shuke/sandbox/stand-ins';
import { actAs, type TestServices } from '@shuke/testkit';
import { admitGuest, channelRoutes } from '../../index.ts';

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

export type Body = Record<string, unknown> & { readonly code?: string; readonly items: readonly Body[] };
export interface Answer {
  readonly status: number;
  readonly body: Body;
}

export interface Sent {
  readonly body?: object;
  readonly key?: string;
  readonly language?: string;
  /** Of a guest; the shop's owner unless told. */
  readonly token?: string;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A point for each yuan, a hundred of which pay one. */
const PROGRAMME = {
  ...NO_PROGRAMME,
  points: {
    earn: { units: 1, perMinor: 100 },
    burn: { unitsPerStep: 100, stepMinor: 100, maxShareBps: 10_000, as: 'tender' as const },
    validity: { kind: 'months' as const, months: 12, toMonthEnd: true },
    pendingDays: 0,
  },
};

/** The server on a real port, WeChat's stand-in beside it, and a noodle shop whose guests order on their phones. */
export class World {
  readonly services: TestServices;
  standIns!: RunningStandIns;
  ctx!: Ctx;
  appId = '';
  accountId = '';
  url = '';
  #app!: Awaited<ReturnType<typeof createApp>>;

  constructor(services: TestServices) {
    this.services = services;
  }

  async open(): Promise<void> {
    const { services } = this;
    this.standIns = await startStandIns({ clock: () => services.clock.now(), tickMs: null });
    const people = customerRoutes({ dataMap: [], cardsOf: async () => new Map(), visitsOf: async () => new Map() });
    this.#app = await createApp({
      services,
      authenticate: async () => ok(this.ctx.actor),
      admitGuest,
      routes: [...channelRoutes, ...couponRoutes, ...people, ...orderRoutes, ...paymentRoutes({})],
      callbacks: paymentCallbacks,
      isReady: async () => true,
      publicCallsPerMinute: 100_000,
    });
    await this.#app.listen({ port: 0, host: '127.0.0.1' });
    this.url = `http://127.0.0.1:${(this.#app.server.address() as AddressInfo).port}`;
    await this.#openShop();
  }

  async close(): Promise<void> {
    await this.standIns?.stop();
    await this.#app?.close();
  }

  async #openShop(): Promise<void> {
    const owner = { signInName: `owner-${newId()}`, displayName: '店主' };
    const store = { code: 'S1', name: '人民广场店' };
    const made = valueOf(await createMerchant(this.services, { name: '熟客面馆', owner, store }));
    this.ctx = actAs(this.services, made.merchantId);
    const products = [
      { sku: 'NOODLE', name: '牛肉面', category: 'food/noodle' },
      { sku: 'TEA', name: '酸梅汤', category: 'drink' },
    ];
    await inTx(this.ctx, {}, async (tx) => ok(await ensureProducts(tx, products)));
    const prices = [
      { sku: 'NOODLE', priceMinor: 2200 },
      { sku: 'TEA', priceMinor: 600 },
      { sku: 'TEA', storeCode: 'S1', priceMinor: 500 },
    ];
    valueOf(await setPrices(this.ctx, { key: newId(), rows: prices }));
    valueOf(await setProgramme(this.ctx, { key: newId(), draft: PROGRAMME }));
    const { baseUrl, settings, secrets } = this.standIns.providers.wechat.account('demo');
    const account = { gateway: 'wechat' as const, name: 'WeChat', baseUrl, publicUrl: this.url, settings, secrets };
    valueOf(await addAccount(this.ctx, { key: newId(), account, publicUrl: null }));
    const app = miniProgramAccount(this.standIns.desk, this.standIns.miniPrograms);
    this.appId = app.settings['appId']!;
    const program = { name: '小程序', appId: this.appId, appSecret: app.secrets['appSecret']!, baseUrl: app.baseUrl };
    this.accountId = String((await this.call('POST', '/v1/mini-programs', { body: program })).body['accountId']);
  }

  async stock(sku: string, quantity: number): Promise<void> {
    const rows = [{ sku, storeCode: 'S1', quantityMilli: quantity * 1000 }];
    valueOf(await setStock(this.ctx, { key: newId(), rows }));
  }

  /** A call of the shop's owner, or with a token of a guest. */
  async call(method: Method, path: string, { body, key = newId(), language, token = 'owner' }: Sent = {}) {
    const headers = {
      'idempotency-key': key,
      authorization: `Bearer ${token}`,
      ...(language ? { 'accept-language': language } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const response = await fetch(this.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Body } satisfies Answer;
  }

  /** A code as WeChat gives it to a guest's phone. */
  code(guest: string, more: { kind?: 'login' | 'phone'; isBlocked?: boolean } = {}): string {
    return this.standIns.miniPrograms.newCode({ kind: 'login', appId: this.appId, guest, ...more });
  }

  signIn(code: string, more: Sent = {}): Promise<Answer> {
    return this.call('POST', '/v1/mini-program/sessions', { body: { accountId: this.accountId, code }, ...more });
  }

  /** A guest who is signed in on a phone. */
  async phoneOf(guest: string): Promise<Phone> {
    const { status, body } = await this.signIn(this.code(guest));
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return new Phone(this, String(body['token']));
  }

  control = async (path: string, body: object = {}): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${this.standIns.url}/control/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };

  /** The guest pays in WeChat, which tells the shop. */
  async pay(paymentId: unknown): Promise<void> {
    const { body } = await this.call('GET', `/v1/payments/${String(paymentId)}`);
    const trade = this.standIns.desk.book.all('wechat').find((one) => one.outTradeNo === body['outTradeNo']);
    this.standIns.desk.book.guest(`wechat/${trade!.merchantNo}/${trade!.outTradeNo}`, 'pays');
    await this.standIns.desk.tick();
    await askPayments(this.ctx);
    await this.follow();
  }

  async follow(): Promise<void> {
    while ((await relayOnce(this.services)) > 0);
    await followAll(this.services, this.ctx.actor.merchantId, [settlementFollower]);
    while ((await relayOnce(this.services)) > 0);
    await followAll(this.services, this.ctx.actor.merchantId, [kitchenFollower]);
  }

  sessions(): Promise<number> {
    return inRead(this.ctx, async (tx) => {
      const { n } = await tx.one<{ n: number }>(sql`
        select count(*)::int as n from mini_program_session where merchant_id = ${tx.merchantId}`);
      return n;
    });
  }

  /** What this shop has told of a kind, in its sequence. */
  told<T>(type: string): Promise<T[]> {
    return inRead(this.ctx, async (tx) => {
      const rows = await tx.many<{ payload: T }>(sql`
        select payload from outbox where merchant_id = ${tx.merchantId} and type = ${type} order by event_id`);
      return rows.map(({ payload }) => payload);
    });
  }

  /** How many customers were made. */
  customers = async (): Promise<number> => (await this.told('customer.created')).length;
}

/** What a guest's mini program can do, with its token alone. */
export class Phone {
  readonly #world: World;
  readonly token: string;

  constructor(world: World, token: string) {
    this.#world = world;
    this.token = token;
  }

  get(path: string, sent: Sent = {}): Promise<Answer> {
    return this.#world.call('GET', `/v1/mini-program/${path}`, { ...sent, token: this.token });
  }

  post(path: string, body: object, sent: Sent = {}): Promise<Answer> {
    return this.#world.call('POST', `/v1/mini-program/${path}`, { ...sent, body, token: this.token });
  }

  order(lines: Readonly<Record<string, number>>, more: object = {}, key: string = newId()): Promise<Answer> {
    const body = { storeCode: 'S1', lines: linesOf(lines), ...more };
    return this.post('orders', body, { key });
  }

  signOut(): Promise<Answer> {
    return this.#world.call('DELETE', '/v1/mini-program/sessions/current', { token: this.token });
  }
}

export const linesOf = (lines: Readonly<Record<string, number>>) =>
  Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity: String(quantity) }));

export function openWorld(services: TestServices): World {
  const world = new World(services);
  beforeAll(() => world.open());
  afterAll(() => world.close());
  return world;
}
