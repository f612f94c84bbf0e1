import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCustomer, openPersonal, sealPersonal } from '@shuke/customer';
import { createVault, inRead, inTx, sql, systemCtx, type Ctx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { createMerchant, rotateKeys } from '@shuke/merchant';
import { TEST_SECRET, testServices } from '@shuke/testkit';
import { allResealers } from '../resealers.ts';
import { granted } from './house.ts';

const services = testServices();
let ctx: Ctx;
beforeAll(async () => {
  const owner = { signInName: 'owner-of-keys', displayName: 'Owner' };
  ctx = systemCtx(services, granted(await createMerchant(services, { name: 'Shop', owner })).merchantId);
});

/** Another process on the same database: it knows the keys that it has read itself. */
const elsewhere = (): Ctx => ({ ...ctx, vault: createVault(TEST_SECRET) });

const phoneOf = (nth: number): string => `+86138000${String(10_000 + nth)}`;

async function makePerson(at: Ctx, nth: number): Promise<string> {
  const identifiers = [{ kind: 'phone' as const, value: phoneOf(nth) }];
  return granted(await createCustomer(at, { key: `make-person-${nth}`, identifiers })).customerId;
}

const phonesOf = (at: Ctx, customerIds: readonly string[]): Promise<(string | null)[]> =>
  inRead(at, async (tx) => {
    const rows = await tx.many<{ customerId: string; purpose: string; sealed: Buffer }>(sql`
      select i.customer_id as "customerId", 'identifier' as purpose, i.sealed
        from unnest(${customerIds}::uuid[]) with ordinality as n (customer_id, nth)
        join customer_identifier i on i.merchant_id = ${tx.merchantId} and i.customer_id = n.customer_id
       order by n.nth`);
    return openPersonal(tx, rows);
  });

const versions = (): Promise<Record<string, unknown>> =>
  inRead(ctx, (tx) =>
    tx.one<Record<string, unknown>>(sql`
      select min(key_version)::integer as least, max(key_version)::integer as most
        from customer_key where merchant_id = ${tx.merchantId}`),
  );

describe('a rotation of keys', () => {
  test('seals everything anew while others read and write, and no read of theirs fails', async () => {
    const people: string[] = [];
    for (let nth = 0; nth < 60; nth += 1) people.push(await makePerson(ctx, nth));
    services.clock.advanceMs(1000);
    const others = [elsewhere(), elsewhere()];
    let [rounds, isOver] = [0, false];
    const readers = others.map(async (at, lane) => {
      while (!isOver) {
        const from = people.length;
        people.push(await makePerson(at, 1000 + lane * 1000 + rounds));
        expect(await phonesOf(at, people.slice(0, from))).not.toContain(null);
        rounds += 1;
      }
    });
    const rotation = (async () => {
      for (const algorithm of ['sm4-ctr-hmac-sm3', 'aes-256-gcm'] as const) {
        await rotateKeys(ctx, { algorithm, resealers: allResealers });
        services.clock.advanceMs(61_000);
      }
      isOver = true;
    })();
    await Promise.all([rotation, ...readers]);
    expect(rounds).toBeGreaterThan(3);
    await rotateKeys(ctx, { resealers: allResealers });
    expect(await versions()).toEqual({ least: 4, most: 4 });
    expect((await phonesOf(elsewhere(), people)).slice(0, 60)).toEqual(
      Array.from({ length: 60 }, (_, i) => phoneOf(i)),
    );
  });

  test('gives what was sealed before persons had keys the key of its person', async () => {
    const customerId = await makePerson(ctx, 9000);
    await inTx(ctx, {}, async (tx) => {
      const old = sealedOfOld(tx.merchantId, phoneOf(9000));
      await tx.run(sql`
        update customer_identifier set sealed = ${old}
         where merchant_id = ${tx.merchantId} and customer_id = ${customerId}`);
      return ok(null);
    });
    expect(await phonesOf(ctx, [customerId])).toEqual([phoneOf(9000)]);
    const rotated = await rotateKeys(ctx, { resealers: allResealers });
    expect(rotated['identifiers of before']).toBe(1);
    expect(await phonesOf(elsewhere(), [customerId])).toEqual([phoneOf(9000)]);
    expect((await rotateKeys(ctx, { resealers: allResealers }))['identifiers of before']).toBe(0);
  });

  test('leaves what the key of a person seals as it is', async () => {
    const customerId = await makePerson(ctx, 9100);
    const text = { customerId, purpose: 'words', text: '靠窗' };
    const [sealed] = granted(
      await inTx<(Buffer | null)[], never>(ctx, {}, async (tx) => ok(await sealPersonal(tx, [text]))),
    );
    await rotateKeys(ctx, { algorithm: 'sm4-ctr-hmac-sm3', resealers: allResealers });
    const opened = inRead(elsewhere(), (tx) => openPersonal(tx, [{ customerId, purpose: 'words', sealed: sealed! }]));
    expect(await opened).toEqual(['靠窗']);
  });
});

/** As it was done before there were data keys. */
function sealedOfOld(merchantId: string, text: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', TEST_SECRET, merchantId, 'shuke seal', 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}
