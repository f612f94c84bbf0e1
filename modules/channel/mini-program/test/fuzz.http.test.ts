import { expect, test } from 'vitest';
import { createApp } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { fuzzApp, testServices } from '@shuke/testkit';
import { admitGuest, channelRoutes } from '../../index.ts';
import { openWorld } from './world.ts';

const services = testServices();
const world = openWorld(services);
const SEED = Number(process.env.SHUKE_FUZZ_SEED || 1);

test('800 malformed requests of a phone are each refused or served, without a stack trace or a server error', async () => {
  const phone = await world.phoneOf('fuzz');
  const { body } = await phone.order({ TEA: 1 });
  const { paymentId } = body['payment'] as unknown as { paymentId: string };
  // Without signing out, after which nothing would be reached any more.
  const routes = channelRoutes.filter(({ access, method }) => access === 'guest' && method !== 'DELETE');
  const app = await createApp({
    services,
    authenticate: async () => ok(world.ctx.actor),
    admitGuest,
    routes,
    isReady: async () => true,
    publicCallsPerMinute: 100_000,
  });
  const headers = { authorization: `Bearer ${phone.token}` };
  const values = [paymentId, 'S1', 'TEA', 'NOODLE', world.appId];
  const report = await fuzzApp(app, { requests: 800, seed: SEED, headers, values });
  await app.close();
  expect(report.faults).toEqual([]);
  for (const status of [200, 400, 404]) expect(report.byStatus[status], `${status}`).toBeGreaterThan(0);
}, 60_000);
