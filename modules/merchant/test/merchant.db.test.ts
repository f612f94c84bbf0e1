import { describe, expect, test } from 'vitest';
import { eventsAfter, inLookup, inRead, inTx, relayOnce, systemCtx, type Ctx } from '@shuke/db';
import { DAY_MS, HOUR_MS, MINUTE_MS, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import {
  authenticate,
  createAgency,
  createMerchant,
  ensureStores,
  findStores,
  forEachMerchant,
  listMerchants,
  listStores,
  merchantJobs,
  merchantSettings,
  resetPasswordByName,
} from '../index.ts';
import { insertMissingStores } from '../place-store.ts';
import { claimAttempt, countedName } from '../sign-in-limits.ts';
import { openSession, signIn } from '../sign-in.ts';
import { readPassword, readStaff, writeStaff } from '../staff-store.ts';

const services = testServices();
let made = 0;

function granted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}

const create = (more: Partial<Parameters<typeof createMerchant>[1]> = {}) => {
  const owner = { signInName: `owner-${(made += 1)}`, displayName: 'Owner' };
  return createMerchant(services, { name: `Shop ${made}`, owner, ...more });
};

describe('setting up a merchant', () => {
  test('makes it with its settings, its first store and an event, and gives the password of its owner', async () => {
    const merchant = granted(
      await create({
        name: '熟客咖啡',
        currency: 'JPY',
        timeZone: 'Asia/Tokyo',
        locale: 'en',
        dayStartMinute: 300,
        store: { code: 'GINZA', name: 'Ginza' },
      }),
    );
    const ctx = systemCtx(services, merchant.merchantId);
    expect(await inRead(ctx, merchantSettings)).toEqual({
      name: '熟客咖啡',
      currency: 'JPY',
      timeZone: 'Asia/Tokyo',
      locale: 'en',
      dayStartMinute: 300,
    });
    const stores = await listStores(ctx, {});
    expect(stores.items).toMatchObject([{ storeId: merchant.storeId, code: 'GINZA', timeZone: null }]);
    await relayOnce(services);
    const events = await eventsAfter(ctx, 0);
    expect(events).toMatchObject([{ type: 'merchant.created', payload: { merchantId: merchant.merchantId } }]);
    const request = { signInName: `owner-${made}`, password: merchant.oneTimePassword, address: '203.0.113.5' };
    expect((await signIn(services, request)).ok).toBe(true);
  });

  test('has defaults of a shop in China, and no store unless one is asked for', async () => {
    const merchant = granted(await create());
    expect(merchant.storeId).toBe(null);
    const settings = await inRead(systemCtx(services, merchant.merchantId), merchantSettings);
    expect(settings).toMatchObject({ currency: 'CNY', timeZone: 'Asia/Shanghai', locale: 'zh-CN', dayStartMinute: 0 });
  });

  test('twice with one sign-in name makes one merchant, also at once', async () => {
    const owner = { signInName: 'the-same-owner', displayName: 'Owner' };
    const before = (await listMerchants(services)).length;
    const results = await Promise.all(Array.from({ length: 6 }, () => create({ owner })));
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    const refused = results.flatMap((r) => (r.ok ? [] : [r.refusal.code]));
    expect(refused).toEqual(Array.from({ length: 5 }, () => 'sign_in_name_taken'));
    expect(await listMerchants(services)).toHaveLength(before + 1);
  });

  test('takes a sign-in name that can be signed in with over HTTP, and no other', async () => {
    for (const signInName of ['me', 'two words', 'x'.repeat(101), '']) {
      const refused = await create({ owner: { signInName, displayName: 'Owner' } });
      expect(refused).toMatchObject({
        ok: false,
        refusal: { code: 'invalid_request', facts: { field: 'signInName' } },
      });
      const agency = await createAgency(services, { name: 'A', staff: { signInName, displayName: 'A' } });
      expect(agency).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
    }
  });

  test('with a currency, a time zone or an agency that is none leaves nothing behind', async () => {
    const before = await listMerchants(services);
    const owner = { signInName: 'owner-of-nothing', displayName: 'Owner' };
    const codes: string[] = [];
    for (const wrong of [{ currency: 'yuan' }, { timeZone: '+08:00' }, { agencyId: newId() }]) {
      const refused = await create({ owner, ...wrong });
      codes.push(refused.ok ? 'granted' : refused.refusal.code);
    }
    expect(codes).toEqual(['invalid_request', 'time_zone_unknown', 'not_found']);
    expect(await listMerchants(services)).toEqual(before);
    expect((await create({ owner })).ok, 'the name is still free').toBe(true);
  });
});

