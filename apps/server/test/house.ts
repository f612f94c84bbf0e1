import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { admitGuest } from '@shuke/channel';
import { SCOPES, type Scope } from '@shuke/contract';
import { systemCtx } from '@shuke/db';
import { createApp } from '@shuke/http';
import { must, type Refusal, type Result } from '@shuke/kernel';
import { addApiKey, authenticate, createMerchant } from '@shuke/merchant';
import { testServices, type TestServices } from '@shuke/testkit';
import { addGuest } from '../guest/add-guest.ts';
import { allCallbacks, allRoutes } from '../routes.ts';

export type App = Awaited<ReturnType<typeof createApp>>;
export type Headers = Readonly<Record<string, string>>;

/** The whole server without a socket: every route, the real sign-in, a database of its own. */
export interface House {
  readonly services: TestServices;
  readonly app: App;
}

/** Builds the server for the tests of one file. Call at the top of the file. */
export function openHouse(): House {
  const services = testServices();
  const uploadDir = mkdtempSync(join(tmpdir(), 'shuke-uploads-'));
  const house = { services } as { services: TestServices; app: App };
  beforeAll(async () => {
    const routes = allRoutes({ uploadDir });
    const isReady = async () => true;
    house.app = await createApp({
      services,
      authenticate,
      admitGuest,
      routes,
      callbacks: allCallbacks,
      isReady,
      publicCallsPerMinute: 100_000,
    });
    addGuest(house.app, services);
    await house.app.ready();
  });
  afterAll(async () => {
    await house.app?.close();
    rmSync(uploadDir, { recursive: true, force: true });
  });
  return house;
}

/** The value of a result that a test relies on. */
export function granted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Headers;
  readonly body?: object | string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The answer's JSON; empty where there is none. */
  readonly body: Record<string, unknown> & { code?: string; facts?: Record<string, unknown> };
  /** The session that the answer set, as a header that sends it. */
  readonly cookie: Headers;
}

let keys = 0;
let names = 0;
export const newName = (word: string): string => `${word}-${(names += 1)}`;

/** Sends a request and gives what a client sees of the answer. Text is sent as CSV, anything else as JSON. */
export async function send({ app }: House, url: string, { method = 'GET', headers, body }: Sent = {}): Promise<Answer> {
  const type = typeof body === 'string' ? 'text/csv' : 'application/json';
  const request = {
    method,
    url,
    headers: {
      'idempotency-key': `house-key-${(keys += 1)}`,
      ...headers,
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { payload: body }),
  };
  let answer = await app.inject(request);
  // Building the server on a busy machine takes so long that it thinks itself under pressure for its next five seconds.
  for (let tries = 0; answer.statusCode === 503 && tries < 40; tries += 1) {
    await sleep(250);
    answer = await app.inject(request);
  }
  const isJson = /json/.test(String(answer.headers['content-type']));
  const session = answer.cookies.find(({ name }) => name === 'shuke_session');
  return {
    status: answer.statusCode,
    text: answer.body,
    body: isJson ? answer.json() : {},
    cookie: session ? { cookie: `shuke_session=${session.value}` } : {},
  };
}

/** The same, for what a test only prepares: anything but success ends the test with the answer. */
export async function done(house: House, url: string, sent: Sent): Promise<Answer['body']> {
  const { status, text, body } = await send(house, url, sent);
  if (status >= 300) throw new Error(`${sent.method ?? 'GET'} ${url} answers ${status}: ${text}`);
  return body;
}

const OWN_PASSWORD = 'a password of my own';

/** Signs somebody in for the first time and changes the one-time password: gives the header of the session after that. */
export async function firstSignIn(house: House, signInName: string, oneTimePassword: string): Promise<Headers> {
  const first = await send(house, '/v1/sessions', { method: 'POST', body: { signInName, password: oneTimePassword } });
  const changed = await send(house, '/v1/sessions/current/password', {
    method: 'PUT',
    headers: first.cookie,
    body: { oldPassword: oneTimePassword, newPassword: OWN_PASSWORD },
  });
  if (changed.status !== 200) throw new Error(`the first sign-in answers ${changed.status}: ${changed.text}`);
  return changed.cookie;
}

export interface Tenant {
  readonly merchantId: string;
  readonly storeId: string;
  readonly ownerId: string;
  readonly signInName: string;
  readonly oneTimePassword: string;
  /** An API key that may do everything, as the header that sends it. */
  readonly key: Headers;
}

/** A merchant with a store, an owner and an API key. */
export async function openTenant({ services }: House, agencyId?: string): Promise<Tenant> {
  const signInName = newName('owner');
  const made = granted(
    await createMerchant(services, {
      name: newName('Shop'),
      owner: { signInName, displayName: '陈美玲' },
      store: { code: 'S1', name: 'First store' },
      ...(agencyId ? { agencyId } : {}),
    }),
  );
  const { merchantId, ownerId, oneTimePassword } = made;
  const key = await keyOf(services, merchantId, SCOPES);
  const storeId = must(made.storeId, 'a store was asked for');
  return { merchantId, storeId, ownerId, signInName, oneTimePassword, key };
}

/** A new API key of a merchant, as the header that sends it. */
export async function keyOf(services: TestServices, merchantId: string, scopes: readonly Scope[]): Promise<Headers> {
  const added = granted(await addApiKey(systemCtx(services, merchantId), { name: 'A key', scopes: [...scopes] }));
  return { authorization: `Bearer ${added.token}` };
}
