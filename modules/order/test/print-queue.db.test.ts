import { beforeEach, expect, test } from 'vitest';
import { followAll, inTx, relayOnce } from '@shuke/db';
import { DAY_MS, MINUTE_MS, must, newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { kitchenFollower, queueTickets } from '../index.ts';
import { claimTickets } from '../print/claim-tickets.ts';
import { finishTicket } from '../print/finish-ticket.ts';
import { forgetTickets } from '../print/jobs.ts';
import type { KitchenTicket } from '../print/ticket.ts';
import { valueOf, type Shop } from './shop.ts';
import { openTill, sale, sells } from './till.ts';

const services = testServices();
let shop: Shop;
beforeEach(async () => {
  shop = await openTill(services, null);
});

const ticket: KitchenTicket = {
  kind: 'kitchen',
  heading: '12',
  store: '人民广场店',
  source: 'delivery',
  at: '2026-03-02 10:15',
  wantedAt: null,
  lines: [{ name: '牛肉面', quantity: '1', choices: null }],
  remark: null,
};
const queue = (referenceId: string = newId()) =>
  inTx(shop.ctx, {}, async (tx) => ok(await queueTickets(tx, [{ storeId: shop.storeId, referenceId, ticket }])));
const claim = async (ctx = shop.ctx) => valueOf(await claimTickets(ctx, { storeCode: 'S1' })).tickets;

test('of many printers each gets other tickets, and all of them are given out', async () => {
  for (let n = 0; n < 30; n += 1) await queue();
  const given = await Promise.all(
    Array.from({ length: 10 }, async () => valueOf(await claimTickets(shop.ctx, { storeCode: 'S1', most: 3 })).tickets),
  );
  const ids = given.flat().map(({ jobId }) => jobId);
  expect(ids).toHaveLength(30);
  expect(new Set(ids).size).toBe(30);
});

test('a ticket is queued once for what it is about, and printed by whoever holds it', async () => {
  const about = newId();
  await queue(about);
  await queue(about);
  const [given, ...more] = await claim();
  expect(more).toEqual([]);
  const other = { ...shop.ctx, actor: { ...shop.ctx.actor, id: newId() } };
  const { jobId } = must(given, 'one was queued');
  expect(await finishTicket(other, jobId)).toMatchObject({ refusal: { code: 'print_job_not_yours' } });
  services.clock.advanceMs(2 * MINUTE_MS);
  expect(await claim(other)).toMatchObject([{ jobId, isReprint: true }]);
  expect(await finishTicket(shop.ctx, jobId)).toMatchObject({ refusal: { code: 'print_job_not_yours' } });
  valueOf(await finishTicket(other, jobId));
  services.clock.advanceMs(2 * MINUTE_MS);
  expect(await claim()).toEqual([]);
  expect(await finishTicket(shop.ctx, newId())).toMatchObject({ refusal: { code: 'print_job_not_found' } });
});

test('the kitchen learns of what guests order on their phones, and of nothing that a till sells', async () => {
  await sells(shop.ctx, sale({ NOODLE: 1 }, '22.00'));
  const { orderId } = await sells(shop.ctx, sale({ TEA: 2 }, '12.00', { source: 'mini_program' }));
  while ((await relayOnce(services)) > 0);
  await followAll(services, shop.ctx.actor.merchantId, [kitchenFollower]);
  const given = await claim();
  expect(given.map(({ referenceId }) => referenceId)).toEqual([orderId]);
  const text = new TextDecoder('gb18030').decode(Buffer.from(given[0]!.escpos, 'base64'));
  expect(text).toContain('2 × 酸梅汤');
});

test('tickets that nobody printed are forgotten after three days', async () => {
  await queue();
  services.clock.advanceMs(3 * DAY_MS + MINUTE_MS);
  expect(await forgetTickets(shop.ctx)).toBe(1);
  expect(await claim()).toEqual([]);
});
