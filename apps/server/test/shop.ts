import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { SCOPES, type ApiKeyAdded } from '@shuke/contract';
import { startJobs } from '@shuke/db';
import { createApp } from '@shuke/http';
import { must } from '@shuke/kernel';
import { authenticate, createMerchant } from '@shuke/merchant';
import { testServices, type TestServices } from '@shuke/testkit';
import { allJobs } from '../jobs.ts';
import { allRoutes } from '../routes.ts';

/** What the server answered, as a client sees it. */
export interface Answered<T = Record<string, never>> {
  status: number;
  body: T;
}

/** A shop's own server on a real socket, and a client with an API key that its owner made. */
export interface Shop {
  services: TestServices;
  merchantId: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown, key?: string): Promise<Answered<T>>;
  patch<T>(path: string, body: unknown): Promise<Answered<T>>;
  put<T>(path: string, body: unknown): Promise<Answered<T>>;
  upload<T>(path: string, file: Uint8Array): Promise<Answered<T>>;
}

export interface ShopOptions {
  name: string;
  currency: string;
  timeZone: string;
  /** The day on which the shop's owner sits down. */
  now: string;
}

let keys = 0;
const newKey = (): string => `test-key-${(keys += 1)}`;

/** Starts HTTP and jobs for the tests of one file. Call at the top; the shop is there in each test. */
export function openShop(options: ShopOptions): Shop {
  const services = testServices(options.now);
  const shop = { services } as Shop;
  const stops: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const config = { uploadDir: mkdtempSync(join(tmpdir(), 'shuke-uploads-')) };
    const app = await createApp({ services, authenticate, routes: allRoutes(config), isReady: async () => true });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const jobs = await startJobs(services, allJobs(config));
    stops.push(
      () => app.close(),
      () => jobs.stop(),
    );
    const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const owner = await createMerchant(services, {
      name: options.name,
      currency: options.currency,
      timeZone: options.timeZone,
      locale: 'en',
      owner: { signInName: 'owner', displayName: 'Owner' },
    });
    if (!owner.ok) throw new Error(owner.refusal.code);
    const token = await ownersKey(url, owner.value.oneTimePassword);
    Object.assign(shop, client(url, token), { merchantId: owner.value.merchantId });
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });
  return shop;
}

async function signIn(url: string, oneTimePassword: string): Promise<string> {
  const own = 'a long password of my own';
  const first = await enter(url, oneTimePassword);
  const changed = await patiently(`${url}/v1/sessions/current/password`, {
    method: 'PUT',
    headers: { cookie: first, 'content-type': 'application/json' },
    body: JSON.stringify({ oldPassword: oneTimePassword, newPassword: own }),
  });
  if (!changed.ok) throw new Error(await changed.text());
  return enter(url, own);
}

async function enter(url: string, password: string): Promise<string> {
  const response = await patiently(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName: 'owner', password }),
  });
  return must(
    response.headers.get('set-cookie')?.split(';')[0],
    `signing in answers ${response.status}: ${await response.text()}`,
  );
}

/** Signs the owner in with the first password, which is changed, and makes an API key with every scope. */
// A session ends after half a day without use, and these tests move the clock by days.
export async function ownersKey(url: string, oneTimePassword: string): Promise<string> {
  const cookie = await signIn(url, oneTimePassword);
  const response = await patiently(`${url}/v1/api-keys`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': newKey() },
    body: JSON.stringify({ name: 'till', scopes: SCOPES }),
  });
  const { token } = (await response.json()) as ApiKeyAdded;
  return must(token, `making an API key answers ${response.status}`);
}

export type Client = Omit<Shop, 'services' | 'merchantId'>;

const BUSY_TRIES = 15;

/**
 * Asks again, with the same key, while the answer is to try again in a moment, as a server may say that has just started
 * on a busy machine.
 */
async function patiently(url: string, init: RequestInit): Promise<Response> {
  for (let tried = 1; ; tried += 1) {
    const response = await fetch(url, init);
    if (response.status !== 503 || tried === BUSY_TRIES) return response;
    await response.arrayBuffer();
    await sleep(1_000);
  }
}

/** A client of a server with an API key. Whoever wants to see a server that has no room is told at once. */
export function client(url: string, token: string, { isPatient = true } = {}): Client {
  const ask = isPatient ? patiently : fetch;
  const send = async <T>(path: string, init: RequestInit): Promise<Answered<T>> => {
    const headers = {
      authorization: `Bearer ${token}`,
      'idempotency-key': newKey(),
      ...(init.headers as Record<string, string>),
    };
    const response = await ask(url + path, { ...init, headers });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T };
  };
  const json = (method: string, body: unknown, key?: string): RequestInit => ({
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return {
    get: async (path) => {
      const { status, body } = await send<never>(path, {});
      if (status !== 200) throw new Error(`${path} answers ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    post: (path, body, key) => send(path, json('POST', body, key)),
    patch: (path, body) => send(path, json('PATCH', body)),
    put: (path, body) => send(path, json('PUT', body)),
    upload: (path, file) =>
      send(path, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from(file) }),
  };
}
