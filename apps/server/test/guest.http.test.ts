import { describe, expect, test } from 'vitest';
import { must, newId } from '@shuke/kernel';
import { addContent } from '@shuke/touchpoint';
import { openGuestHouse, valueOf } from './guest-house.ts';

const house = openGuestHouse('<b>People’s Square</b>');

const get = (url: string, headers: Record<string, string> = {}) => house.app.inject({ url, headers });
const scan = (headers: Record<string, string> = {}) => get(`/t/${house.table.code}`, headers);
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  house.app.inject({ method: 'POST', url, payload, headers });

describe('the page of a code', () => {
  test('is in the language that the browser asks for, and the merchant’s own where it asks for neither', async () => {
    const page = async (language?: string) => (await scan(language ? { 'accept-language': language } : {})).body;
    expect(await page('en-GB,en;q=0.9')).toContain('<html lang="en">');
    expect(await page('zh-CN,zh;q=0.9,en;q=0.8')).toContain('成为熟客');
    expect(await page('fr-FR')).toContain('<html lang="zh-CN">');
    expect(await page()).toContain('<html lang="zh-CN">');
  });

  test('loads nothing from others, by its policy and in its text', async () => {
    const { headers, body } = await scan();
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  test('is small', async () => {
    const [page, script] = [await scan(), await get('/t/guest.js')];
    expect(script.headers['content-type']).toContain('text/javascript');
    expect(Buffer.byteLength(page.body) + Buffer.byteLength(script.body)).toBeLessThan(12_000);
  });

  test('shows a shop’s words as text, never as markup', async () => {
    const words = { title: '<script>alert(1)</script>', body: '"><img src=x onerror=alert(2)>' };
    const action = { kind: 'link', target: 'https://shop.example/"onclick="x' } as const;
    const content = { zh: words, en: words, action };
    valueOf(await addContent(house.ctx, { key: newId(), slot: 'hero', scope: 'brand', scopeRef: null, content }));
    const { body } = await scan({ 'accept-language': 'en' });
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('&lt;b&gt;People’s Square&lt;/b&gt;');
    expect(body).not.toMatch(/<script>|<img src=x|<b>|" ?onclick="/);
  });

  test('knows a device again by a cookie that scripts cannot read, and that is not what is kept', async () => {
    const first = await scan();
    const cookie = must(
      first.cookies.find(({ name }) => name === 'shuke_device'),
      'a cookie is set',
    );
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie.value).toMatch(/^[\w-]{22}$/);
    const again = await scan({ cookie: `shuke_device=${cookie.value}` });
    expect(again.cookies).toEqual([]);
    const forged = await scan({ cookie: 'shuke_device=x' });
    expect(forged.cookies).toHaveLength(1);
  });

  test('of a code that leads nowhere says so, in the guest’s language, with the status of the refusal', async () => {
    const forged = await get('/t/0123456789ABCDEF', { 'accept-language': 'en' });
    expect([forged.statusCode, forged.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(forged.body).toContain('This code was not made here.');
    expect((await get('/t/0123456789ABCDEF', { 'accept-language': 'zh-CN' })).body).toContain('此码并非由本系统生成');
    expect(forged.body).not.toContain('0123456789ABCDEF');
  });
});

describe('the calls of the page', () => {
  const join = (own: object = {}) => ({
    code: house.table.code,
    identifier: { kind: 'phone', value: '13900001111' },
    consents: { membership: 0 },
    language: 'en',
    ...own,
  });

  test('join a guest, who is welcomed back on the same device', async () => {
    const first = await scan({ 'accept-language': 'en' });
    const cookie = `shuke_device=${first.cookies[0]!.value}`;
    const joined = await post('/g/v1/joins', join(), { cookie });
    expect([joined.statusCode, joined.json()]).toEqual([200, { status: 'received' }]);
    const again = await scan({ 'accept-language': 'en', cookie });
    expect(again.body).toContain('Good to see you again!');
    expect(again.body).not.toContain('<form');
    expect(joined.body + again.body).not.toContain('1111');
  });

  test('are refused in the shape of every other refusal', async () => {
    const refused = await post('/g/v1/joins', join({ consents: {} }), { 'accept-language': 'zh-CN' });
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([
      400,
      expect.stringContaining('problem+json'),
    ]);
    expect(refused.json()).toMatchObject({ code: 'consent_missing', says: '入会需要您同意会员信息处理。' });
    const unknown = await post('/g/v1/reactions', { code: house.table.code, ruleId: newId(), reaction: 'click' });
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'content_not_found']);
  });

  test('take only what has their shape, and nothing that another site’s form can send', async () => {
    for (const body of [join({ extra: 1 }), join({ language: 'fr' }), { code: house.table.code }])
      expect((await post('/g/v1/joins', body)).json().code).toBe('invalid_request');
    const form = await house.app.inject({
      method: 'POST',
      url: '/g/v1/joins',
      headers: { 'content-type': 'text/plain' },
      payload: JSON.stringify(join()),
    });
    expect(form.statusCode).toBe(400);
  });

  test('tell stores nearby', async () => {
    const near = await post('/g/v1/positions', { code: house.table.code, latitude: 31.2, longitude: 121.4 });
    expect([near.statusCode, near.json()]).toEqual([200, { stores: [] }]);
    const off = await post('/g/v1/positions', { code: house.table.code, latitude: 91, longitude: 0 });
    expect(off.statusCode).toBe(400);
  });

  test('stand in the description of the API', async () => {
    const { paths } = (await get('/openapi.json')).json() as { paths: object };
    expect(Object.keys(paths)).toEqual(['/g/v1/joins', '/g/v1/claims', '/g/v1/reactions', '/g/v1/positions']);
  });
});
