import { beforeAll, describe, expect, test } from 'vitest';
import { SCOPES } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import { hire, keyOf, openHouse, openShop, send, type Shop } from './shop.ts';

const house = openHouse();
let shop: Shop;
beforeAll(async () => {
  shop = await openShop(house);
});

const add = (body: object, headers: Record<string, string> = {}) =>
  send(house.app, '/v1/api-keys', { method: 'POST', body, cookie: shop.owner.cookie, headers });
const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });
const read = async (token: unknown, url = '/v1/merchant') =>
  (await send(house.app, url, { headers: bearer(token) })).status;

describe('an API key', () => {
  test('is shown once, kept as a hash, and does what it was given and nothing else', async () => {
    const first = await add({ name: 'ERP', scopes: ['merchant:read'] }, { 'idempotency-key': 'make-a-key' });
    expect([first.status, first.body]).toMatchObject([
      201,
      { name: 'ERP', scopes: ['merchant:read'], revokedAt: null, token: expect.stringMatching(/^sk_.{43}$/) as string },
    ]);
    const repeat = await add({ name: 'ERP', scopes: ['merchant:read'] }, { 'idempotency-key': 'make-a-key' });
    expect(repeat.body).toEqual({ ...first.body, token: null });
    const { token } = first.body;
    expect(await read(token)).toBe(200);
    expect(await read(token, '/v1/events')).toBe(403);
    expect(await read(token, '/v1/staff')).toBe(403);
    const list = await send(house.app, '/v1/api-keys', { cookie: shop.owner.cookie });
    expect(JSON.stringify(list.body)).not.toContain(String(token));
    expect(list.body.items).toContainEqual({ ...first.body, token: undefined });
  });

  test('that is revoked is out with the next request, on every server, for good', async () => {
    const { body } = await add({ name: 'Old till', scopes: ['merchant:read'] });
    expect(await read(body.token)).toBe(200);
    const revoke = () =>
      send(house.app, `/v1/api-keys/${String(body.keyId)}`, { method: 'DELETE', cookie: shop.owner.cookie });
    expect((await revoke()).status).toBe(204);
    expect(await read(body.token)).toBe(401);
    expect((await revoke()).status).toBe(204);
    const list = await send(house.app, '/v1/api-keys?limit=200', { cookie: shop.owner.cookie });
    const shown = (list.body.items as { keyId: string; revokedAt: string | null }[]).find(
      (k) => k.keyId === body.keyId,
    );
    expect(shown?.revokedAt).toBe(house.services.clock.now().toISOString());
    const nobody = await send(house.app, `/v1/api-keys/${newId()}`, { method: 'DELETE', cookie: shop.owner.cookie });
    expect(nobody.status).toBe(404);
  });

  test('is not made with a scope that its maker lacks', async () => {
    const headers = await keyOf(shop, ['staff:write', 'order:read']);
    const made = (scopes: string[]) =>
      send(house.app, '/v1/api-keys', { method: 'POST', body: { name: 'Child', scopes }, headers });
    expect((await made(['order:read'])).status).toBe(201);
    expect((await made(['order:read', 'order:write'])).body).toMatchObject({
      code: 'forbidden',
      facts: { needs: 'order:write' },
    });
  });

  test('is asked for by known scopes, each once, and a name', async () => {
    for (const body of [
      { name: 'K', scopes: [] },
      { name: 'K', scopes: ['everything'] },
      { name: 'K', scopes: ['order:read', 'order:read'] },
      { name: '', scopes: ['order:read'] },
      { name: 'K', scopes: ['order:read'], merchantId: newId() },
    ]) {
      expect((await add(body)).body.code).toBe('invalid_request');
    }
    expect((await add({ name: 'All', scopes: SCOPES })).status).toBe(201);
  });

  test('of another form or by heart is nobody', async () => {
    for (const token of ['sk_', `sk_${'A'.repeat(43)}`, shop.owner.cookie, 'x'.repeat(43)]) {
      expect(await read(token), token).toBe(401);
    }
  });

  test('goes before a cookie that is sent with it', async () => {
    const headers = await keyOf(shop, ['merchant:read']);
    const both = await send(house.app, '/v1/staff', { headers, cookie: shop.owner.cookie });
    expect(both.status).toBe(403);
    const wrong = await send(house.app, '/v1/staff', { headers: bearer('sk_wrong'), cookie: shop.owner.cookie });
    expect(wrong.status).toBe(401);
  });

  test('acts for its own merchant only', async () => {
    const other = await openShop(house);
    const headers = { ...(await keyOf(shop, ['merchant:read'])), 'shuke-merchant': other.merchantId };
    expect((await send(house.app, '/v1/merchant', { headers })).body.code).toBe('forbidden');
  });

  test('is nothing that a cashier can make', async () => {
    const cashier = await hire(house, shop, 'cashier');
    const sent = { method: 'POST', body: { name: 'Mine', scopes: ['merchant:read'] }, cookie: cashier.cookie } as const;
    expect((await send(house.app, '/v1/api-keys', sent)).body).toMatchObject({
      code: 'forbidden',
      facts: { needs: 'staff:write' },
    });
  });
});
