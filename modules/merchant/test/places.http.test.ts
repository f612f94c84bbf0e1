import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@shuke/kernel';
import { openHouse, openShop, send, type Answer, type Shop } from './shop.ts';

const house = openHouse();
let shop: Shop;
beforeAll(async () => {
  shop = await openShop(house);
});

const get = (url: string) => send(house.app, url, { cookie: shop.owner.cookie });
const post = (url: string, body: object, key?: string): Promise<Answer> =>
  send(house.app, url, {
    method: 'POST',
    body,
    cookie: shop.owner.cookie,
    headers: key ? { 'idempotency-key': key } : {},
  });
const patch = (url: string, body: object) => send(house.app, url, { method: 'PATCH', body, cookie: shop.owner.cookie });

describe('the merchant', () => {
  test('is shown with what amounts and days are counted in, and changed but for its currency', async () => {
    const before = await get('/v1/merchant');
    expect(before.body).toMatchObject({
      merchantId: shop.merchantId,
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      dayStartMinute: 0,
      agencyId: null,
    });
    const changed = await patch('/v1/merchant', { name: '熟客茶室', timeZone: 'Asia/Tokyo', dayStartMinute: 240 });
    expect(changed.body).toEqual({ ...before.body, name: '熟客茶室', timeZone: 'Asia/Tokyo', dayStartMinute: 240 });
    expect((await get('/v1/merchant')).body).toEqual(changed.body);
    expect((await patch('/v1/merchant', { currency: 'EUR' })).body.code).toBe('invalid_request');
    expect((await patch('/v1/merchant', {})).body.code).toBe('invalid_request');
    expect((await patch('/v1/merchant', { dayStartMinute: 1440 })).status).toBe(400);
    expect((await patch('/v1/merchant', { timeZone: '+08:00' })).body.code).toBe('time_zone_unknown');
  });
});

describe('stores', () => {
  test('are made once a key, found by code, and changed but for their code', async () => {
    const body = { code: 'S-100', name: '人民广场店', timeZone: 'Asia/Urumqi' };
    const first = await post('/v1/stores', body, 'make-a-store');
    expect([first.status, first.body]).toMatchObject([201, { ...body, brandId: null, regionId: null, active: true }]);
    expect((await post('/v1/stores', body, 'make-a-store')).body).toEqual(first.body);
    const other = await post('/v1/stores', { ...body, name: 'Another' }, 'make-a-store');
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
    expect((await post('/v1/stores', body)).body.code).toBe('code_taken');
    const url = `/v1/stores/${String(first.body.storeId)}`;
    const changed = await patch(url, { name: 'People’s Square', timeZone: null, active: false });
    expect(changed.body).toEqual({ ...first.body, name: 'People’s Square', timeZone: null, active: false });
    expect((await patch(url, { active: true })).body).toMatchObject({ name: 'People’s Square', active: true });
    expect((await patch(url, { code: 'S-101' })).status).toBe(400);
    expect((await patch(url, { timeZone: 'Mars/Olympus' })).body.code).toBe('time_zone_unknown');
    expect((await patch(`/v1/stores/${newId()}`, { name: 'None' })).status).toBe(404);
  });

  test('stand in a brand and a region of the same merchant', async () => {
    const [brand, region] = [
      await post('/v1/brands', { code: 'TEA', name: 'Tea' }),
      await post('/v1/regions', { code: 'EAST', name: 'East' }),
    ];
    const { brandId } = brand.body;
    const { regionId } = region.body;
    const store = await post('/v1/stores', { code: 'S-200', name: 'With both', brandId, regionId });
    expect(store.body).toMatchObject({ brandId, regionId });
    expect((await post('/v1/stores', { code: 'S-201', name: 'None', brandId: regionId })).body.code).toBe('not_found');
    const url = `/v1/stores/${String(store.body.storeId)}`;
    expect((await patch(url, { brandId: null })).body).toMatchObject({ brandId: null, regionId });
    expect((await patch(url, { regionId: newId() })).body.code).toBe('not_found');
    expect((await post('/v1/brands', { code: 'TEA', name: 'Again' })).body.code).toBe('code_taken');
    expect((await post('/v1/regions', { code: 'EAST', name: 'Again' })).body.code).toBe('code_taken');
    expect((await get('/v1/brands')).body.items).toEqual([brand.body]);
    expect((await get('/v1/regions')).body.items).toEqual([region.body]);
  });

  test('are listed by code, page by page, each once', async () => {
    const home = await openShop(house);
    const listed: string[] = [];
    const codes = ['S1', 'S10', 'S11', 'S2', 'b', 'B'];
    for (const code of codes.slice(1)) {
      await send(house.app, '/v1/stores', { method: 'POST', body: { code, name: code }, cookie: home.owner.cookie });
    }
    for (let after = ''; ;) {
      const { body } = await send(house.app, `/v1/stores?limit=2${after}`, { cookie: home.owner.cookie });
      const { items, next } = body as unknown as { items: { code: string }[]; next: string | null };
      listed.push(...items.map((store) => store.code));
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(listed).toEqual(codes.toSorted());
  });

  test('have terminals under codes of their own', async () => {
    const url = `/v1/stores/${shop.storeId}/terminals`;
    const till = await post(url, { code: 'T1', name: 'Till by the door' }, 'make-a-till');
    expect([till.status, till.body]).toMatchObject([201, { storeId: shop.storeId, code: 'T1', active: true }]);
    expect((await post(url, { code: 'T1', name: 'Twice' })).body.code).toBe('code_taken');
    const second = await post('/v1/stores', { code: 'S-300', name: 'Second' });
    const there = `/v1/stores/${String(second.body.storeId)}/terminals`;
    expect((await post(there, { code: 'T1', name: 'The same code elsewhere' })).status).toBe(201);
    expect((await get(url)).body).toEqual({ items: [till.body], next: null });
    const nowhere = `/v1/stores/${newId()}/terminals`;
    expect([(await post(nowhere, { code: 'T1', name: 'None' })).status, (await get(nowhere)).status]).toEqual([
      404, 404,
    ]);
  });

  test('with a key of a brand do not give the brand again', async () => {
    const body = { code: 'SAME', name: 'Same' };
    expect((await post('/v1/brands', body, 'one-key-for-all')).status).toBe(201);
    expect((await post('/v1/regions', body, 'one-key-for-all')).body.code).toBe('idempotency_key_reused');
  });
});
