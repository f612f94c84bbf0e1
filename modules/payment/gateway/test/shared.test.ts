import { afterEach, expect, test } from 'vitest';
import { call } from '../shared/call.ts';
import { formFields, mustWhole, mustYuan } from '../shared/fields.ts';
import { privateKeyOf, publicKeyOf } from '../shared/keys.ts';
import { shortened } from '../shared/lacking.ts';
import { instantOf, isBillDue, shanghaiDigits, shanghaiIso, shanghaiSpaced } from '../shared/shanghai.ts';
import { rowsOf } from '../shared/table.ts';
import { unknown } from '../shared/unknown.ts';
import { serve } from './answers.ts';

let stop = (): void => undefined;
afterEach(() => stop());

test('times are written on the wall in Shanghai and read back in every way', () => {
  const at = new Date('2026-02-28T16:00:01Z');
  expect([shanghaiIso(at), shanghaiSpaced(at), shanghaiDigits(at)]).toEqual([
    '2026-03-01T00:00:01+08:00',
    '2026-03-01 00:00:01',
    '20260301000001',
  ]);
  for (const text of [shanghaiIso(at), shanghaiSpaced(at), shanghaiDigits(at), '2026-02-28T16:00:01Z']) {
    expect(instantOf(text, 'at')).toEqual(at);
  }
  for (const text of ['', '2026-03-01', '2026-13-01 00:00:00', 'now'])
    expect(() => instantOf(text, 'at')).toThrow('at');
});

test('a bill is due from ten o’clock of the next day on', () => {
  expect(isBillDue('2026-03-01', new Date('2026-03-02T01:59:59Z'))).toBe(false);
  expect(isBillDue('2026-03-01', new Date('2026-03-02T02:00:00Z'))).toBe(true);
});

test('amounts are whole and not below zero', () => {
  expect([mustWhole({ a: 1 }, 'a'), mustWhole({ a: '12' }, 'a'), mustYuan({ a: '28.5' }, 'a')]).toEqual([1, 12, 2850]);
  for (const a of [-1, 0.5, 2 ** 53, '1e3', '', null, undefined]) expect(() => mustWhole({ a }, 'a')).toThrow('a');
  for (const a of ['-1', '1.001', '', 28, null]) expect(() => mustYuan({ a }, 'a')).toThrow('a');
});

test('a form with a name twice is none', () => {
  expect(formFields('a=1&b=%E9%9D%A2+1')).toEqual({ a: '1', b: '面 1' });
  expect(formFields('a=1&a=2')).toBeNull();
});

test('a text is cut at a whole character and has no line ends', () => {
  expect(shortened('面面面', 7)).toBe('面面');
  expect(shortened('a\r\n\tb\u0000', 99)).toBe('a b');
  expect(shortened('👍👍', 7)).toBe('👍');
  expect(shortened('  ', 9)).toBe('-');
});

test('what is no key is null', () => {
  for (const text of [undefined, '', 'none', '-----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY-----', 'QUJD']) {
    expect([privateKeyOf(text), publicKeyOf(text)]).toEqual([null, null]);
  }
});

test('a separator in free text does not move the cells behind it', () => {
  const shape = { separator: ',', trim: /\s+$/g, freeText: 'name' };
  expect(rowsOf(['1,a,b,c,2\t'], 'id,name,fee', shape)).toEqual([{ id: '1', name: 'a,b,c', fee: '2' }]);
  expect(() => rowsOf(['1'], 'id,name,fee', shape)).toThrow();
  expect(() => rowsOf(['1,2,3,4'], 'id,fee,at', { ...shape, freeText: 'none' })).toThrow();
});

test('what goes into the log is short and has the shape of a code', () => {
  expect(unknown('密钥 sk_live\n1').why).toBe('___sk_live_1');
  expect(unknown('x'.repeat(500)).why).toHaveLength(80);
});

test('a provider that says nothing, too much, or sends us elsewhere is no answer', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
    if (request.url === '/much') return void response.end('x'.repeat(2000));
    // Nothing is ever answered here.
    return undefined;
  });
  stop = server.stop;
  const ask = (path: string) => call({ url: `${server.baseUrl}${path}`, body: 'a', timeoutMs: 300, mostBytes: 1000 });
  expect(await ask('/silent')).toEqual({ state: 'unknown', why: 'timeout' });
  expect(await ask('/elsewhere')).toEqual({ state: 'unknown', why: 'no_answer' });
  expect(await ask('/much')).toEqual({ state: 'unknown', why: 'answer_too_long' });
});
