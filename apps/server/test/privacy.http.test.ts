import { beforeAll, describe, expect, test } from 'vitest';
import { inRead, sql, systemCtx } from '@shuke/db';
import { allVerifiers } from '../verifiers.ts';
import { done, keyOf, openHouse, openTenant, send, type Answer, type Sent, type Tenant } from './house.ts';
import { dumpOf, tablesWith } from './whole-database.ts';

const house = openHouse();
let shop: Tenant;
beforeAll(async () => {
  shop = await openTenant(house);
});

const call = (url: string, sent: Sent = {}): Promise<Answer> => send(house, url, { headers: shop.key, ...sent });
const post = (url: string, body: object = {}): Promise<Answer['body']> =>
  done(house, url, { method: 'POST', headers: shop.key, body });

interface Planted {
  readonly customerId: string;
  readonly twinId: string;
  readonly words: readonly string[];
}

let planted = 0;

/** A person of whom everything is held that can be, by two accounts that are merged. */
async function plant(): Promise<Planted> {
  const nth = (planted += 1);
  const [phone, email] = [`1380013${1000 + nth}`, `mei.ling.${nth}@example.com`];
  const [name, note, token] = [`陈美玲${nth}号`, `靠窗的安静座位${nth}`, `TOKEN-OF-${nth}-MEI`];
  const ids = [];
  for (const identifiers of [[{ kind: 'phone', value: phone }], [{ kind: 'email', value: email }]]) {
    ids.push((await post('/v1/customers', { identifiers })).customerId as string);
  }
  const [customerId, twinId] = ids as [string, string];
  await post(`/v1/customers/${customerId}/identifiers`, { kind: 'payment_token', value: token });
  await post(`/v1/customers/${twinId}/merges`, { intoCustomerId: customerId, because: 'guest_said' });
  await done(house, `/v1/customers/${customerId}/profile`, {
    method: 'PATCH',
    headers: shop.key,
    body: { name, salutation: 'ms', birthday: '1990-03-08', locale: 'zh-CN' },
  });
  await post(`/v1/customers/${customerId}/notes`, { kind: 'seat', text: note });
  await post(`/v1/customers/${customerId}/verifications`, { phone });
  await post('/v1/orders', {
    orderRef: `P-${nth}`,
    storeCode: 'S1',
    orderedAt: '2026-03-01T12:00:00Z',
    customer: { kind: 'phone', value: phone },
    lines: [{ sku: 'P1', name: 'Soap', category: 'Care', quantity: '2', amount: '40.00' }],
  });
  return { customerId, twinId, words: [phone, email, name, note, token, '1990-03-08'] };
}

describe('a dump of the database', () => {
  test('shows no phone, address, token, name, birthday or note of anybody', async () => {
    const { words } = await plant();
    const dump = await dumpOf(house.services.ownerUrl);
    expect(dump.tables.size).toBeGreaterThan(40);
    expect(words.map((word) => [word, tablesWith(dump, word)])).toEqual(words.map((word) => [word, []]));
  });
});

describe('a person who asks what is held on them', () => {
  test('gets everything, opened, of all accounts that are one person; the audit keeps that and who', async () => {
    const { customerId, twinId, words } = await plant();
    const { status, text, body } = await call(`/v1/customers/${twinId}/exports`, { method: 'POST' });
    expect(status).toBe(200);
    expect(body.customerIds).toEqual([twinId, customerId]);
    for (const word of words) expect(text).toContain(word);
    const tables = (body.sections as { table: string }[]).map(({ table }) => table);
    expect(tables).toEqual(expect.arrayContaining(['customer_identifier', 'customer_note', 'sales_order']));
    const seen = await call(`/v1/customers/${customerId}/accesses`);
    expect(seen.body.items).toContainEqual(
      expect.objectContaining({ action: 'customer.exported', actor: expect.objectContaining({ kind: 'api_key' }) }),
    );
  });

  test('is read in full by the owner alone, with why, and the audit keeps it', async () => {
    const { customerId, words } = await plant();
    const url = `/v1/customers/${customerId}/disclosures`;
    const marketer = await keyOf(house.services, shop.merchantId, ['customer:read', 'customer:write']);
    const refused = await call(url, { method: 'POST', headers: marketer, body: { because: 'call_back' } });
    expect(refused.status).toBe(403);
    const { body } = await call(url, { method: 'POST', body: { because: 'call_back' } });
    const values = (body.identifiers as { value: string }[]).map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining([`+86${words[0]}`, words[1], words[4]]));
    const [entry] = (await call(`/v1/customers/${customerId}/accesses`)).body.items as { detail: object }[];
    expect(entry).toMatchObject({ action: 'customer.disclosed', detail: { because: 'call_back', identifiers: 3 } });
  });
});

