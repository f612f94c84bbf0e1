import { beforeEach, expect, test } from 'vitest';
import { eventsAfter, relayOnce } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { grantStamps } from '../grant-stamps.ts';
import { adjustPoints, getMember } from '../index.ts';
import { turnInStamps } from '../turn-in-stamps.ts';
import { newCustomer, openShop, tally, valueOf } from './shop.ts';

const services = testServices();
beforeEach(() => services.clock.set('2026-03-02T02:00:00Z'));

const grant = (ctx: Parameters<typeof grantStamps>[0], to: { customerId: string; count: number; cardId?: string }) =>
  grantStamps(ctx, { key: newId(), cardId: 'coffee', reason: 'rung up without a card', ...to });

test('a full card is turned in for its reward, and who gives rewards is told', async () => {
  const { ctx } = await openShop(services);
  const alice = await newCustomer(ctx);
  valueOf(await grant(ctx, { customerId: alice, count: 4 }));
  const early = await turnInStamps(ctx, { key: newId(), customerId: alice, cardId: 'coffee' });
  expect(early).toMatchObject({ refusal: { code: 'insufficient_stamps', facts: { needed: 5, available: 4 } } });
  valueOf(await grant(ctx, { customerId: alice, count: 2 }));
  const turned = valueOf(await turnInStamps(ctx, { key: newId(), customerId: alice, cardId: 'coffee' }));
  expect(turned).toMatchObject({ stamps: 5, reward: { kind: 'item', sku: 'LATTE' } });
  expect(valueOf(await getMember(ctx, alice)).stampCards).toMatchObject([{ spendable: 1, owed: 0 }]);
  await relayOnce(services);
  const told = (await eventsAfter(ctx, 0)).find(({ type }) => type === 'loyalty.stamps_redeemed');
  expect(told?.payload).toMatchObject({ customerId: alice, sku: 'LATTE', templateId: null });
});

test('stamps end with their days', async () => {
  const { ctx } = await openShop(services);
  const alice = await newCustomer(ctx);
  valueOf(await grant(ctx, { customerId: alice, count: 5 }));
  services.clock.set('2026-05-31T02:00:00Z');
  const late = await turnInStamps(ctx, { key: newId(), customerId: alice, cardId: 'coffee' });
  expect(tally([late])).toEqual({ insufficient_stamps: 1 });
});

test('fifty tills at once turn a card of ten stamps in exactly twice', async () => {
  const { ctx } = await openShop(services);
  const alice = await newCustomer(ctx);
  valueOf(await grant(ctx, { customerId: alice, count: 10 }));
  const turned = await Promise.all(
    Array.from({ length: 50 }, () => turnInStamps(ctx, { key: newId(), customerId: alice, cardId: 'coffee' })),
  );
  expect(tally(turned)).toEqual({ ok: 2, insufficient_stamps: 48 });
});

test('what the programme does not have is refused by name', async () => {
  const { ctx } = await openShop(services, { points: null });
  const alice = await newCustomer(ctx);
  const adjust = (customerId: string) => adjustPoints(ctx, { key: newId(), customerId, amount: 1, reason: 'goodwill' });
  expect(
    tally([
      await grant(ctx, { customerId: alice, count: 1, cardId: 'tea' }),
      await grant(ctx, { customerId: newId(), count: 1 }),
      await turnInStamps(ctx, { key: newId(), customerId: alice, cardId: 'tea' }),
      await adjust(alice),
      await adjust(newId()),
      await getMember(ctx, newId()),
    ]),
  ).toEqual({ stamp_card_not_found: 2, customer_not_found: 3, points_not_offered: 1 });
});