describe('all merchants', () => {
  test('are listed by name in the order in which they were made, and walked through one by one', async () => {
    const [one, two] = [granted(await create({ name: 'One' })), granted(await create({ name: 'Two' }))];
    const listed = await listMerchants(services);
    expect(listed.slice(-2)).toEqual([
      { merchantId: one.merchantId, name: 'One' },
      { merchantId: two.merchantId, name: 'Two' },
    ]);
    expect(await listMerchants(services, { after: one.merchantId, limit: 5 })).toEqual(listed.slice(-1));
    const seen: string[] = [];
    await forEachMerchant(services, async (ctx) => {
      seen.push((await inRead(ctx, merchantSettings)).name);
    });
    expect(seen).toEqual(listed.map((merchant) => merchant.name));
  });
});

describe('stores by code', () => {
  const shop = async () =>
    systemCtx(services, granted(await create({ store: { code: 'A', name: 'First' } })).merchantId);

  test('are found, those of other merchants not', async () => {
    const [ctx, other] = [await shop(), await shop()];
    const found = await inRead(ctx, (tx) => findStores(tx, ['A', 'B', 'A']));
    expect([...found.keys()]).toEqual(['A']);
    expect(found.get('A')).toMatchObject({ code: 'A', timeZone: 'Asia/Shanghai', active: true });
    const theirs = await inRead(other, (tx) => findStores(tx, ['A']));
    expect(theirs.get('A')?.storeId).not.toBe(found.get('A')?.storeId);
    expect((await inRead(ctx, (tx) => findStores(tx, []))).size).toBe(0);
  });

  test('are made where they are missing, once, under any script', async () => {
    const ctx = await shop();
    const ensure = () => inTx(ctx, {}, async (tx) => ok(await ensureStores(tx, ['B', 'A', '人民广场', 'B'])));
    const [first, second] = [granted(await ensure()), granted(await ensure())];
    expect([...first.keys()].toSorted()).toEqual(['A', 'B', '人民广场']);
    expect(second).toEqual(first);
    const listed = await listStores(ctx, {});
    expect(listed.items.map((store) => [store.code, store.name])).toEqual([
      ['A', 'First'],
      ['B', 'B'],
      ['人民广场', '人民广场'],
    ]);
  });

  test('are made once by ten imports that meet the same new codes in other orders', async () => {
    const ctx = await shop();
    const codes = Array.from({ length: 50 }, (_, i) => `N${i}`);
    const rounds = await Promise.all(
      Array.from({ length: 10 }, (_, i) => {
        const turned = [...codes.slice(i * 5), ...codes.slice(0, i * 5)];
        return inTx(ctx, {}, async (tx) => ok(await ensureStores(tx, i % 2 === 0 ? turned : turned.toReversed())));
      }),
    );
    const ids = rounds.map((round) => codes.map((code) => granted(round).get(code)?.storeId));
    expect(new Set(ids.map((list) => list.join())).size).toBe(1);
    expect(ids[0]).not.toContain(undefined);
    expect(await inTx(ctx, {}, async (tx) => ok(await insertMissingStores(tx, ['A'])))).toEqual(ok(0));
  });
});

describe('who lost the password', () => {
  test('gets a one-time password from whoever runs the server, by sign-in name', async () => {
    granted(await create({ owner: { signInName: 'Forgetful', displayName: 'Owner' } }));
    const reset = granted(await resetPasswordByName(services, 'forgetful'));
    const request = { signInName: 'FORGETFUL', password: reset.oneTimePassword!, address: '203.0.113.6' };
    expect((await signIn(services, request)).ok).toBe(true);
    const nobody = await resetPasswordByName(services, 'nobody-at-all');
    expect(nobody).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    const agency = { name: 'Agency', staff: { signInName: 'agent-forgetful', displayName: 'Agent' } };
    granted(await createAgency(services, agency));
    expect(granted(await resetPasswordByName(services, 'agent-forgetful')).oneTimePassword).not.toBe(null);
  });
});

