import { beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, newId } from '@shuke/kernel';
import { newSessionToken, tenantOfToken } from '../session-token.ts';
import {
  current,
  hire,
  keyOf,
  openHouse,
  openShop,
  OWN_PASSWORD,
  send,
  signInAs,
  type Person,
  type Shop,
} from './shop.ts';

const house = openHouse();
let shop: Shop;
beforeAll(async () => {
  shop = await openShop(house);
});

const enter = async (person: Person): Promise<string | undefined> =>
  (await signInAs(house.app, { signInName: person.signInName, password: OWN_PASSWORD })).cookie;

const isIn = async (cookie: string | undefined): Promise<boolean> =>
  typeof (await current(house.app, cookie)) !== 'string';

describe('a session', () => {
  test('ends after twelve hours without a request, and after seven days of requests', async () => {
    const { clock } = house.services;
    const idle = await enter(shop.owner);
    clock.advanceMs(12 * HOUR_MS);
    expect(await isIn(idle)).toBe(false);
    const busy = await enter(shop.owner);
    for (let hours = 11; hours < 7 * 24; hours += 11) {
      clock.advanceMs(11 * HOUR_MS);
      expect(await isIn(busy), `after ${hours} hours`).toBe(true);
    }
    clock.advanceMs(7 * DAY_MS - 165 * HOUR_MS);
    expect(await isIn(busy)).toBe(false);
  });

  test('is prolonged by use, though not written to with every request', async () => {
    const cookie = await enter(shop.owner);
    const writes = async (): Promise<number> => {
      const client = await house.services.db.app.connect();
      try {
        await client.query(`begin; set local shuke.merchants = '${shop.merchantId}'`);
        const { rows } = await client.query<{ xmin: string }>(
          'select max(xmin::text::bigint)::text as xmin from staff_session where merchant_id = $1',
          [shop.merchantId],
        );
        await client.query('commit');
        return Number(rows[0]!.xmin);
      } finally {
        client.release();
      }
    };
    const before = await writes();
    for (let i = 0; i < 5; i += 1) {
      house.services.clock.advanceMs(MINUTE_MS);
      await isIn(cookie);
    }
    expect(await writes()).toBe(before);
    house.services.clock.advanceMs(11 * MINUTE_MS);
    await isIn(cookie);
    expect(await writes()).toBeGreaterThan(before);
  });

  test('is over with the request after signing out, and only that one', async () => {
    const [here, there] = [await enter(shop.owner), await enter(shop.owner)];
    const out = await send(house.app, '/v1/sessions/current', { method: 'DELETE', cookie: here });
    expect([out.status, String(out.headers['set-cookie'])]).toMatchObject([
      204,
      expect.stringContaining('shuke_session=;') as string,
    ]);
    expect([await isIn(here), await isIn(there)]).toEqual([false, true]);
    expect((await send(house.app, '/v1/sessions/current', { method: 'DELETE', cookie: here })).status).toBe(401);
  });

  test('of whoever was signed out everywhere is over at once, on every server', async () => {
    const cashier = await hire(house, shop, 'cashier');
    const [till, phone] = [await enter(cashier), await enter(cashier)];
    const url = `/v1/staff/${cashier.staffId}/sessions`;
    expect((await send(house.app, url, { method: 'DELETE', cookie: await enter(shop.owner) })).status).toBe(204);
    expect([await isIn(till), await isIn(phone)]).toEqual([false, false]);
    const again = await enter(cashier);
    expect((await send(house.app, url, { method: 'DELETE', cookie: again })).status, 'oneself').toBe(204);
    expect(await isIn(again)).toBe(false);
  });

  test('may be ended for others only by who manages staff', async () => {
    const [cashier, guide] = [await hire(house, shop, 'cashier'), await hire(house, shop, 'guide')];
    const url = `/v1/staff/${guide.staffId}/sessions`;
    const refused = await send(house.app, url, { method: 'DELETE', cookie: cashier.cookie });
    expect(refused.body).toMatchObject({ code: 'forbidden', facts: { needs: 'staff:write' } });
    const byKey = await send(house.app, url, { method: 'DELETE', headers: await keyOf(shop, ['staff:write']) });
    expect(byKey.status).toBe(204);
    expect(await isIn(guide.cookie)).toBe(false);
    const nobody = `/v1/staff/${newId()}/sessions`;
    expect((await send(house.app, nobody, { method: 'DELETE', cookie: await enter(shop.owner) })).status).toBe(404);
  });

  test('has the role that its person has now, and none when the person is switched off', async () => {
    const owner = await enter(shop.owner);
    const person = await hire(house, shop, 'cashier');
    const change = (body: object) =>
      send(house.app, `/v1/staff/${person.staffId}`, { method: 'PATCH', body, cookie: owner });
    const readsEvents = async () => (await send(house.app, '/v1/events', { cookie: person.cookie })).status;
    expect(await readsEvents()).toBe(403);
    await change({ role: 'marketer' });
    expect(await readsEvents()).toBe(200);
    await change({ active: false });
    expect(await readsEvents()).toBe(401);
    expect((await signInAs(house.app, { signInName: person.signInName, password: OWN_PASSWORD })).status).toBe(401);
    await change({ active: true });
    expect(await isIn(person.cookie), 'an old session does not come back').toBe(false);
    expect(await isIn(await enter(person))).toBe(true);
  });

  test('is none with a forged, shortened or foreign token', async () => {
    const cookie = (await enter(shop.owner))!;
    const [tenant, secret] = cookie.split('.') as [string, string];
    const other = await openShop(house);
    const foreign = other.owner.cookie.split('.')[0]!;
    const another = `${tenant}.${secret.slice(0, -1)}${secret.endsWith('A') ? 'Q' : 'A'}`;
    const shortened = ['', 'x', tenant, `${tenant}.`, `.${secret}`, `${tenant}.${secret.slice(1)}`, `${cookie};`];
    const forged = [newSessionToken(shop.merchantId), newSessionToken(newId()), another, `${foreign}.${secret}`];
    for (const token of [...shortened, ...forged, "' or 1=1 --", newId()]) {
      expect(await current(house.app, token), token).toBe('unauthenticated');
    }
    expect(tenantOfToken(cookie)).toBe(shop.merchantId);
    expect(await isIn(cookie)).toBe(true);
  });

  test('acts for its own merchant, and does not pretend to act for another that is named', async () => {
    const other = await openShop(house);
    const cookie = await enter(shop.owner);
    const named = (merchantId: string) => current(house.app, cookie, { 'shuke-merchant': merchantId });
    expect(await named(shop.merchantId)).toMatchObject({ merchant: { merchantId: shop.merchantId } });
    expect(await named(other.merchantId)).toBe('forbidden');
  });

  test('belongs to a person: a key has none', async () => {
    const headers = await keyOf(shop, ['merchant:read', 'staff:write']);
    const body = { oldPassword: OWN_PASSWORD, newPassword: 'another of my own' };
    const answers = [
      send(house.app, '/v1/sessions/current', { headers }),
      send(house.app, '/v1/sessions/current', { method: 'DELETE', headers }),
      send(house.app, '/v1/sessions/current/password', { method: 'PUT', headers, body }),
      send(house.app, '/v1/sessions/current', { headers, cookie: await enter(shop.owner) }),
    ];
    for (const answer of await Promise.all(answers)) expect(answer.body.code).toBe('forbidden');
  });
});

