import { describe, expect, test } from 'vitest';
import { ROLE_SCOPES, ROLES, SCOPES } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { mayDo, SESSION_COOKIE } from '../index.ts';
import { asOwner, MERCHANT, testApp } from './app.ts';
import { routes } from './routes.ts';

const server = testApp(testServices(), routes);
const good = { name: 'soap', quantity: 1 };

const write = (headers: Record<string, string>, cookie?: string) =>
  server.app.inject({
    method: 'POST',
    url: '/v1/things',
    headers: { 'idempotency-key': 'key-of-a-test', host: 'shop.example', ...headers },
    ...(cookie ? { cookies: { [SESSION_COOKIE]: cookie } } : {}),
    payload: good,
  });

const codeOf = async (answer: Promise<{ statusCode: number; json(): unknown }>): Promise<unknown> => {
  const { statusCode, json } = await answer.then((a) => ({
    statusCode: a.statusCode,
    json: a.json() as { code?: string },
  }));
  return json.code ?? statusCode;
};

describe("a guest's route", () => {
  const call = (headers: Record<string, string>) => server.app.inject({ url: '/v1/guests/me', headers });

  test('serves who shows a token of a guest, in the name of that session', async () => {
    const answer = await call({ authorization: 'Bearer guest:7' });
    expect(answer.json()).toEqual({ actorId: '7', purpose: 'GET /v1/guests/me' });
  });

  test.each([{}, asOwner, { authorization: 'Bearer key:order:read' }, { cookie: `${SESSION_COOKIE}=guest:7` }])(
    'serves no staff, no key and no cookie: %o',
    async (headers) => {
      const { statusCode, json } = await call(headers as Record<string, string>);
      expect([statusCode, (json() as { code: string }).code]).toEqual([401, 'guest_session_missing']);
    },
  );

  test('is open to five times as many calls from one address as a public one, and no more', async () => {
    expect((await call({ authorization: 'Bearer guest:7' })).headers['x-ratelimit-limit']).toBe('600');
  });
});

describe('who may call', () => {
  test('nobody without a session or a key, whatever is sent', async () => {
    expect(await codeOf(write({}))).toBe('unauthenticated');
    const malformed = server.app.inject({
      method: 'POST',
      url: '/v1/things',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(await codeOf(malformed)).toBe('unauthenticated');
    expect(await codeOf(write({ authorization: 'Basic b3duZXI6' }))).toBe('unauthenticated');
    expect(await codeOf(write({ authorization: `Bearer ${'x'.repeat(600)}` }))).toBe('unauthenticated');
  });

  test('staff as their role, a key as its own list and no further', async () => {
    expect(await codeOf(write(asOwner))).toBe(201);
    expect(await codeOf(write({ authorization: 'Bearer cashier' }))).toBe(201);
    const marketer = await write({ authorization: 'Bearer marketer' });
    expect([marketer.statusCode, marketer.json()]).toMatchObject([
      403,
      { code: 'forbidden', facts: { needs: 'order:write' } },
    ]);
    expect(await codeOf(write({ authorization: 'Bearer brand_owner' }))).toBe('forbidden');
    expect(await codeOf(write({ authorization: 'Bearer key:order:write' }))).toBe(201);
    expect(await codeOf(write({ authorization: 'Bearer key:order:read,staff:write' }))).toBe('forbidden');
  });

  test('each role has what the contract says for each scope, a key exactly what it was given', () => {
    const actor = { id: newId(), merchantId: MERCHANT, storeId: null };
    for (const role of ROLES) {
      for (const scope of SCOPES) {
        expect(mayDo({ ...actor, kind: 'staff', role, scopes: [...SCOPES] }, scope)).toBe(
          ROLE_SCOPES[role].includes(scope),
        );
        expect(mayDo({ ...actor, kind: 'api_key', role: 'owner', scopes: [scope] }, scope)).toBe(true);
        expect(mayDo({ ...actor, kind: 'api_key', role: 'owner', scopes: [] }, scope)).toBe(false);
      }
    }
  });

  test('an actor who is barred from every scope still reaches what is their own', async () => {
    const barred = { authorization: 'Bearer barred' };
    expect(await codeOf(write(barred))).toBe('password_change_required');
    const own = await server.app.inject({ method: 'GET', url: '/v1/words/hello', headers: barred });
    expect(own.json()).toEqual({ word: 'hello' });
  });

  test('a HEAD of a route is guarded like its GET', async () => {
    const head = (headers: Record<string, string>) =>
      server.app.inject({ method: 'HEAD', url: `/v1/things/${newId()}`, headers });
    expect((await head({})).statusCode).toBe(401);
    expect((await head(asOwner)).statusCode).toBe(200);
  });
});

describe('a write with a cookie', () => {
  test('must come from a page of ours', async () => {
    expect(await codeOf(write({ 'sec-fetch-site': 'same-origin' }, 'owner'))).toBe(201);
    expect(await codeOf(write({ 'sec-fetch-site': 'none' }, 'owner'))).toBe(201);
    expect(await codeOf(write({ 'sec-fetch-site': 'cross-site' }, 'owner'))).toBe('cross_site_request');
    expect(await codeOf(write({ 'sec-fetch-site': 'same-site' }, 'owner'))).toBe('cross_site_request');
    expect(await codeOf(write({ origin: 'http://shop.example' }, 'owner'))).toBe(201);
    expect(await codeOf(write({ origin: 'http://evil.example' }, 'owner'))).toBe('cross_site_request');
    expect(await codeOf(write({ origin: 'null' }, 'owner'))).toBe('cross_site_request');
    expect(await codeOf(write({ origin: 'http://shop.example:81' }, 'owner'))).toBe('cross_site_request');
  });

  test('may come from anywhere with a key, which no browser adds by itself', async () => {
    expect(await codeOf(write({ ...asOwner, 'sec-fetch-site': 'cross-site' }))).toBe(201);
  });

  test('is not asked for a read', async () => {
    const read = server.app.inject({
      method: 'GET',
      url: '/v1/words/hello',
      headers: { 'sec-fetch-site': 'cross-site' },
      cookies: { [SESSION_COOKIE]: 'owner' },
    });
    expect(await codeOf(read)).toBe(200);
  });
});

describe('an Idempotency-Key', () => {
  const withKey = (key: string | undefined) =>
    server.app.inject({
      method: 'POST',
      url: '/v1/things',
      headers: { ...asOwner, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      payload: good,
    });

  test('is asked for where each call has an effect once, and handed on as it is', async () => {
    expect((await withKey('8-digits')).json()).toMatchObject({ key: '8-digits' });
    expect((await withKey('k'.repeat(128))).statusCode).toBe(201);
    const missing = await withKey(undefined);
    expect([missing.statusCode, missing.json()]).toMatchObject([
      400,
      { code: 'invalid_request', facts: { field: 'header Idempotency-Key' } },
    ]);
  });

  test('is refused when it is too short, too long or holds what cannot be seen', async () => {
    for (const key of ['', '7digits', 'k'.repeat(129), 'a key of words', 'schlüssel']) {
      expect(await codeOf(withKey(key)), key).toBe('invalid_request');
    }
  });

  test('is not asked for elsewhere', async () => {
    const url = `/v1/things/${newId()}`;
    expect((await server.app.inject({ method: 'DELETE', url, headers: asOwner })).statusCode).toBe(204);
  });
});
