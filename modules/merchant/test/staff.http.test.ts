import { beforeAll, describe, expect, test } from 'vitest';
import { STAFF_ROLES, type StaffRole } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import {
  current,
  firstSignIn,
  hire,
  keyOf,
  newName,
  openHouse,
  openShop,
  OWN_PASSWORD,
  send,
  signInAs,
  type Shop,
} from './shop.ts';

const house = openHouse();
let shop: Shop;
beforeAll(async () => {
  shop = await openShop(house);
});

interface Ask {
  key?: string;
  cookie?: string;
  headers?: Record<string, string>;
}

const post = (url: string, body: object | undefined, { key, cookie = shop.owner.cookie, headers }: Ask = {}) =>
  send(house.app, url, {
    method: 'POST',
    body,
    headers: { ...headers, ...(key ? { 'idempotency-key': key } : {}) },
    ...(headers?.authorization ? {} : { cookie }),
  });

const newPerson = (role: StaffRole = 'cashier') => ({ displayName: '王小明', signInName: newName('person'), role });
const change = (staffId: string, body: object, cookie = shop.owner.cookie) =>
  send(house.app, `/v1/staff/${staffId}`, { method: 'PATCH', body, cookie });

/** All that the database holds in columns that a dump would show, as text. */
async function dump(tables: readonly string[]): Promise<string> {
  const client = await house.services.db.app.connect();
  try {
    await client.query(`begin; set local shuke.merchants = '${shop.merchantId}'`);
    const texts: string[] = [];
    for (const table of tables) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${table} t`);
      texts.push(...rows.map((row) => row.text));
    }
    await client.query('commit');
    return texts.join('\n');
  } finally {
    client.release();
  }
}

describe('adding a person', () => {
  test('shows the one-time password in the first answer alone, and stores it nowhere in clear', async () => {
    const person = { ...newPerson('guide'), storeId: shop.storeId };
    const first = await post('/v1/staff', person, { key: 'add-a-guide' });
    expect([first.status, first.body]).toMatchObject([
      201,
      {
        ...person,
        mustChangePassword: true,
        active: true,
        oneTimePassword: expect.stringMatching(/^\w{4}-\w{4}-/) as string,
      },
    ]);
    const repeat = await post('/v1/staff', person, { key: 'add-a-guide' });
    expect([repeat.status, repeat.body]).toEqual([201, { ...first.body, oneTimePassword: null }]);
    const secret = String(first.body.oneTimePassword);
    expect(await dump(['idempotency', 'staff', 'outbox', 'directory'])).not.toContain(secret);
    expect(await dump(['idempotency', 'staff', 'outbox', 'directory'])).not.toContain(person.signInName);
    expect(house.services.log.lines.join()).not.toContain('王小明');
    const cookie = await firstSignIn(house.app, person.signInName, secret);
    expect(await current(house.app, cookie)).toMatchObject({ staff: { role: 'guide', displayName: '王小明' } });
  });

  test('with the same key at once makes one person, one of the answers with the password', async () => {
    const person = newPerson();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post('/v1/staff', person, { key: 'add-at-once' })),
    );
    expect(new Set(answers.map((a) => a.body.staffId)).size).toBe(1);
    const shown = answers.map((a) => a.body.oneTimePassword as string | null).filter((secret) => secret !== null);
    expect(shown).toHaveLength(1);
    expect((await signInAs(house.app, { signInName: person.signInName, password: shown[0]! })).status).toBe(201);
  });

  test('under a name that is taken anywhere is refused, and of many at once one wins', async () => {
    const other = await openShop(house);
    const person = newPerson();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        post('/v1/staff', person, { cookie: (i % 2 === 0 ? shop : other).owner.cookie }),
      ),
    );
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
    expect(answers.filter((a) => a.body.code === 'sign_in_name_taken')).toHaveLength(9);
    const winner = answers.find((a) => a.status === 201)!;
    const password = String(winner.body.oneTimePassword);
    expect((await signInAs(house.app, { signInName: person.signInName.toUpperCase(), password })).status).toBe(201);
    const again = await post('/v1/staff', {
      ...newPerson(),
      signInName: ` ${shop.owner.signInName}`.trim().toUpperCase(),
    });
    expect(again.body.code).toBe('sign_in_name_taken');
  });

  test('to a store of another merchant, or as an agency, is refused', async () => {
    const other = await openShop(house);
    const there = await post('/v1/staff', { ...newPerson(), storeId: other.storeId });
    expect([there.status, there.body]).toMatchObject([404, { code: 'not_found', facts: { field: 'storeId' } }]);
    expect((await post('/v1/staff', { ...newPerson(), role: 'agency' })).status).toBe(400);
    const retry = await post('/v1/staff', { ...newPerson(), signInName: 'two words' });
    expect(retry.body).toMatchObject({ code: 'invalid_request', facts: { field: 'body/signInName' } });
  });
});

describe('nobody gives more than they have', () => {
  test('a key that manages staff makes, changes and resets no owner', async () => {
    const headers = await keyOf(shop, ['staff:write', 'insight:read']);
    const second = await hire(house, shop, 'owner');
    const cashier = await hire(house, shop, 'cashier');
    const owner = await post('/v1/staff', newPerson('owner'), { headers });
    expect([owner.status, owner.body.code]).toEqual([403, 'forbidden']);
    const reset = await post(`/v1/staff/${second.staffId}/one-time-password`, undefined, { headers });
    expect(reset.body).toMatchObject({ code: 'forbidden', facts: { needs: 'merchant:read' } });
    const raised = await send(house.app, `/v1/staff/${cashier.staffId}`, {
      method: 'PATCH',
      headers,
      body: { role: 'owner' },
    });
    expect(raised.body.code).toBe('forbidden');
    const lowered = await send(house.app, `/v1/staff/${second.staffId}`, {
      method: 'PATCH',
      headers,
      body: { role: 'brand_owner' },
    });
    expect(lowered.body.code).toBe('forbidden');
    expect(typeof (await current(house.app, second.cookie))).not.toBe('string');
  });

  test('an owner makes people of every role', async () => {
    for (const role of STAFF_ROLES) expect((await post('/v1/staff', newPerson(role))).body.role).toBe(role);
  });
});

describe('the last owner', () => {
  test('can neither be switched off nor lose the role', async () => {
    const { owner } = await openShop(house);
    for (const body of [{ active: false }, { role: 'marketer' }]) {
      const answer = await change(owner.staffId, body, owner.cookie);
      expect([answer.status, answer.body.code]).toEqual([409, 'last_owner']);
    }
    const renamed = await change(owner.staffId, { displayName: 'Chen', role: 'owner', active: true }, owner.cookie);
    expect(renamed.body).toMatchObject({ displayName: 'Chen', role: 'owner' });
  });

  test('is not lost when owners take the role from each other at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const home = await openShop(house);
      const second = await hire(house, home, 'owner');
      const answers = await Promise.all([
        change(second.staffId, { active: false }, home.owner.cookie),
        change(home.owner.staffId, { role: 'cashier' }, second.cookie),
      ]);
      const statuses = answers.map((a) => a.status);
      expect(statuses.filter((s) => s === 200)).toHaveLength(1);
      const list = await send(house.app, '/v1/staff', { headers: await keyOf(home, ['staff:write']) });
      const owners = (list.body.items as { role: string; active: boolean }[]).filter(
        (p) => p.role === 'owner' && p.active,
      );
      expect(owners).toHaveLength(1);
    }
  });

  test('does not count who is switched off', async () => {
    const home = await openShop(house);
    const second = await hire(house, home, 'owner');
    expect((await change(second.staffId, { active: false }, home.owner.cookie)).status).toBe(200);
    expect((await change(home.owner.staffId, { role: 'cashier' }, home.owner.cookie)).body.code).toBe('last_owner');
  });
});

describe('a new one-time password', () => {
  test('signs the person out everywhere, and is shown in the first answer alone', async () => {
    const person = await hire(house, shop, 'marketer');
    const url = `/v1/staff/${person.staffId}/one-time-password`;
    const first = await post(url, undefined, { key: 'reset-once' });
    expect([first.status, first.body.staffId]).toEqual([201, person.staffId]);
    expect(await current(house.app, person.cookie)).toBe('unauthenticated');
    expect((await signInAs(house.app, { signInName: person.signInName, password: OWN_PASSWORD })).status).toBe(401);
    const repeat = await post(url, undefined, { key: 'reset-once' });
    expect(repeat.body).toEqual({ staffId: person.staffId, oneTimePassword: null });
    const cookie = await firstSignIn(house.app, person.signInName, String(first.body.oneTimePassword));
    expect(typeof (await current(house.app, cookie))).not.toBe('string');
    expect((await post(`/v1/staff/${newId()}/one-time-password`, undefined)).status).toBe(404);
  });
});

test('people are listed in the order in which they came, page by page, with their sign-in names', async () => {
  const home = await openShop(house);
  const hired = [home.owner.staffId];
  for (let i = 0; i < 4; i += 1) hired.push((await hire(house, home, 'cashier')).staffId);
  const seen: string[] = [];
  for (let after = ''; ;) {
    const page = await send(house.app, `/v1/staff?limit=2${after}`, { cookie: home.owner.cookie });
    const { items, next } = page.body as unknown as {
      items: { staffId: string; signInName: string }[];
      next: string | null;
    };
    expect(items.length).toBeLessThanOrEqual(2);
    seen.push(...items.map((person) => person.staffId));
    expect(items.every((person) => /^(owner|cashier)-\d+$/.test(person.signInName))).toBe(true);
    if (next === null) break;
    after = `&after=${next}`;
  }
  expect(seen).toEqual(hired);
});

test('a person may be moved to a store and back to all of them', async () => {
  const person = await hire(house, shop, 'cashier');
  expect((await change(person.staffId, { storeId: shop.storeId })).body.storeId).toBe(shop.storeId);
  expect((await change(person.staffId, { displayName: 'Li' })).body.storeId).toBe(shop.storeId);
  expect((await change(person.staffId, { storeId: null })).body.storeId).toBe(null);
  const elsewhere = await change(person.staffId, { storeId: newId() });
  expect(elsewhere.body).toMatchObject({ code: 'not_found', facts: { field: 'storeId' } });
  expect((await change(person.staffId, {})).status).toBe(400);
});