describe('an erasure', () => {
  test('leaves no trace in any table, and the books balance', async () => {
    const { customerId, twinId, words } = await plant();
    const before = await tracesIn(customerId);
    expect(before.hashes.length).toBe(3);
    const { status, body } = await call(`/v1/customers/${customerId}/erasures`, {
      method: 'POST',
      body: { because: 'guest_asked' },
    });
    expect([status, body.customerIds]).toEqual([201, [customerId, twinId]]);
    const dump = await dumpOf(house.services.ownerUrl);
    for (const word of [...words, ...before.hashes, ...before.keys])
      expect([word, tablesWith(dump, word)]).toEqual([word, []]);
    for (const hint of before.hints) {
      const lines = [...dump.tables.values()].join('\n').split('\n');
      expect(lines.filter((line) => line.includes(hint) && line.includes(customerId))).toEqual([]);
    }
    expect(house.services.log.lines.join('\n')).not.toContain(words[0]);
    const ctx = systemCtx(house.services, shop.merchantId);
    for (const verifier of allVerifiers) expect([verifier.name, await verifier.run(ctx)]).toEqual([verifier.name, []]);
    const kept = await inRead(ctx, (tx) =>
      tx.one<{ orders: number }>(sql`
        select count(*)::integer as orders from sales_order
         where merchant_id = ${tx.merchantId} and customer_id = ${customerId}`),
    );
    expect(kept).toEqual({ orders: 1 });
  });

  test('is for good: nothing can be read, written or asked about the person, and the phone makes a new one', async () => {
    const { customerId, words } = await plant();
    const erase = { method: 'POST', body: { because: 'guest_asked' } } as const;
    await call(`/v1/customers/${customerId}/erasures`, erase);
    expect((await call(`/v1/customers/${customerId}`)).status).toBe(404);
    const note = { method: 'POST', body: { kind: 'seat', text: 'again' } } as const;
    expect((await call(`/v1/customers/${customerId}/notes`, note)).status).toBe(404);
    for (const url of ['exports', 'erasures', 'disclosures']) {
      const body = url === 'disclosures' ? { because: 'dispute' } : erase.body;
      const answer = await call(
        `/v1/customers/${customerId}/${url}`,
        url === 'exports' ? { method: 'POST' } : { method: 'POST', body },
      );
      expect([url, answer.status, answer.body.code]).toEqual([url, 409, 'customer_erased']);
    }
    const again = await post('/v1/customers', { identifiers: [{ kind: 'phone', value: words[0] }] });
    expect(again.customerId).not.toBe(customerId);
  });

  test('answers a repeat of an earlier request about the person by its refusal', async () => {
    const headers = { ...shop.key, 'idempotency-key': 'made-once-and-erased' };
    const body = { identifiers: [{ kind: 'phone', value: '13900007777' }] };
    const made = await call('/v1/customers', { method: 'POST', headers, body });
    await call(`/v1/customers/${made.body.customerId as string}/erasures`, {
      method: 'POST',
      body: { because: 'retention' },
    });
    const repeat = await call('/v1/customers', { method: 'POST', headers, body });
    expect([repeat.status, repeat.body.code]).toEqual([409, 'customer_erased']);
  });

  test('wins over a note that is written at the same moment: one or the other, never a note that somebody can read', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, plant));
    await Promise.all(
      people.flatMap(({ customerId }) => [
        call(`/v1/customers/${customerId}/erasures`, { method: 'POST', body: { because: 'guest_asked' } }),
        call(`/v1/customers/${customerId}/notes`, { method: 'POST', body: { kind: 'seat', text: 'a race' } }),
      ]),
    );
    for (const { customerId } of people) {
      expect((await call(`/v1/customers/${customerId}/notes`)).status).toBe(404);
    }
  });
});

/** What stands of a person in the tables by which they could be found again. */
async function tracesIn(customerId: string): Promise<{ hashes: string[]; hints: string[]; keys: string[] }> {
  const ctx = systemCtx(house.services, shop.merchantId);
  return inRead(ctx, async (tx) => {
    const rows = await tx.many<{ hash: Buffer; hint: string; wrapped: Buffer }>(sql`
      select i.hash, i.hint, k.wrapped
        from customer_identifier i
        join customer_key k on k.merchant_id = i.merchant_id and k.customer_id = i.customer_id
       where i.merchant_id = ${tx.merchantId}
         and i.customer_id in (select ${customerId}::uuid
                               union select from_customer_id from customer_link
                                      where merchant_id = ${tx.merchantId} and into_customer_id = ${customerId})`);
    return {
      hashes: rows.map(({ hash }) => hash.toString('hex')),
      hints: rows.map(({ hint }) => hint),
      keys: rows.map(({ wrapped }) => wrapped.toString('hex')),
    };
  });
}
