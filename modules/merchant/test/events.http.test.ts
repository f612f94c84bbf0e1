import { expect, test } from 'vitest';
import { appendEvents, inTx, relayOnce } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { hire, keyOf, openHouse, openShop, send } from './shop.ts';

const house = openHouse();

test('the event feed goes on where the reader stands, each event once, and says where to go on', async () => {
  const shop = await openShop(house);
  const headers = await keyOf(shop, ['event:read']);
  const read = async (query = '') => {
    const { body, status } = await send(house.app, `/v1/events${query}`, { headers });
    expect(status).toBe(200);
    return body as unknown as {
      items: { position: number; type: string; payload: unknown; occurredAt: string }[];
      next: string;
    };
  };
  expect(await read()).toEqual({ items: [], next: '0' });
  const payloads = Array.from({ length: 4 }, () => ({ merchantId: newId() }));
  await inTx(shop.ctx, {}, async (tx) =>
    ok(
      await appendEvents(
        tx,
        payloads.map((payload) => ({ type: 'merchant.created', payload }) as const),
      ),
    ),
  );
  await relayOnce(house.services);
  const seen: unknown[] = [];
  let next = '0';
  for (let page = await read('?limit=2'); page.items.length > 0; page = await read(`?limit=2&after=${next}`)) {
    seen.push(...page.items);
    next = page.next;
  }
  expect(next).toBe('5');
  expect(seen).toMatchObject([
    { position: 1, type: 'merchant.created', payload: { merchantId: shop.merchantId } },
    ...payloads.map((payload, i) => ({ position: i + 2, payload })),
  ]);
  expect(await read(`?after=${next}`)).toEqual({ items: [], next });
});

test('the event feed is for who may read events, of the own merchant alone', async () => {
  const [shop, other] = [await openShop(house), await openShop(house)];
  await relayOnce(house.services);
  const cashier = await hire(house, shop, 'cashier');
  expect((await send(house.app, '/v1/events', { cookie: cashier.cookie })).status).toBe(403);
  const mine = await send(house.app, '/v1/events', { cookie: shop.owner.cookie });
  expect(JSON.stringify(mine.body)).not.toContain(other.merchantId);
  for (const after of ['-1', 'x', '9007199254740992', '1.5']) {
    expect((await send(house.app, `/v1/events?after=${after}`, { cookie: shop.owner.cookie })).status, after).toBe(400);
  }
});
