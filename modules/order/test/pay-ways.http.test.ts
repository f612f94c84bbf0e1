import { expect, test } from 'vitest';
import { testServices } from '@shuke/testkit';
import { openWorld, type GatewayName } from './pay-world.ts';

const services = testServices();
const world = openWorld(services);

const WAYS = [
  ['wechat', 'payment_code'],
  ['wechat', 'qr'],
  ['wechat', 'jsapi'],
  ['wechat', 'h5'],
  ['alipay', 'payment_code'],
  ['alipay', 'qr'],
  ['alipay', 'h5'],
  ['unionpay', 'payment_code'],
  ['stripe', 'terminal'],
] as const satisfies readonly (readonly [GatewayName, string])[];

const more = (gateway: GatewayName, scene: string): object => {
  if (scene === 'payment_code') return { authCode: world.code(gateway) };
  if (scene === 'jsapi') return { payerId: 'o-jsapi' };
  return {};
};

test.each(WAYS)(
  '%s takes a payment by %s, which becomes one order and goes back to its source',
  async (gateway, scene) => {
    if (!world.accounts.has(gateway)) world.accounts.set(gateway, await world.connect(gateway));
    const before = await world.books(gateway);
    const paid = await world.paid({ scene, accountId: world.accounts.get(gateway), ...more(gateway, scene) });
    if (paid.status === 'pending') {
      // At Alipay a page in a browser is a charge when the guest has opened it.
      if (paid.show?.url) await fetch(paid.show.url);
      await world.control(`trades/${paid.outTradeNo}/pay`);
      await world.advance(10);
      await world.sweep();
    } else await world.settle();
    const settled = await world.read(paid.paymentId);
    expect(settled).toMatchObject({ status: 'captured', orderId: expect.any(String) as string });
    expect(await world.books(gateway)).toMatchObject({ owed: before.owed + 2200, waiting: 0, due: 0 });
    const refund = { storeCode: 'S1', lines: [{ line: 1, quantity: '1' }], reason: 'cold' };
    expect((await world.call('POST', `/v1/orders/${settled.orderId}/refunds`, refund)).status).toBe(201);
    for (let i = 0; i < 6; i += 1) {
      await world.sweep();
      await world.advance(61);
    }
    expect((await world.read(paid.paymentId)).refunds).toMatchObject([{ amount: '22.00', status: 'refunded' }]);
    expect(await world.books(gateway)).toEqual({ ...before, sales: before.sales });
    expect(await world.faults()).toEqual([]);
  },
);