describe('between the check of a password and the session', () => {
  const verified = async () => {
    const merchant = granted(await create());
    const ctx = systemCtx(services, merchant.merchantId);
    const { ownerId: staffId } = merchant;
    const row = await inRead(ctx, (tx) => readPassword(tx, staffId));
    return { ctx, staffId, verifiedHash: row!.password_hash };
  };

  test('a new password, or being switched off, leaves no session', async () => {
    const person = await verified();
    expect(await openSession(services, person)).not.toBe(null);
    expect(await openSession(services, { ...person, verifiedHash: 'of the password before' })).toBe(null);
    const off = await verified();
    await switchOff(off);
    expect(await openSession(services, off)).toBe(null);
  });

  test('a session that slipped in is none for somebody who was switched off', async () => {
    const person = await verified();
    const session = await openSession(services, person);
    await switchOff(person);
    const credentials = { sessionToken: session!.token, bearer: null, merchantId: null };
    expect(await authenticate(services, credentials)).toMatchObject({
      ok: false,
      refusal: { code: 'unauthenticated' },
    });
  });

  const switchOff = ({ ctx, staffId }: { ctx: Ctx; staffId: string }) =>
    inTx(ctx, {}, async (tx) => {
      const row = await readStaff(tx, staffId);
      return ok(await writeStaff(tx, { ...row!, active: false }));
    });
});

describe('what has served its time', () => {
  const count = async (table: string, merchantId: string): Promise<number> => {
    const client = await services.db.app.connect();
    try {
      await client.query(`begin; set local shuke.merchants = '${merchantId}'`);
      const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${table}`);
      await client.query('commit');
      return rows[0]!.n;
    } finally {
      client.release();
    }
  };

  test('is forgotten by the nightly job: attempts, ended sessions and old keys, and nothing else', async () => {
    const merchant = granted(await create());
    const agency = granted(
      await createAgency(services, { name: 'A', staff: { signInName: 'night-agent', displayName: 'A' } }),
    );
    const ctx = systemCtx(services, merchant.merchantId);
    const people = [
      { signInName: `owner-${made}`, password: merchant.oneTimePassword },
      { signInName: 'night-agent', password: agency.oneTimePassword },
    ];
    const enter = () => Promise.all(people.map((person) => signIn(services, { ...person, address: '203.0.113.7' })));
    const keyed = (key: string) => inTx(ctx, { key, input: key }, async () => ok(key));
    const attempt = () => claimAttempt(services, countedName(services, 'someone'));
    const run = () => merchantJobs[0]!.run(services, null);
    const left = async () => [
      await count('staff_session', merchant.merchantId),
      await count('staff_session', agency.agencyId),
      await count('idempotency', merchant.merchantId),
    ];
    expect((await enter()).every((r) => r.ok)).toBe(true);
    await keyed('an-old-key');
    await attempt();
    services.clock.advanceMs(6 * DAY_MS);
    await enter();
    await keyed('a-younger-key');
    await run();
    expect(await left()).toEqual([2, 2, 2]);
    const attempts = await inLookup(services, (db) =>
      db.many({ text: 'select bucket from sign_in_attempt', values: [], name: 'all attempts' }),
    );
    expect(attempts).toHaveLength(1); // the address of a moment ago, whose one attempt was given back
    services.clock.advanceMs(24 * DAY_MS + HOUR_MS);
    await run();
    expect(await left()).toEqual([2, 2, 1]);
    services.clock.advanceMs(7 * DAY_MS);
    await run();
    expect(await left()).toEqual([1, 1, 0]);
    services.clock.advanceMs(30 * DAY_MS + MINUTE_MS);
    await run();
    expect(await left()).toEqual([0, 0, 0]);
  });
});

test('whoever shows no session and no key is nobody', async () => {
  const none = { sessionToken: null, bearer: null, merchantId: null };
  expect(await authenticate(services, none)).toEqual({ ok: false, refusal: { code: 'unauthenticated' } });
  expect((await authenticate(services, { ...none, merchantId: newId() })).ok).toBe(false);
});
