import { expect, test } from 'vitest';
import { appendEvents, eventsAfter, followAll, inTx, relayOnce, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { getTemplate, stampRewards } from '../index.ts';
import { newShop, newTemplate, valueOf } from './shop.ts';

const services = testServices();

/** Members turn a full card in, each for a coupon of the template. */
async function turnIns(ctx: Ctx, templateId: string | null, count: number): Promise<void> {
  await inTx(ctx, {}, async (tx) => {
    const payload = () => ({ turnInId: newId(), customerId: newId(), cardId: 'tea', stamps: 5, templateId, sku: null });
    const events = Array.from({ length: count }, () => ({
      type: 'loyalty.stamps_redeemed' as const,
      payload: payload(),
    }));
    return ok(await appendEvents(tx, events));
  });
  while ((await relayOnce(services)) > 0);
  await followAll(services, ctx.actor.merchantId, [stampRewards]);
  while ((await relayOnce(services)) > 0);
}

const told = async (ctx: Ctx): Promise<string[]> =>
  (await eventsAfter(ctx, 0)).map(({ type }) => type).filter((type) => type.startsWith('coupon.reward'));

test('each full card that is turned in gives its member one coupon, however often the events are read', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx);
  await turnIns(ctx, templateId, 3);
  await followAll(services, ctx.actor.merchantId, [stampRewards]);
  expect(valueOf(await getTemplate(ctx, templateId)).issued).toBe(3);
  expect(await told(ctx)).toEqual(Array.from({ length: 3 }, () => 'coupon.reward_given'));
});

test('a coupon that cannot be issued is told, and keeps nobody else from theirs', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { issueLimit: 1 });
  await turnIns(ctx, templateId, 2);
  expect(await told(ctx)).toEqual(['coupon.reward_given', 'coupon.reward_withheld']);
});

test('a reward that is an item gives no coupon', async () => {
  const ctx = await newShop(services);
  await turnIns(ctx, null, 1);
  expect(await told(ctx)).toEqual([]);
});
