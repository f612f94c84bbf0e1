import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { testServices } from '@shuke/testkit';
import { asOwner, testApp } from './app.ts';
import { routes } from './routes.ts';

const server = testApp(testServices(), routes);

const send = (payload: Buffer | string | undefined, contentType?: string, headers: Record<string, string> = asOwner) =>
  server.app.inject({
    method: 'POST',
    url: '/v1/files',
    headers: { ...headers, ...(contentType ? { 'content-type': contentType } : {}) },
    ...(payload === undefined ? {} : { payload }),
  });

describe('an upload', () => {
  test('reaches the handler byte by byte, NUL and all, in any of its media types', async () => {
    const bytes = Buffer.from([0, 1, 2, 255, 0, 10]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    for (const type of ['text/csv', 'text/csv; charset=gb18030', 'application/octet-stream']) {
      const answer = await send(bytes, type);
      expect([answer.statusCode, answer.json()]).toEqual([201, { bytes: 6, sha256 }]);
    }
  });

  test('may be larger than other bodies, and is not held in memory', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as AddressInfo;
    const chunk = Buffer.alloc(64 * 1024, 7);
    const before = process.memoryUsage().rss;
    const sending = request({
      port,
      method: 'POST',
      path: '/v1/files',
      headers: { ...asOwner, 'content-type': 'text/csv' },
    });
    Readable.from(Array.from({ length: 1600 }, () => chunk)).pipe(sending);
    const answer = await new Promise<string>((resolve, reject) => {
      sending.on('error', reject).on('response', (response) => {
        response.setEncoding('utf8').on('data', resolve);
      });
    });
    expect(JSON.parse(answer)).toMatchObject({ bytes: 1600 * 64 * 1024 });
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024);
  });

  test('of another type, or of nothing, is refused, and so is one by somebody unknown', async () => {
    expect((await send('{}', 'application/json')).json()).toMatchObject({ code: 'invalid_request' });
    expect((await send(undefined)).json()).toMatchObject({
      code: 'invalid_request',
      facts: { problem: 'send the file itself as the body' },
    });
    expect((await send('a,b', 'text/csv', {})).statusCode).toBe(401);
    expect((await send('', 'text/csv')).json()).toMatchObject({ bytes: 0 });
  });
});

test('a download comes as a file with its name in any alphabet', async () => {
  const answer = await server.app.inject({ method: 'GET', url: '/v1/files/report', headers: asOwner });
  expect(answer.body).toBe('row,reason\n7,"no date"\n');
  expect(answer.headers['content-type']).toContain('text/csv');
  const disposition = String(answer.headers['content-disposition']);
  expect(disposition).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('退回 行.csv')}`);
});
