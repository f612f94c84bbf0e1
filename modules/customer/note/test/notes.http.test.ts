import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { inRead, sql } from '@shuke/db';
import { createApp } from '@shuke/http';
import { DAY_MS, newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { newCustomer } from '../../consent/test/model.ts';
import { customerRoutes } from '../../index.ts';

const services = testServices();
const merchantId = newId();
let role: Role = 'cashier';
let app: Awaited<ReturnType<typeof createApp>>;
let customer = '';

beforeAll(async () => {
  const authenticate = async () => ok(actAs(services, merchantId, role).actor);
  const routes = customerRoutes({ dataMap: [], cardsOf: async () => new Map(), visitsOf: async () => new Map() });
  app = await createApp({ services, authenticate, routes, isReady: async () => true });
  customer = await newCustomer(actAs(services, merchantId));
});
afterAll(() => app.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface Asked {
  readonly body?: object;
  readonly of?: string;
}

const call = async (method: Method, path: string, { body, of = customer }: Asked = {}) => {
  const url = `/v1/customers/${of}${path}`;
  const headers = { 'idempotency-key': newId() };
  const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
};

const texts = async (as: Role): Promise<string[]> => {
  role = as;
  return (await call('GET', '/notes')).body.items.map((note: { text: string }) => note.text);
};

describe('service notes', () => {
  test('are read by the roles that they are for, until they end', async () => {
    role = 'cashier';
    await call('POST', '/notes', { body: { kind: 'seat', text: '靠窗 window seat' } });
    await call('POST', '/notes', { body: { kind: 'allergy', text: 'peanuts', visibleTo: ['cashier'] } });
    await call('POST', '/notes', { body: { kind: 'other', text: 'for today', expiresAt: '2026-03-02T12:00:00Z' } });
    expect(await texts('cashier')).toEqual(['靠窗 window seat', 'peanuts', 'for today']);
    expect(await texts('guide')).toEqual(['靠窗 window seat', 'for today']);
    expect(await texts('owner')).toEqual(['靠窗 window seat', 'peanuts', 'for today']);
    expect(await texts('marketer')).toEqual([]);
    services.clock.advanceMs(DAY_MS);
    expect(await texts('cashier')).toEqual(['靠窗 window seat', 'peanuts']);
    services.clock.advanceMs(366 * DAY_MS);
    expect(await texts('cashier')).toEqual(['peanuts']);
  });

  test('are taken away and put back, by who may read them', async () => {
    const someone = await newCustomer(actAs(services, merchantId));
    role = 'cashier';
    const { noteId } = (
      await call('POST', '/notes', { body: { kind: 'seat', text: 'A', visibleTo: ['cashier'] }, of: someone })
    ).body;
    const left = async () => (await call('GET', '/notes', { of: someone })).body.items.length;
    role = 'guide';
    expect((await call('DELETE', `/notes/${noteId}`, { of: someone })).status).toBe(404);
    role = 'cashier';
    expect((await call('DELETE', `/notes/${noteId}`, { of: someone })).status).toBe(204);
    expect(await left()).toBe(0);
    expect((await call('DELETE', `/notes/${noteId}`, { of: someone })).body.code).toBe('note_not_found');
    expect((await call('POST', `/notes/${noteId}/restoration`, { of: someone })).status).toBe(200);
    expect(await left()).toBe(1);
  });

  test('are fifty at most, of however many that are written at once', async () => {
    const someone = await newCustomer(actAs(services, merchantId));
    role = 'cashier';
    const one = { kind: 'other', text: 'hello' };
    const all = await Promise.all(Array.from({ length: 60 }, () => call('POST', '/notes', { body: one, of: someone })));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(all.find(({ status }) => status !== 201)?.body.code).toBe('notes_too_many');
  });

  test('end after they begin, and are of somebody', async () => {
    role = 'cashier';
    const over = { kind: 'other', text: 'late', expiresAt: '2026-01-01T00:00:00Z' };
    expect((await call('POST', '/notes', { body: over })).body.code).toBe('note_already_over');
    expect((await call('POST', '/notes', { body: { kind: 'seat', text: 'A' }, of: newId() })).body.code).toBe(
      'customer_not_found',
    );
    expect((await call('GET', '/notes', { of: newId() })).body.code).toBe('customer_not_found');
  });
});

describe('a profile', () => {
  const profile = { name: '王小明', salutation: 'mr', birthday: '1990-02-28', locale: 'zh-CN' };

  test('is changed by parts, shown as each role may see it, and sealed where it stands', async () => {
    role = 'owner';
    expect((await call('PATCH', '/profile', { body: profile })).body).toEqual(profile);
    role = 'guide';
    expect((await call('PATCH', '/profile', { body: { salutation: null } })).body).toEqual({
      ...profile,
      salutation: null,
      birthday: null,
    });
    role = 'marketer';
    expect((await call('GET', '/profile')).body).toMatchObject({ name: '王**', birthday: '--02-**' });
    expect((await call('PATCH', '/profile', { body: { name: '王**' } })).body.code).toBe('invalid_request');
    role = 'owner';
    expect((await call('GET', '/profile')).body).toEqual({ ...profile, salutation: null });
    expect((await call('PATCH', '/profile', { body: { name: null } })).body.name).toBeNull();
    await call('PATCH', '/profile', { body: { name: '王小明', birthday: '--02-29' } });
    const rows = await inRead(actAs(services, merchantId), (tx) =>
      tx.one<{ text: string; answers: string }>(sql`
        select (select string_agg(encode(name, 'escape') || encode(birthday, 'escape'), '') from customer_profile
                 where merchant_id = ${merchantId}) as text,
               (select string_agg(answer::text, '') from idempotency where merchant_id = ${merchantId}) as answers`),
    );
    expect(rows.text + rows.answers).not.toMatch(/王小明|02-28|window seat/);
  });

  test.each(['1990-02-30', '2027-12-01', '2023-02-29', '--13-01', '1890-01-01'])(
    '%s is no birthday',
    async (birthday) => {
      services.clock.set('2026-03-02T02:00:00Z');
      role = 'guide';
      expect((await call('PATCH', '/profile', { body: { birthday } })).body.code).toBe('profile_birthday_invalid');
    },
  );
});
