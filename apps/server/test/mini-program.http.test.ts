import { beforeAll, describe, expect, test } from 'vitest';
import { inRead, sql, systemCtx } from '@shuke/db';
import { openIdOf, unionIdOf } from '@shuke/sandbox/stand-ins';
import { furnish } from './furnish.ts';
import type { MiniProgramFurniture } from './furnish-mini-program.ts';
import { done, openHouse, openTenant, send, type Tenant } from './house.ts';

const house = openHouse();
let tenant: Tenant;
let phone: MiniProgramFurniture;
let customerId: string;

beforeAll(async () => {
  tenant = await openTenant(house);
  phone = (await furnish(house, tenant)).miniProgram;
  const order = await done(house, `/v1/orders/${phone.orderId}`, { headers: tenant.key });
  customerId = order['customerId'] as string;
});

const me = () => send(house, '/v1/mini-program/me', { headers: phone.guest });
const staff = (url: string, body: object) => done(house, url, { method: 'POST', headers: tenant.key, body });

describe('a guest who is signed in on a phone', () => {
  test('finds these calls described with the token that they need', async () => {
    const { body } = await send(house, '/openapi.json');
    const paths = body['paths'] as Record<string, Record<string, { security: object[] }>>;
    expect(paths['/v1/mini-program/orders']!['post']!.security).toEqual([{ guestToken: [] }]);
  });

  test('is told in an export of what is held on them', async () => {
    const exported = await staff(`/v1/customers/${customerId}/exports`, {});
    expect(JSON.stringify(exported)).toContain('mini_program_session');
  });

  test('is nobody’s customer any more on that phone once staff have released WeChat’s ids', async () => {
    expect((await me()).body).toMatchObject({ isCustomer: true });
    const programs = await done(house, '/v1/mini-programs', { headers: tenant.key });
    const [{ appId }] = programs['items'] as [{ appId: string }];
    const unionid = unionIdOf(tenant.merchantId, 'a guest');
    const ids = [
      { kind: 'wechat_openid', value: `${appId}:${openIdOf(appId, 'a guest')}` },
      { kind: 'wechat_unionid', value: unionid },
    ];
    for (const id of ids) await staff(`/v1/customers/${customerId}/identifier-releases`, id);
    expect((await me()).body).toMatchObject({ isCustomer: false });
    const order = await send(house, `/v1/mini-program/orders/${phone.orderId}`, { headers: phone.guest });
    expect([order.status, order.body.code]).toEqual([404, 'order_not_found']);
    for (const id of ids) await staff(`/v1/customers/${customerId}/identifiers`, id);
    expect((await me()).body).toMatchObject({ isCustomer: true });
  });

  test('is signed out by an erasure, which leaves nothing of the phone', async () => {
    await staff(`/v1/customers/${customerId}/erasures`, { because: 'guest_asked' });
    const { status, body } = await me();
    expect([status, body.code]).toEqual([401, 'guest_session_missing']);
    const left = await inRead(systemCtx(house.services, tenant.merchantId), (tx) =>
      tx.one<{ sessions: number; orders: number }>(sql`
        select (select count(*)::int from mini_program_session where merchant_id = ${tx.merchantId}) as sessions,
               (select count(*)::int from mini_program_order where merchant_id = ${tx.merchantId}) as orders`),
    );
    expect(left).toEqual({ sessions: 0, orders: 0 });
  });
});
