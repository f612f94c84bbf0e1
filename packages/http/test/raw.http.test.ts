import { expect, test } from 'vitest';
import { testServices } from '@shuke/testkit';
import type { RawCall, RawRoute } from '../index.ts';
import { testApp } from './app.ts';

const services = testServices();
const heard: RawCall[] = [];
const routes: readonly RawRoute[] = [
  {
    methods: ['GET', 'POST'],
    url: '/v1/callbacks/test/:accountId',
    handle: async (_services, call) => {
      heard.push(call);
      if (call.query.fail) throw new Error('of the handler');
      return { status: 202, contentType: 'text/plain', body: 'success' };
    },
  },
];
const house = testApp(services, [], { callbacks: routes });

const post = (payload: Buffer | string, headers: Record<string, string> = {}, query = '') =>
  house.app.inject({ method: 'POST', url: `/v1/callbacks/test/7${query}`, payload, headers });

test.each([
  ['application/json', '{ "a" : 1.0 }'],
  ['application/x-www-form-urlencoded', 'a=%E4%BD%A0&b=1+2'],
  ['text/xml; charset=gbk', Buffer.from([0xc4, 0xe3, 0x00, 0xff])],
  ['application/octet-stream', 'x'],
])('a body of %s comes as the very bytes that were sent', async (type, payload) => {
  const answer = await post(payload, { 'content-type': type, 'X-Life-Sign': 'AbC' }, '?b=2&a=1&a=3');
  expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([202, 'success', 'text/plain']);
  const call = heard.at(-1)!;
  expect(call.body.equals(Buffer.from(payload))).toBe(true);
  expect(call).toMatchObject({ method: 'POST', params: { accountId: '7' }, query: { b: '2' } });
  expect(call.headers['x-life-sign']).toBe('AbC');
  expect(call.query.a).toBeUndefined();
});

test('a look without a body is heard too, and needs nobody signed in', async () => {
  expect((await house.app.inject({ method: 'GET', url: '/v1/callbacks/test/7' })).statusCode).toBe(202);
  expect(heard.at(-1)!.body).toHaveLength(0);
});

test('what the handler did not expect is a server error without its words, and too much is refused', async () => {
  const failed = await post('x', {}, '?fail=1');
  expect(failed.statusCode).toBe(500);
  expect(failed.body).not.toContain('of the handler');
  expect((await post('x'.repeat(1_100_000), { 'content-type': 'text/plain' })).statusCode).toBe(413);
});

test('they are no part of the described API', async () => {
  const { paths } = (await house.app.inject({ method: 'GET', url: '/openapi.json' })).json<{ paths: object }>();
  expect(Object.keys(paths).filter((path) => path.includes('callbacks'))).toEqual([]);
});
