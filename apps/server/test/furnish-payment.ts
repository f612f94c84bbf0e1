import { followAll, relayOnce } from '@shuke/db';
import { settlementFollower } from '@shuke/order';
import { startStandIns, type RunningStandIns } from '@shuke/sandbox/stand-ins';
import { done, type House, type Tenant } from './house.ts';

/** An account with a payment provider, an order that was paid through it, what goes back of it, and where its bill differs. */
export interface PaymentFurniture {
  readonly accountId: string;
  readonly paymentId: string;
  /** Due to be paid back. */
  readonly refundId: string;
  readonly differenceId: string;
  /** Whose bill there is. */
  readonly day: string;
}

type Post = (url: string, body?: object) => Promise<Record<string, string>>;

/** A payment of two of the goods that have a price, by a QR code. */
export const start = (orderRef: string, accountId: string, more: object = {}): object => ({
  orderRef,
  storeCode: 'S1',
  lines: [{ sku: 'P1', quantity: '2' }],
  tenders: [{ kind: 'gateway' }],
  scene: 'qr',
  accountId,
  ...more,
});

const TWO_DAYS_S = 172_800;

/** The provider is gone afterwards: what is asked of it from then on stays open. */
export async function furnishPayment(house: House, tenant: Tenant, post: Post): Promise<PaymentFurniture> {
  const { services } = house;
  const standIns = await startStandIns({ clock: () => services.clock.now(), tickMs: null });
  try {
    const { baseUrl, settings, secrets } = standIns.providers.wechat.account(tenant.merchantId);
    const account = { gateway: 'wechat', name: 'WeChat', baseUrl, publicUrl: 'http://nowhere', settings, secrets };
    const accountId = (await post('/v1/payment-accounts', account)).accountId!;
    const { paymentId, outTradeNo } = await pay(standIns, post, accountId);
    while ((await relayOnce(services)) > 0);
    await followAll(services, tenant.merchantId, [settlementFollower]);
    const read = (url: string) => done(house, url, { headers: tenant.key });
    const { orderId } = await read(`/v1/payments/${paymentId}`);
    const back = { storeCode: 'S1', lines: [{ line: 1, quantity: '1' }], reason: 'broken' };
    await post(`/v1/orders/${orderId as string}/refunds`, back);
    const { refunds } = (await read(`/v1/payments/${paymentId}`)) as unknown as { refunds: { refundId: string }[] };
    const day = services.clock.now().toISOString().slice(0, 10);
    const differenceId = await differ(standIns, { post, read, accountId, outTradeNo: outTradeNo!, day });
    return { accountId, paymentId: paymentId!, refundId: refunds[0]!.refundId, differenceId, day };
  } finally {
    await standIns.stop();
  }
}

function pay(standIns: RunningStandIns, post: Post, accountId: string): Promise<Record<string, string>> {
  const authCode = standIns.providers.wechat.newCode();
  standIns.desk.book.addCode(authCode, 'pays');
  return post('/v1/payments', start('P-1', accountId, { scene: 'payment_code', authCode }));
}

interface Differ {
  readonly post: Post;
  readonly read: (url: string) => Promise<Record<string, unknown>>;
  readonly accountId: string;
  readonly outTradeNo: string;
  readonly day: string;
}

async function differ(standIns: RunningStandIns, { post, read, accountId, outTradeNo, day }: Differ): Promise<string> {
  standIns.desk.mismatches.add(outTradeNo, 'missing');
  await standIns.desk.advanceTo(new Date(standIns.desk.clock.now().getTime() + TWO_DAYS_S * 1000));
  await post('/v1/payment-reconciliations', { accountId, day });
  const { items } = (await read('/v1/payment-differences')) as unknown as { items: { differenceId: string }[] };
  return items[0]!.differenceId;
}
