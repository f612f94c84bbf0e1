import { MEITUAN_GROUP_KEYS, elemePushSignature, startChannelStandIns } from '@shuke/sandbox/stand-ins/channels';
import { done, send, type House, type Tenant } from './house.ts';

/** A store on Ele.me with orders, one of which is asked for back, a ticket that is claimed, and a voucher that is spent. */
export interface ChannelFurniture {
  readonly accountId: string;
  /** One that is accepted, and two that wait. */
  readonly orderIds: readonly string[];
  readonly refundId: string;
  readonly consumptionId: string;
  readonly jobId: string;
}

type Post = (url: string, body?: object) => Promise<Record<string, string>>;

const SECRET = 'a secret of furniture';
const ELEME = {
  storeCode: 'S1',
  channel: 'eleme',
  baseUrl: 'http://127.0.0.1:9',
  settings: { appId: '1', appKey: 'key', shopId: '2' },
  secrets: { secret: SECRET, token: 'token' },
};

export async function furnishChannel(house: House, tenant: Tenant, post: Post): Promise<ChannelFurniture> {
  const { accountId } = await post('/v1/channel-accounts', ELEME);
  for (const orderId of ['F1', 'F2', 'F3']) await push(house, accountId!, { type: 10, message: lunch(orderId) });
  const asked = { orderId: 'F1', refundId: 'R1', reason: 'cold', updateTime: 1_772_416_800 };
  const read = (url: string) => done(house, url, { headers: tenant.key });
  const { items } = (await read('/v1/channel-orders')) as unknown as {
    items: { channelOrderId: string; platformNo: string }[];
  };
  const orderIds = items
    .toSorted((a, b) => (a.platformNo < b.platformNo ? -1 : 1))
    .map(({ channelOrderId }) => channelOrderId);
  await post(`/v1/channel-orders/${orderIds[0]}/acceptance`);
  await push(house, accountId!, { type: 30, message: asked });
  const { refunds } = (await read(`/v1/channel-orders/${orderIds[0]}`)) as unknown as {
    refunds: { channelRefundId: string }[];
  };
  const { tickets } = (await post('/v1/print-jobs/claims', { storeCode: 'S1' })) as unknown as {
    tickets: { jobId: string }[];
  };
  return {
    accountId: accountId!,
    orderIds,
    refundId: refunds[0]!.channelRefundId,
    consumptionId: await spendVoucher(post),
    jobId: tickets[0]!.jobId,
  };
}

const lunch = (orderId: string): object => ({
  orderId,
  createdAt: '2026-03-02T10:00:00',
  totalPrice: 20,
  groups: [{ type: 'normal', items: [{ id: 1, extendCode: 'P1', name: 'Soap', quantity: 1, total: 20 }] }],
});

async function push(house: House, accountId: string, { type, message }: { type: number; message: object }) {
  const text = JSON.stringify(message);
  const fields = { appId: 1, message: text, requestId: `${type} ${text}`, shopId: 2, timestamp: 1, type, userId: 3 };
  const body = { ...fields, signature: elemePushSignature(fields, SECRET) };
  const answer = await send(house, `/v1/callbacks/channels/eleme/${accountId}/push`, { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`the push was answered ${answer.status}: ${answer.text}`);
}

/** The platform is gone afterwards: what is asked of it from then on stays open. */
async function spendVoucher(post: Post): Promise<string> {
  const platforms = await startChannelStandIns();
  try {
    await post('/v1/channel-accounts', {
      storeCode: 'S1',
      channel: 'meituan_group',
      baseUrl: `${platforms.url}/channels/meituan_group`,
      settings: { developerId: MEITUAN_GROUP_KEYS.developerId, shopId: 'S1' },
      secrets: { signKey: MEITUAN_GROUP_KEYS.signKey, appAuthToken: MEITUAN_GROUP_KEYS.appAuthToken },
    });
    await platforms.control('meituan_group/vouchers', { code: 'furniture-1' });
    const asked = { storeCode: 'S1', channel: 'meituan_group', code: 'furniture-1' };
    const { offer } = await post('/v1/vouchers/preparations', asked);
    const { consumptionId } = await post('/v1/vouchers/consumptions', { storeCode: 'S1', offer });
    return consumptionId!;
  } finally {
    await platforms.stop();
  }
}
