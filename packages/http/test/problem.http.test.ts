import { describe, expect, test } from 'vitest';
import { refusals, type RefusalCode } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { statusOf } from '../index.ts';
import { asOwner, testApp } from './app.ts';
import { routes, SECRET_OF_A_BUG } from './routes.ts';

const services = testServices();
const server = testApp(services, routes);

interface Sent {
  body: unknown;
  headers?: Record<string, string>;
}

const post = ({ body, headers }: Sent) =>
  server.app.inject({
    method: 'POST',
    url: '/v1/things',
    headers: { ...asOwner, 'idempotency-key': 'key-of-a-test', 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

const get = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'GET', url, headers: { ...asOwner, ...headers } });

const good = { name: 'soap', quantity: 1 };

describe('a refusal', () => {
  test('has a stable code, says why and what would make it pass, in the language that was asked for', async () => {
    const taken = { body: { ...good, name: 'taken' } };
    const english = await post(taken);
    expect(english.statusCode).toBe(409);
    expect(english.headers['content-type']).toContain('application/problem+json');
    expect(english.json()).toEqual({
      code: 'code_taken',
      says: 'This code is in use already.',
      remedy: 'Choose another code.',
      facts: { code: 'taken' },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    const chinese = await post({ ...taken, headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } });
    expect(chinese.json()).toMatchObject({ code: 'code_taken', says: '此编码已被使用。', remedy: '请换一个编码。' });
    const other = await post({ ...taken, headers: { 'accept-language': 'fr' } });
    expect(other.json()).toMatchObject({ says: 'This code is in use already.' });
  });

  test('that passes with time says when, in whole seconds', async () => {
    const limited = await post({ body: { ...good, name: 'limited' } });
    expect(limited.statusCode).toBe(429);
    expect(limited.headers['retry-after']).toBe('13');
  });

  test('of every registered code has a status of its kind and both languages', () => {
    for (const [code, entry] of Object.entries(refusals)) {
      expect(statusOf(code), code).toBeGreaterThanOrEqual(400);
      for (const text of [entry.says.en, entry.remedy.en]) expect(text, code).toMatch(/^[A-Z"].*[.…]$/);
      for (const text of [entry.says.zh, entry.remedy.zh]) expect(text, code).toMatch(/[\u4e00-\u9fff].*。$/);
    }
    expect(() => statusOf('unheard_of' as RefusalCode)).toThrow('unheard_of');
  });
});

describe('a request without the documented shape', () => {
  const invalid = async (answer: Promise<{ statusCode: number; json(): unknown }>, facts: object) => {
    const { statusCode, json } = await answer.then((a) => ({ statusCode: a.statusCode, json: a.json() }));
    expect([statusCode, json]).toMatchObject([400, { code: 'invalid_request', facts }]);
  };

  test('names the field', async () => {
    await invalid(post({ body: { ...good, quantity: 'one' } }), { field: 'body/quantity', problem: 'must be integer' });
    await invalid(post({ body: { ...good, quantity: 1e300 } }), { field: 'body/quantity' });
    await invalid(post({ body: { name: 'soap' } }), { field: 'body' });
    await invalid(post({ body: { ...good, colour: 'red' } }), { field: 'body' });
    await invalid(post({ body: [] }), { field: 'body', problem: 'must be object' });
    await invalid(get(`/v1/things/${newId()}?limit=many`), { field: 'querystring/limit' });
    await invalid(get(`/v1/things/${newId()}?limit=1e400`), { field: 'querystring/limit' });
    await invalid(get(`/v1/things/${newId()}?limit=-1e400`), { field: 'querystring/limit' });
    await invalid(get('/v1/things/17'), { field: 'params/thingId' });
  });

  test('may not spell an id in another way', async () => {
    const id = newId();
    expect((await get(`/v1/things/${id}`)).statusCode).toBe(200);
    await invalid(get(`/v1/things/${id.toUpperCase()}`), { field: 'params/thingId' });
    await invalid(get(`/v1/things/urn:uuid:${id}`), { field: 'params/thingId' });
  });

  test('is told so when it is no JSON, poisoned or of another type', async () => {
    await invalid(post({ body: '{"name": "soap", ' }), {});
    await invalid(post({ body: '' }), {});
    await invalid(post({ body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }), {});
    await invalid(post({ body: '{"__proto__": {"admin": true}, "name": "soap", "quantity": 1}' }), {});
    await invalid(post({ body: '<thing/>', headers: { 'content-type': 'application/xml' } }), {});
    await invalid(post({ body: 'name=soap', headers: { 'content-type': 'text/plain' } }), { field: 'body' });
  });

  test('may hold no text that cannot be stored, anywhere', async () => {
    const nul = { problem: 'text holds a NUL character' };
    await invalid(post({ body: { ...good, name: 'so\0ap' } }), nul);
    await invalid(post({ body: { ...good, extra: { deep: [{ 'ke\0y': 1 }] } } }), nul);
    await invalid(get('/v1/words/a%00b'), nul);
    await invalid(get(`/v1/things/${newId()}?q=%00`), nul);
    const half = { problem: 'text holds half a surrogate pair' };
    await invalid(post({ body: '{"name": "\\ud83d", "quantity": 1}' }), half);
    expect((await post({ body: '{"name": "\\ud83d\\ude00", "quantity": 1}' })).statusCode).toBe(201);
  });

  test('may not be nested so deep that it breaks what reads it', async () => {
    const deep = '['.repeat(400_000) + ']'.repeat(400_000);
    const problem = { problem: 'nested deeper than 32 levels' };
    await invalid(post({ body: `{"name": "soap", "quantity": 1, "extra": ${deep}}` }), problem);
    await invalid(post({ body: deep }), problem);
    const fits = '['.repeat(31) + ']'.repeat(31);
    expect((await post({ body: `{"name": "soap", "quantity": 1, "extra": ${fits}}` })).statusCode).toBe(201);
  });

  test('is refused above a mebibyte', async () => {
    const answer = await post({ body: { ...good, extra: 'x'.repeat(1024 * 1024) } });
    expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'request_too_large' }]);
  });
});

describe('an address that is none', () => {
  test('is not found, in the same shape as every refusal', async () => {
    const asked = [
      get('/v1/nothing'),
      get('/'),
      server.app.inject({ method: 'PUT', url: '/v1/things', headers: asOwner }),
    ];
    for (const answer of await Promise.all(asked)) {
      expect([answer.statusCode, answer.json()]).toMatchObject([
        404,
        { code: 'not_found', remedy: expect.any(String) as string },
      ]);
    }
  });

  test('that cannot be read or is too long is refused in the same shape', async () => {
    const broken = await get('/v1/words/%ZZ');
    expect([broken.statusCode, broken.json()]).toMatchObject([400, { code: 'invalid_request' }]);
    const long = await get(`/v1/words/${'a'.repeat(300)}`);
    expect([long.statusCode, long.json()]).toMatchObject([400, { code: 'invalid_request' }]);
    expect(broken.headers['content-type']).toContain('application/problem+json');
  });
});

describe('what breaks on our side', () => {
  test('in the database is logged by its code, for PostgreSQL quotes the values that it refuses', async () => {
    const answer = await get('/v1/breaks/database');
    expect(answer.statusCode).toBe(500);
    const told = services.log.lines.find((line) => line.includes(answer.json<{ requestId: string }>().requestId));
    expect(told).toContain('database error 22P02');
    expect(services.log.lines.join('')).not.toContain('13900001111');
  });

  test('tells the caller a request id and nothing else; the log has the rest', async () => {
    const answer = await get('/v1/breaks/bug');
    expect([answer.statusCode, answer.json()]).toMatchObject([500, { code: 'internal_error' }]);
    expect(answer.body).not.toContain(SECRET_OF_A_BUG);
    expect(answer.body).not.toMatch(/\.ts|at .*:\d+:\d+/);
    const { requestId } = answer.json<{ requestId: string }>();
    const told = services.log.lines.filter((line) => line.includes(requestId));
    expect(told.some((line) => line.includes('request failed') && line.includes('routes.ts'))).toBe(true);
  });

  test('for the time being says when to try again', async () => {
    const answer = await get('/v1/breaks/fault');
    expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'unavailable' }]);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.body).not.toContain('gateway');
  });
});