describe('changing the own password', () => {
  const change = (cookie: string | undefined, body: { oldPassword: string; newPassword: string }) =>
    send(house.app, '/v1/sessions/current/password', { method: 'PUT', cookie, body });

  test('ends every session that was open and goes on with a new one', async () => {
    const person = await hire(house, shop, 'marketer');
    const elsewhere = await enter(person);
    const changed = await change(person.cookie, { oldPassword: OWN_PASSWORD, newPassword: 'fourteen blue cups' });
    expect([changed.status, changed.body.staff]).toMatchObject([200, { staffId: person.staffId }]);
    expect([await isIn(person.cookie), await isIn(elsewhere), await isIn(changed.cookie)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(await enter(person)).toBe(undefined);
    const again = await signInAs(house.app, { signInName: person.signInName, password: 'fourteen blue cups' });
    expect(again.status).toBe(201);
  });

  test('at the same time from two places succeeds in one', async () => {
    const person = await hire(house, shop, 'marketer');
    const [one, two] = [await enter(person), await enter(person)];
    const answers = await Promise.all([
      change(one, { oldPassword: OWN_PASSWORD, newPassword: 'the password of one' }),
      change(two, { oldPassword: OWN_PASSWORD, newPassword: 'the password of two' }),
    ]);
    const won = answers.findIndex((answer) => answer.status === 200);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    const password = won === 0 ? 'the password of one' : 'the password of two';
    expect((await signInAs(house.app, { signInName: person.signInName, password })).status).toBe(201);
  });

  test('takes ten wrong guesses at the old one in a quarter of an hour, no more', async () => {
    const person = await hire(house, shop, 'guide');
    const guess = async (oldPassword = 'a wrong password') =>
      (await change(person.cookie, { oldPassword, newPassword: 'fourteen blue cups' })).body.code;
    for (let i = 0; i < 10; i += 1) expect(await guess()).toBe('password_wrong');
    expect(await guess(OWN_PASSWORD)).toBe('sign_in_limited');
    house.services.clock.advanceMs(15 * MINUTE_MS);
    expect(await guess(OWN_PASSWORD)).toBe(undefined);
  });
});
