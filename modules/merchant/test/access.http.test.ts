import { beforeAll, describe, expect, test } from 'vitest';
import { ROLE_SCOPES, SCOPES, type Role, type Scope } from '@shuke/contract';
import { fuzzApp, isolationFaults, type IsolationCase } from '@shuke/testkit';
import { assignAgency } from '../create-agency.ts';
import { createAgency, merchantRoutes } from '../index.ts';
import { firstSignIn, granted, hire, keyOf, newName, openHouse, openShop, send, type Sent, type Shop } from './shop.ts';

const house = openHouse();
let mine: Shop;
let theirs: Shop;
beforeAll(async () => {
  mine = await openShop(house);
  theirs = await openShop(house);
});

/** Every id in an address, or in a body, is one that the other shop really has. */
async function casesOf(shop: Shop): Promise<IsolationCase[]> {
  const { storeId } = shop;
  const { staffId } = await hire(house, shop, 'cashier');
  const ask = async (url: string, body: object, id: string): Promise<string> => {
    const answer = await send(house.app, url, { method: 'POST', body, cookie: shop.owner.cookie });
    return String(answer.body[id]);
  };
  const brandId = await ask('/v1/brands', { code: 'B1', name: 'Brand' }, 'brandId');
  const regionId = await ask('/v1/regions', { code: 'R1', name: 'Region' }, 'regionId');
  const keyId = await ask('/v1/api-keys', { name: 'Key', scopes: ['order:read'] }, 'keyId');
  const person = { displayName: 'Spy', role: 'cashier' };
  return [
    { route: 'PATCH /v1/stores/{storeId}', params: { storeId }, body: { name: 'Taken over' } },
    { route: 'GET /v1/stores/{storeId}/terminals', params: { storeId } },
    { route: 'POST /v1/stores/{storeId}/terminals', params: { storeId }, body: { code: 'T9', name: 'Spy' } },
    { route: 'PATCH /v1/staff/{staffId}', params: { staffId }, body: { displayName: 'Taken over' } },
    { route: 'POST /v1/staff/{staffId}/one-time-password', params: { staffId } },
    { route: 'DELETE /v1/staff/{staffId}/sessions', params: { staffId } },
    { route: 'DELETE /v1/api-keys/{keyId}', params: { keyId } },
    { route: 'POST /v1/stores', body: { code: 'S9', name: 'In their brand', brandId } },
    { route: 'POST /v1/stores', body: { code: 'S8', name: 'In their region', regionId } },
    { route: 'POST /v1/staff', body: { ...person, signInName: newName('spy'), storeId } },
  ];
}

const cookieOf = (shop: Shop) => ({ cookie: `shuke_session=${shop.owner.cookie}` });

describe('what belongs to another merchant', () => {
  test('is forbidden or not found on every route that could name it, for people and for keys', async () => {
    const cases = await casesOf(theirs);
    const key = await keyOf(mine, [...SCOPES]);
    for (const intruder of [cookieOf(mine), key]) {
      expect(await isolationFaults(house.app, { cases, intruder, owner: await keyOf(theirs, [...SCOPES]) })).toEqual(
        [],
      );
      cases.splice(0, cases.length, ...(await casesOf(await openTheirs())));
    }
  });

  test('is so for agency staff of another agency too', async () => {
    const signInName = newName('agent');
    const made = granted(await createAgency(house.services, { name: 'A', staff: { signInName, displayName: 'A' } }));
    const cookie = await firstSignIn(house.app, signInName, made.oneTimePassword);
    granted(await assignAgency(house.services, { merchantId: mine.merchantId, agencyId: made.agencyId }));
    const agent = { cookie: `shuke_session=${cookie}`, 'shuke-merchant': mine.merchantId };
    const cases = await casesOf(await openTheirs());
    expect(
      await isolationFaults(house.app, { cases, intruder: agent, owner: await keyOf(theirs, [...SCOPES]) }),
    ).toEqual([]);
  });

  test('would be noticed: a route without a case, an id of nobody and a served stranger are faults', async () => {
    const cases = await casesOf(await openTheirs());
    const owner = await keyOf(theirs, [...SCOPES]);
    const check = { cases, intruder: cookieOf(mine), owner };
    const faults = (changed: object) => isolationFaults(house.app, { ...check, ...changed });
    expect(await faults({ cases: cases.slice(1) })).toEqual([
      'PATCH /v1/stores/{storeId} has no case: give it the id of another merchant',
    ]);
    const spy = await openTheirs(false);
    const unreal = cases.map((one) =>
      one.route.startsWith('GET') ? { ...one, params: { storeId: spy.storeId } } : one,
    );
    expect((await faults({ cases: unreal })).join()).toContain('answers the owner 404, so its ids prove nothing');
    expect((await faults({ intruder: owner })).join()).toContain('PATCH /v1/stores/{storeId} answers a stranger 200');
    expect((await faults({ cases: [...cases, { route: 'GET /v1/none' }] })).join()).toContain(
      'is the case of no route',
    );
  });

  test('does not show in any list', async () => {
    await casesOf(await openTheirs());
    const { cookie } = mine.owner;
    for (const url of [
      '/v1/stores',
      '/v1/brands',
      '/v1/regions',
      '/v1/staff',
      '/v1/api-keys',
      '/v1/merchant',
      '/v1/events',
    ]) {
      const { body, status } = await send(house.app, url, { cookie });
      expect(status).toBe(200);
      for (const id of [theirs.merchantId, theirs.storeId, theirs.owner.staffId]) {
        expect(JSON.stringify(body)).not.toContain(id);
      }
    }
  });
});

