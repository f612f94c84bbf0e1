import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { FollowerHealth } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { createLog } from '../index.ts';
import { asOwner, MERCHANT, testApp } from './app.ts';
import { routes } from './routes.ts';

const services = testServices();
let ready = true;
let followers: FollowerHealth | null = null;
const server = testApp(services, routes, {
  followers: () => followers,
  publicCallsPerMinute: 5,
  isReady: async () => {
    if (!ready) throw new Error('the database is gone');
    return true;
  },
});

const ring = (payload: object, remoteAddress: string) =>
  server.app.inject({ method: 'POST', url: '/v1/doorbell', payload, remoteAddress });

describe('the log', () => {
  test('has one line a request: the pattern of the route and who asked, nothing of what was sent', async () => {
    const id = newId();
    services.log.lines.length = 0;
    await server.app.inject({
      method: 'GET',
      url: `/v1/things/${id}?q=13900001111`,
      headers: { ...asOwner, 'user-agent': 'agent-of-chen' },
      remoteAddress: '203.0.113.77',
    });
    expect(services.log.lines).toHaveLength(1);
    const line = services.log.lines[0]!;
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      message: 'request',
      method: 'GET',
      route: '/v1/things/:thingId',
      status: 200,
      merchantId: MERCHANT,
    });
    for (const sent of [id, '13900001111', 'agent-of-chen', '203.0.113.77', 'owner']) expect(line).not.toContain(sent);
  });

  test('keeps silent about bodies, also of requests that are refused or break', async () => {
    services.log.lines.length = 0;
    const headers = { ...asOwner, 'idempotency-key': 'key-of-a-test' };
    await server.app.inject({ method: 'POST', url: '/v1/things', headers, payload: { name: '陈美玲', quantity: 'x' } });
    await server.app.inject({ method: 'POST', url: '/v1/things', headers, payload: { name: '陈美玲', quantity: 1 } });
    await server.app.inject({ method: 'GET', url: '/v1/nothing/陈美玲', headers });
    await server.app.inject({ method: 'GET', url: '/v1/words/%ZZ13900001111', headers });
    expect(services.log.lines.length).toBeGreaterThanOrEqual(3);
    for (const secret of ['陈美玲', encodeURIComponent('陈美玲'), '13900001111', 'key-of-a-test']) {
      expect(services.log.lines.join('\n')).not.toContain(secret);
    }
  });

  test('cuts what could be a secret or a person, even where someone logs it by mistake', () => {
    const lines: string[] = [];
    const log = createLog(
      'info',
      new Writable({ write: (bytes, _encoding, done) => (lines.push(String(bytes)), done()) }),
    );
    const secret = { password: 'p-4711', token: 't-4711', phone: '139-4711', name: 'n-4711', authorization: 'a-4711' };
    log.info({ ...secret, inner: secret, staffId: 'kept' }, 'by mistake');
    expect(lines.join('')).toContain('"staffId":"kept"');
    expect(lines.join('')).not.toContain('4711');
  });
});

describe('metrics', () => {
  const metrics = (remoteAddress = '127.0.0.1') => server.app.inject({ method: 'GET', url: '/metrics', remoteAddress });

  test('count requests by route pattern, method and status', async () => {
    await server.app.inject({ method: 'GET', url: `/v1/things/${newId()}`, headers: asOwner });
    await server.app.inject({ method: 'GET', url: '/v1/no-such-thing', headers: asOwner });
    const { body, headers } = await metrics();
    expect(headers['content-type']).toContain('text/plain');
    const count = /shuke_http_request_seconds_count\{method="GET",route="\/v1\/things\/:thingId",status="200"\} (\d+)/;
    expect(Number(count.exec(body)?.[1])).toBeGreaterThan(0);
    expect(body).toContain('shuke_db_connections{pool="app",state="open"}');
    expect(body).toContain('nodejs_eventloop_lag_seconds');
    expect(body).not.toContain('no-such-thing');
  });

  test('say how far each follower is behind, and how many are in trouble', async () => {
    expect((await metrics()).body).toContain('shuke_followers_failing 0');
    followers = { lag: new Map([['customer.tags', 7]]), failing: 2 };
    const { body } = await metrics();
    expect(body).toContain('shuke_follower_lag_events{follower="customer.tags"} 7');
    expect(body).toContain('shuke_followers_failing 2');
  });

  test("are for this machine's own collector only", async () => {
    expect((await metrics('203.0.113.9')).statusCode).toBe(404);
    const forwarded = await server.app.inject({
      method: 'GET',
      url: '/metrics',
      remoteAddress: '127.0.0.1',
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    expect(forwarded.statusCode).toBe(404);
  });
});

describe('health', () => {
  test('is alive while it runs, and ready while the database answers', async () => {
    const status = async (url: string) => (await server.app.inject({ method: 'GET', url })).statusCode;
    expect([await status('/health'), await status('/ready')]).toEqual([200, 200]);
    ready = false;
    expect([await status('/health'), await status('/ready')]).toEqual([200, 503]);
    ready = true;
  });
});

describe('a public route', () => {
  test('is limited by address, and says when to come back', async () => {
    for (let i = 0; i < 5; i += 1) expect((await ring({ word: 'hello' }, '203.0.113.1')).statusCode).toBe(200);
    const limited = await ring({ word: 'hello' }, '203.0.113.1');
    expect([limited.statusCode, limited.json()]).toMatchObject([429, { code: 'too_many_requests' }]);
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ring({ word: 'hello' }, '203.0.113.2')).statusCode).toBe(200);
  });

  test('counts what does not fit too, and is not fooled by a forged forwarding header', async () => {
    const forged = (word: string, forwarded: string) =>
      server.app.inject({
        method: 'POST',
        url: '/v1/doorbell',
        payload: { word },
        remoteAddress: '203.0.113.3',
        headers: { 'x-forwarded-for': forwarded },
      });
    for (let i = 0; i < 5; i += 1) await forged('much too long a word', `198.51.100.${i}`);
    expect((await forged('hello', '198.51.100.99')).statusCode).toBe(429);
  });
});

describe('behind a proxy', () => {
  const behind = testApp(services, routes, { trustProxy: '10.0.0.0/8' });

  test('the address is the one that the proxy names, whatever was written before it', async () => {
    const from = async (remoteAddress: string) => {
      const headers = { 'x-forwarded-for': '198.51.100.9, 203.0.113.5' };
      const sent = { method: 'POST', url: '/v1/doorbell', payload: { word: 'hi' }, remoteAddress, headers } as const;
      return (await behind.app.inject(sent)).json<{ from: string }>().from;
    };
    expect(await from('10.1.2.3')).toBe('203.0.113.5');
    expect(await from('192.0.2.1')).toBe('192.0.2.1');
  });
});

test('pages are sent with a policy that lets in no foreign script', async () => {
  const { headers } = await server.app.inject({ method: 'GET', url: '/health' });
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});
