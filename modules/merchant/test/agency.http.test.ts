import { beforeAll, describe, expect, test } from 'vitest';
import { SCOPES } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import { assignAgency, createAgency } from '../create-agency.ts';
import {
  current,
  firstSignIn,
  granted,
  keyOf,
  newName,
  openHouse,
  openShop,
  send,
  signInAs,
  type House,
  type Sent,
  type Shop,
} from './shop.ts';

const house = openHouse();

interface Agency {
  agencyId: string;
  cookie: string;
}

async function openAgency({ app, services }: House): Promise<Agency> {
  const signInName = newName('agent');
  const made = granted(await createAgency(services, { name: 'Agency', staff: { signInName, displayName: '代理' } }));
  return { agencyId: made.agencyId, cookie: await firstSignIn(app, signInName, made.oneTimePassword) };
}

let ours: Agency;
let theirs: Agency;
let shop: Shop;
let foreign: Shop;
let free: Shop;
beforeAll(async () => {
  ours = await openAgency(house);
  theirs = await openAgency(house);
  shop = await openShop(house, ours.agencyId);
  foreign = await openShop(house, theirs.agencyId);
  free = await openShop(house);
});

const ask = (url: string, merchantId: string | null, agency = ours) =>
  send(house.app, url, { cookie: agency.cookie, headers: merchantId ? { 'shuke-merchant': merchantId } : {} });

