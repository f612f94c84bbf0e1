import { followAll, relayOnce, systemCtx } from '@shuke/db';
import { MINUTE_MS } from '@shuke/kernel';
import { settlementFollower } from '@shuke/order';
import { askPayments } from '@shuke/payment';
import { miniProgramAccount, startStandIns, type RunningStandIns } from '@shuke/sandbox/stand-ins';
import { done, type Headers, type House, type Tenant } from './house.ts';

/** A mini program with a guest who is signed in and has paid an order on the phone. */
export interface MiniProgramFurniture {
  readonly accountId: string;
  /** What the guest's phone sends with everything. */
  readonly guest: Headers;
  readonly orderId: string;
  readonly paymentId: string;
}

type Post = (url: string, body?: object) => Promise<Record<string, string>>;

/** WeChat is gone afterwards. */
export async function furnishMiniProgram(house: House, tenant: Tenant, post: Post): Promise<MiniProgramFurniture> {
  const { services } = house;
  const standIns = await startStandIns({ clock: () => services.clock.now(), tickMs: null });
  try {
    const { accountId, appId } = await connect(standIns, post, tenant.merchantId);
    const code = standIns.miniPrograms.newCode({ kind: 'login', appId, guest: 'a guest' });
    const { token } = await post('/v1/mini-program/sessions', { accountId, code });
    const guest = { authorization: `Bearer ${token}` };
    const call = (url: string, body?: object) =>
      done(house, `/v1/mini-program/${url}`, {
        method: body ? 'POST' : 'GET',
        headers: guest,
        ...(body ? { body } : {}),
      });
    const cart = { storeCode: 'S1', lines: [{ sku: 'P1', quantity: '1' }] };
    const { payment } = (await call('orders', cart)) as unknown as { payment: { paymentId: string } };
    const { paymentId } = payment;
    const { outTradeNo } = await done(house, `/v1/payments/${paymentId}`, { headers: tenant.key });
    const trade = standIns.desk.book.all('wechat').find((one) => one.outTradeNo === outTradeNo);
    standIns.desk.book.guest(`wechat/${trade!.merchantNo}/${trade!.outTradeNo}`, 'pays');
    services.clock.advanceMs(MINUTE_MS);
    await askPayments(systemCtx(services, tenant.merchantId));
    while ((await relayOnce(services)) > 0);
    await followAll(services, tenant.merchantId, [settlementFollower]);
    const { orderId } = await call(`payments/${paymentId}`);
    return { accountId, guest, orderId: orderId as string, paymentId };
  } finally {
    await standIns.stop();
  }
}

async function connect(standIns: RunningStandIns, post: Post, name: string) {
  const { baseUrl, settings, secrets } = standIns.providers.wechat.account(name);
  const taking = { gateway: 'wechat', name: 'WeChat of the phone', storeCode: 'S1', baseUrl, settings, secrets };
  await post('/v1/payment-accounts', { ...taking, publicUrl: 'http://nowhere' });
  const app = miniProgramAccount(standIns.desk, standIns.miniPrograms, name);
  const appId = app.settings['appId']!;
  const program = { name: 'Phones', appId, appSecret: app.secrets['appSecret'], baseUrl: app.baseUrl };
  const { accountId } = await post('/v1/mini-programs', program);
  return { accountId: accountId!, appId };
}
