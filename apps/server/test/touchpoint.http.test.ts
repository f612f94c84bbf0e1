import { beforeAll, describe, expect, test } from 'vitest';
import type { FunnelView } from '@shuke/contract';
import { followAll, relayOnce } from '@shuke/db';
import { allFollowers } from '../followers.ts';
import { done, openHouse, openTenant, send, type Headers, type Tenant } from './house.ts';

const house = openHouse();
let tenant: Tenant;

beforeAll(async () => {
  tenant = await openTenant(house);
});

const post = (url: string, body: object, headers: Headers = tenant.key) =>
  done(house, url, { method: 'POST', headers, body });

/** Lets everything that follows from events happen. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await relayOnce(house.services);
    await followAll(house.services, tenant.merchantId, allFollowers);
  }
}

async function funnelOf(touchpointId: string): Promise<FunnelView['touchpoints'][number]> {
  const funnel = (await done(house, '/v1/touchpoints/funnel', { headers: tenant.key })) as unknown as FunnelView;
  return funnel.touchpoints.find((row) => row.touchpointId === touchpointId)!;
}

describe('a guest who scans, joins and buys', () => {
  test('is credited to the touchpoint where it began, and what they bought is an interest of theirs', async () => {
    const { touchpointId, code } = await post('/v1/touchpoints', {
      storeCode: 'S1',
      kind: 'poster',
      label: 'At the bus stop',
      cost: '60.00',
    });
    house.services.clock.advanceMs(1000);
    const scanned = await house.app.inject({ url: `/t/${code as string}` });
    const device = { cookie: `shuke_device=${scanned.cookies.find(({ name }) => name === 'shuke_device')!.value}` };
    const phone = { kind: 'phone', value: '13800138111' };
    const consents = { membership: 0, personalisation: 0 };
    await post('/g/v1/joins', { code, identifier: phone, consents, language: 'zh-CN' }, device);
    house.services.clock.advanceMs(1000);
    const line = { sku: 'TEA', name: 'Tea', category: 'Drinks/Tea', quantity: '1', amount: '25.00' };
    const orderedAt = house.services.clock.now().toISOString();
    const order = { storeCode: 'S1', orderedAt, customer: phone, lines: [line] };
    await post('/v1/orders', { ...order, orderRef: 'T-1' });
    house.services.clock.advanceMs(1000);
    await settle();
    const credit = { members: 1, buyers: 1, orders: 1, revenue: '25.00' };
    expect(await funnelOf(touchpointId as string)).toMatchObject({
      scans: 1,
      visitors: 1,
      contacts: 1,
      firstTouch: credit,
      lastTouch: credit,
      cost: '60.00',
      costPerMember: { firstTouch: '60.00', lastTouch: '60.00' },
    });
    const words = (title: string) => ({ zh: { title, body: '' }, en: { title, body: '' } });
    const everybody = { slot: 'hero', scope: 'brand' };
    await post('/v1/content-rules', { ...everybody, content: words('Cake of the day'), priority: 5 });
    await post('/v1/content-rules', { ...everybody, content: words('New teas'), category: 'Drinks/Tea' });
    const pageFor = async (headers: Headers) => (await house.app.inject({ url: `/t/${code as string}`, headers })).body;
    expect(await pageFor(device)).toContain('New teas');
    expect(await pageFor({})).toContain('Cake of the day');
  });
});

describe('a sheet of codes', () => {
  test('is a PDF to keep', async () => {
    await post('/v1/touchpoints/batches', { storeCode: 'S1', kind: 'table', label: 'Table #', from: 1, to: 8 });
    const sheet = await house.app.inject({ url: '/v1/touchpoints/sheets?kind=table', headers: tenant.key });
    expect([sheet.statusCode, sheet.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(sheet.headers['content-disposition']).toContain('touchpoints.pdf');
    expect(sheet.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(sheet.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
  });

  test('of an address that is none is refused', async () => {
    const url = '/v1/touchpoints/sheets?baseUrl=javascript:alert(1)';
    expect((await send(house, url, { headers: tenant.key })).body.code).toBe('invalid_request');
  });
});
