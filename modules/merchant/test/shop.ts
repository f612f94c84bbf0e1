import { afterAll, beforeAll } from 'vitest';
import type { Role, Scope, SessionView, StaffRole } from '@shuke/contract';
import { systemCtx, type Ctx } from '@shuke/db';
import { createApp, SESSION_COOKIE } from '@shuke/http';
import { must, type Refusal, type Result } from '@shuke/kernel';
import { actAs, testServices, type TestServices } from '@shuke/testkit';
import { addApiKey, addStaff, authenticate, createMerchant, merchantRoutes } from '../index.ts';

export type App = Awaited<ReturnType<typeof createApp>>;

/** The value of a result that the test relies on. */
export function granted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

export interface House {
  readonly services: TestServices;
  readonly app: App;
}

export const makeApp = (services: TestServices): Promise<App> =>
  createApp({
    services,
    authenticate,
    routes: merchantRoutes,
    isReady: async () => true,
    publicCallsPerMinute: 10_000,
  });

/** A database and an app of this module's routes alone. Call at the top of the file. */
export function openHouse(): House {
  const services = testServices();
  const house = { services } as { services: TestServices; app: App };
  beforeAll(async () => {
    house.app = await makeApp(services);
    await house.app.ready();
  });
  afterAll(() => house.app?.close());
  return house;
}

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: string | undefined;
  readonly address?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { code?: string; facts?: Record<string, unknown> };
  readonly headers: Readonly<Record<string, unknown>>;
  /** The session that the answer set. */
  readonly cookie: string | undefined;
}

let keys = 0;
let names = 0;
export const newName = (word: string): string => `${word}-${(names += 1)}`;

/** Sends a request to an app and gives what a client sees of the answer. */
export async function send(app: App, url: string, sent: Sent = {}): Promise<Answer> {
  const { method = 'GET', body, headers, cookie, address } = sent;
  const response = await app.inject({
    method,
    url,
    headers: { 'idempotency-key': `key-of-test-${(keys += 1)}`, ...headers },
    ...(cookie === undefined ? {} : { cookies: { [SESSION_COOKIE]: cookie } }),
    ...(body === undefined ? {} : { payload: body as object }),
    ...(address === undefined ? {} : { remoteAddress: address }),
  });
  return {
    status: response.statusCode,
    body: response.body === '' ? {} : (JSON.parse(response.body) as Answer['body']),
    headers: response.headers,
    cookie: response.cookies.find((one) => one.name === SESSION_COOKIE)?.value,
  };
}

export const signInAs = (app: App, body: { signInName: string; password: string }, address?: string): Promise<Answer> =>
  send(app, '/v1/sessions', { method: 'POST', body, ...(address ? { address } : {}) });

export const OWN_PASSWORD = 'a password of my own';

/** Signs in with a one-time password and changes it: gives the session after that. */
export async function firstSignIn(app: App, signInName: string, oneTimePassword: string): Promise<string> {
  const first = await signInAs(app, { signInName, password: oneTimePassword });
  const changed = await send(app, '/v1/sessions/current/password', {
    method: 'PUT',
    cookie: first.cookie,
    body: { oldPassword: oneTimePassword, newPassword: OWN_PASSWORD },
  });
  return must(changed.cookie, `changing the password answers ${changed.status} ${JSON.stringify(changed.body)}`);
}

export interface Person {
  readonly staffId: string;
  readonly signInName: string;
  readonly cookie: string;
}

export interface Shop {
  readonly merchantId: string;
  readonly storeId: string;
  readonly owner: Person;
  /** As the command line acts: as the system. */
  readonly ctx: Ctx;
}

/** A merchant with a store, whose owner is signed in with a password of their own. */
export async function openShop({ app, services }: House, agencyId?: string): Promise<Shop> {
  const signInName = newName('owner');
  const made = granted(
    await createMerchant(services, {
      name: newName('Shop'),
      owner: { signInName, displayName: '陈美玲' },
      store: { code: 'S1', name: 'First store' },
      ...(agencyId ? { agencyId } : {}),
    }),
  );
  const cookie = await firstSignIn(app, signInName, made.oneTimePassword);
  const { merchantId, ownerId } = made;
  const storeId = must(made.storeId, 'a store was asked for');
  return { merchantId, storeId, owner: { staffId: ownerId, signInName, cookie }, ctx: systemCtx(services, merchantId) };
}

/** Adds a person of a role who is signed in with a password of their own. */
export async function hire({ app }: House, shop: Shop, role: StaffRole): Promise<Person> {
  const signInName = newName(role);
  const added = granted(await addStaff(shop.ctx, { signInName, displayName: `A ${role}`, role }));
  const cookie = await firstSignIn(app, signInName, must(added.oneTimePassword, 'the first answer shows it'));
  return { staffId: added.staffId, signInName, cookie };
}

/** An API key of a shop with some scopes, as the header that sends it. */
export async function keyOf(shop: Shop, scopes: Scope[]): Promise<{ authorization: string }> {
  const added = granted(await addApiKey(shop.ctx, { name: 'A key', scopes }));
  return { authorization: `Bearer ${added.token}` };
}

export const actingAs = (services: TestServices, shop: Shop, role: Role): Ctx => actAs(services, shop.merchantId, role);

export const current = async (app: App, cookie: string | undefined, headers = {}): Promise<SessionView | string> => {
  const { status, body } = await send(app, '/v1/sessions/current', { cookie, headers });
  return status === 200 ? (body as unknown as SessionView) : (body.code ?? String(status));
};