describe('agency staff', () => {
  test('act for a merchant that they look after, and for no other: it is as if there were none', async () => {
    const there = await ask('/v1/merchant', shop.merchantId);
    expect([there.status, there.body.merchantId, there.body.agencyId]).toEqual([200, shop.merchantId, ours.agencyId]);
    for (const merchantId of [foreign.merchantId, free.merchantId, ours.agencyId, newId()]) {
      const answer = await ask('/v1/merchant', merchantId);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  });

  test('that name no merchant act for none', async () => {
    for (const url of ['/v1/merchant', '/v1/stores', '/v1/events']) {
      expect((await ask(url, null)).body.code, url).toBe('merchant_not_chosen');
    }
    const sent = { method: 'POST', body: { code: 'X', name: 'X' }, cookie: ours.cookie } as const;
    expect((await send(house.app, '/v1/stores', sent)).body.code).toBe('merchant_not_chosen');
    expect((await ask('/v1/merchant', 'not-an-id')).body.code).toBe('merchant_not_chosen');
  });

  test('see in their session for whom they act', async () => {
    const alone = await current(house.app, ours.cookie);
    expect(alone).toMatchObject({ staff: { role: 'agency', displayName: '代理' }, merchant: null });
    const acting = await current(house.app, ours.cookie, { 'shuke-merchant': shop.merchantId });
    expect(acting).toMatchObject({ staff: { role: 'agency' }, merchant: { merchantId: shop.merchantId } });
    expect(await current(house.app, ours.cookie, { 'shuke-merchant': foreign.merchantId })).toBe('not_found');
  });

  test('write for the merchant, and its owner sees what they wrote', async () => {
    const headers = { 'shuke-merchant': shop.merchantId };
    const sent = {
      method: 'POST',
      body: { code: 'NEW', name: 'By the agency' },
      cookie: ours.cookie,
      headers,
    } as const;
    expect((await send(house.app, '/v1/stores', sent)).status).toBe(201);
    const seen = await send(house.app, '/v1/stores', { cookie: shop.owner.cookie });
    expect(JSON.stringify(seen.body)).toContain('By the agency');
  });

  test("manage neither the merchant's people nor its keys", async () => {
    for (const url of ['/v1/staff', '/v1/api-keys']) {
      expect((await ask(url, shop.merchantId)).body).toMatchObject({
        code: 'forbidden',
        facts: { needs: 'staff:write' },
      });
    }
    const out = await send(house.app, `/v1/staff/${shop.owner.staffId}/sessions`, {
      method: 'DELETE',
      cookie: ours.cookie,
      headers: { 'shuke-merchant': shop.merchantId },
    });
    expect(out.status).toBe(403);
  });

  test('list the merchants that they look after, page by page, and no others', async () => {
    const second = await openShop(house, ours.agencyId);
    const first = await ask('/v1/agency/merchants?limit=1', null);
    expect(first.body.items).toMatchObject([{ merchantId: shop.merchantId }]);
    const next = await ask(`/v1/agency/merchants?limit=1&after=${String(first.body.next)}`, shop.merchantId);
    expect(next.body).toMatchObject({ items: [{ merchantId: second.merchantId }], next: null });
    const other = await ask('/v1/agency/merchants', null, theirs);
    expect(other.body.items).toMatchObject([{ merchantId: foreign.merchantId }]);
    const owner = await send(house.app, '/v1/agency/merchants', { cookie: shop.owner.cookie });
    expect(owner.body.code).toBe('forbidden');
  });

  test('with a one-time password choose one of their own before they see anybody', async () => {
    const signInName = newName('new-agent');
    const made = granted(
      await createAgency(house.services, { name: 'New', staff: { signInName, displayName: 'New' } }),
    );
    const { cookie } = await signInAs(house.app, { signInName, password: made.oneTimePassword });
    const list = await send(house.app, '/v1/agency/merchants', { cookie });
    expect(list.body.code).toBe('password_change_required');
    expect(await current(house.app, cookie)).toMatchObject({ staff: { mustChangePassword: true }, merchant: null });
  });

  test('can sign out everywhere, also while they act for somebody', async () => {
    const agency = await openAgency(house);
    granted(await assignAgency(house.services, { merchantId: free.merchantId, agencyId: agency.agencyId }));
    const headers = { 'shuke-merchant': free.merchantId };
    const view = await current(house.app, agency.cookie, headers);
    const staffId = typeof view === 'string' ? view : view.staff.staffId;
    const out = await send(house.app, `/v1/staff/${staffId}/sessions`, {
      method: 'DELETE',
      cookie: agency.cookie,
      headers,
    });
    expect(out.status).toBe(204);
    expect(await current(house.app, agency.cookie)).toBe('unauthenticated');
    granted(await assignAgency(house.services, { merchantId: free.merchantId, agencyId: null }));
  });
});

describe('setting up a merchant by the agency that looks after it', () => {
  const wanted = (signInName = newName('new-owner')) => ({
    name: '街角面馆',
    currency: 'JPY',
    timeZone: 'Asia/Tokyo',
    locale: 'en',
    dayStartMinute: 240,
    owner: { signInName, displayName: '陈美玲' },
    store: { code: 'S1', name: 'First store' },
  });
  const setUp = (body: object, more: Partial<Sent> = {}) =>
    send(house.app, '/v1/agency/merchants', { method: 'POST', body, cookie: ours.cookie, ...more });
  const listed = async (agency: Agency): Promise<string> =>
    JSON.stringify((await ask('/v1/agency/merchants?limit=200', null, agency)).body);

  test('makes it with its settings, store and owner, in the list of this agency and of no other', async () => {
    const body = wanted();
    const made = await setUp(body);
    expect(made.status).toBe(201);
    const merchantId = String(made.body.merchantId);
    const { owner: _, store: __, ...settings } = body;
    expect((await ask('/v1/merchant', merchantId)).body).toMatchObject({ ...settings, agencyId: ours.agencyId });
    const { storeId } = made.body;
    expect((await ask('/v1/stores', merchantId)).body.items).toMatchObject([{ storeId, code: 'S1' }]);
    expect([(await listed(ours)).includes(merchantId), (await listed(theirs)).includes(merchantId)]).toEqual([
      true,
      false,
    ]);
    const cookie = await firstSignIn(house.app, body.owner.signInName, String(made.body.oneTimePassword));
    expect(await current(house.app, cookie)).toMatchObject({
      staff: { staffId: made.body.ownerId, role: 'owner' },
      merchant: { merchantId, currency: 'JPY' },
    });
  });

  test('takes what is left open from where most shops are', async () => {
    const made = await setUp({ name: 'Plain', owner: { signInName: newName('plain'), displayName: 'Plain' } });
    expect(made.body.storeId).toBe(null);
    expect((await ask('/v1/merchant', String(made.body.merchantId))).body).toMatchObject({
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      dayStartMinute: 0,
    });
  });

  test('happens once, however often and from wherever it is asked with one key, and shows the password once', async () => {
    const headers = { 'idempotency-key': 'set-up-of-one-shop' };
    const body = wanted();
    const acting = { ...headers, 'shuke-merchant': shop.merchantId };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => setUp(body, { headers: i % 2 === 0 ? headers : acting })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const shown = answers.filter((answer) => answer.body.oneTimePassword !== null);
    expect(shown.length).toBe(1);
    const { oneTimePassword: _, ...same } = shown[0]!.body;
    for (const answer of answers) expect(answer.body).toMatchObject(same);
    expect((await setUp({ ...body, name: 'Another' }, { headers })).body.code).toBe('idempotency_key_reused');
    // Another agency's key of the same words is another key.
    expect((await setUp(body, { headers, cookie: theirs.cookie })).body.code).toBe('sign_in_name_taken');
  });

  test('that was refused leaves nothing, and the key to be used for what is asked better', async () => {
    const before = await listed(ours);
    const headers = { 'idempotency-key': 'set-up-that-is-refused' };
    const taken = await setUp(wanted(shop.owner.signInName), { headers });
    expect([taken.status, taken.body.code]).toEqual([409, 'sign_in_name_taken']);
    expect((await setUp({ ...wanted(), timeZone: 'Mars/One' }, { headers })).body.code).toBe('time_zone_unknown');
    expect((await setUp({ ...wanted(), agencyId: theirs.agencyId }, { headers })).body.code).toBe('invalid_request');
    expect(await listed(ours)).toBe(before);
    expect((await setUp(wanted(), { headers })).status).toBe(201);
  });

  test('of many who want one sign-in name for the owner at once gives it to one', async () => {
    const signInName = newName('wanted-by-all');
    const answers = await Promise.all(Array.from({ length: 8 }, () => setUp(wanted(signInName))));
    expect(answers.filter(({ status }) => status === 201).length).toBe(1);
    expect(answers.filter(({ body }) => body.code === 'sign_in_name_taken').length).toBe(7);
  });

  test('is for people of agencies with a password of their own', async () => {
    const key = await keyOf(shop, [...SCOPES]);
    const others: Partial<Sent>[] = [{ cookie: shop.owner.cookie }, { cookie: '', headers: key }];
    for (const other of others) expect((await setUp(wanted(), other)).body.code).toBe('forbidden');
    const signInName = newName('fresh-agent');
    const staff = { signInName, displayName: 'Fresh' };
    const { oneTimePassword } = granted(await createAgency(house.services, { name: 'Fresh', staff }));
    const { cookie } = await signInAs(house.app, { signInName, password: oneTimePassword });
    expect((await setUp(wanted(), { cookie })).body.code).toBe('password_change_required');
  });
});

describe('a merchant', () => {
  test('that sends its agency away is closed to it with the next request', async () => {
    const mine = await openShop(house, ours.agencyId);
    expect((await ask('/v1/stores', mine.merchantId)).status).toBe(200);
    const sent = await send(house.app, '/v1/merchant', {
      method: 'PATCH',
      body: { agencyId: null },
      cookie: mine.owner.cookie,
    });
    expect(sent.body.agencyId).toBe(null);
    expect((await ask('/v1/stores', mine.merchantId)).status).toBe(404);
    const listed = await ask('/v1/agency/merchants?limit=200', null);
    expect(JSON.stringify(listed.body)).not.toContain(mine.merchantId);
    const again = await send(house.app, '/v1/merchant', {
      method: 'PATCH',
      body: { agencyId: ours.agencyId },
      cookie: mine.owner.cookie,
    });
    expect(again.status).toBe(400);
  });

  test('is given only to an agency that there is', async () => {
    const { services } = house;
    const nobody = await assignAgency(services, { merchantId: free.merchantId, agencyId: newId() });
    expect(nobody).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    const nowhere = await assignAgency(services, { merchantId: newId(), agencyId: ours.agencyId });
    expect(nowhere).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