/** Another shop in the place of the one whose things are used up by now. */
async function openTheirs(keep = true): Promise<Shop> {
  const shop = await openShop(house);
  if (keep) theirs = shop;
  return shop;
}

describe('who may call which route', () => {
  const READS = {
    'merchant:read': ['/v1/merchant', '/v1/stores', '/v1/brands', '/v1/regions'],
    'staff:write': ['/v1/staff', '/v1/api-keys'],
    'event:read': ['/v1/events'],
  } satisfies Partial<Record<Scope, string[]>>;
  const WRITES: [Scope, string, Sent][] = [
    ['merchant:write', '/v1/merchant', { method: 'PATCH', body: { dayStartMinute: 5 } }],
    ['merchant:write', '/v1/stores', { method: 'POST', body: { code: 'M', name: 'Matrix' } }],
    ['merchant:write', '/v1/brands', { method: 'POST', body: { code: 'M', name: 'Matrix' } }],
    ['merchant:write', '/v1/regions', { method: 'POST', body: { code: 'M', name: 'Matrix' } }],
    ['staff:write', '/v1/api-keys', { method: 'POST', body: { name: 'M', scopes: ['merchant:read'] } }],
  ];
  const calls: [Scope, string, Sent][] = [
    ...Object.entries(READS).flatMap(([scope, urls]) =>
      urls.map((url): [Scope, string, Sent] => [scope as Scope, url, {}]),
    ),
    ...WRITES,
  ];

  test.each(['owner', 'marketer', 'cashier', 'guide', 'brand_owner'] as const)(
    'a %s: what the role says',
    async (role) => {
      const home = await openShop(house);
      const { cookie } = role === 'owner' ? home.owner : await hire(house, home, role);
      await expectMatrix({ cookie }, ROLE_SCOPES[role satisfies Role]);
    },
  );

  test('agency staff: what their role says, for their merchant', async () => {
    const signInName = newName('agent');
    const made = granted(await createAgency(house.services, { name: 'A', staff: { signInName, displayName: 'A' } }));
    const cookie = await firstSignIn(house.app, signInName, made.oneTimePassword);
    const home = await openShop(house, made.agencyId);
    await expectMatrix({ cookie, headers: { 'shuke-merchant': home.merchantId } }, ROLE_SCOPES.agency);
  });

  test.each(['merchant:read', 'merchant:write', 'staff:write', 'event:read', 'order:read'] as const)(
    'a key with %s: that and nothing else',
    async (scope) => {
      const home = await openShop(house);
      // A key makes no key with more than its own scopes, so that call is judged with what it may give.
      const given: Scope[] = scope === 'staff:write' ? [scope, 'merchant:read'] : [scope];
      await expectMatrix({ headers: await keyOf(home, given) }, given);
    },
  );

  async function expectMatrix(as: Sent, scopes: readonly Scope[]): Promise<void> {
    for (const [scope, url, sent] of calls) {
      const { status, body } = await send(house.app, url, { ...sent, ...as });
      const label = `${sent.method ?? 'GET'} ${url}`;
      if (scopes.includes(scope)) expect(status, label).toBeLessThan(300);
      else expect([status, body.code, body.facts], label).toEqual([403, 'forbidden', { needs: scope }]);
    }
  }

  test('nobody calls any of them without signing in, but to sign in', async () => {
    for (const route of merchantRoutes) {
      const url = route.url.replaceAll(/:\w+/g, mine.storeId);
      const { status } = await send(house.app, url, { method: route.method });
      expect(status, `${route.method} ${route.url}`).toBe(route.access === 'public' ? 400 : 401);
    }
  });
});

test('malformed requests of any kind are refused and never break the server', async () => {
  const home = await openShop(house);
  const headers = await keyOf(home, [...SCOPES]);
  const values = [home.storeId, home.owner.staffId, 'S1', home.owner.signInName];
  const report = await fuzzApp(house.app, { requests: 1500, seed: 7, headers, values });
  expect(report.faults).toEqual([]);
  expect(report.sent).toBe(1500);
  expect(Object.keys(report.byStatus).map(Number)).toEqual(expect.arrayContaining([200, 201, 400, 404]) as number[]);
});
