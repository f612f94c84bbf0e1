import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { NewChannelAccount } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { orderRoutes } from '@shuke/order';
import {
  DOUYIN_KEYS,
  MEITUAN_GROUP_KEYS,
  startChannelStandIns,
  type FaultPlan,
  type RunningChannels,
} from '@shuke/sandbox/stand-ins/channels';
import type { TestServices } from '@shuke/testkit';
import { channelCallbacks, channelRoutes, changeAccount } from '../index.ts';
import { openShop, valueOf, type Shop } from './shop.ts';

/** The server on a real port with the platforms' stand-ins beside it, and a shop that sells on all of them. */
export interface World {
  readonly platforms: RunningChannels;
  readonly url: string;
  shop: Shop;
  /** A call of the shop's own staff. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Answer }>;
}

/** What the answers of the API hold, each its part. */
export interface Answer {
  readonly code?: string;
  readonly items: readonly {
    readonly channelOrderId: string;
    readonly status: string;
    readonly platformNo: string;
    readonly orderId: string;
  }[];
  readonly refunds: readonly { readonly channelRefundId: string; readonly status: string }[];
  readonly tickets: readonly { readonly jobId: string; readonly escpos: string; readonly isReprint: boolean }[];
  readonly accountId: string;
  readonly offer: string;
  readonly consumptionId: string;
  readonly status: string;
  readonly orderId: string;
  readonly customerId: string | null;
}

export function openWorld(services: TestServices, faults?: FaultPlan): World {
  const world = {} as { -readonly [K in keyof World]: World[K] };
  let app: Awaited<ReturnType<typeof createApp>>;
  beforeAll(async () => {
    world.platforms = await startChannelStandIns({ now: () => services.clock.now(), ...(faults ? { faults } : {}) });
    const authenticate = async () => ok(world.shop.ctx.actor);
    const routes = [...channelRoutes, ...orderRoutes];
    app = await createApp({ services, authenticate, routes, callbacks: channelCallbacks, isReady: async () => true });
    await app.listen({ port: 0, host: '127.0.0.1' });
    world.url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    world.shop = await openShop(services, { baseUrl: `${world.platforms.url}/channels/eleme` });
    world.call = async (method, path, body) => {
      const headers = { 'idempotency-key': newId(), authorization: 'Bearer test', 'content-type': 'application/json' };
      const init =
        body === undefined ? { method, headers: { ...headers } } : { method, headers, body: JSON.stringify(body) };
      if (body === undefined) delete (init.headers as Record<string, string>)['content-type'];
      const response = await fetch(world.url + path, init);
      const text = await response.text();
      return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer };
    };
  });
  afterAll(async () => {
    await world.platforms?.stop();
    await app?.close();
  });
  return world;
}

const KEYS = {
  meituan: {
    settings: { appId: '4411', appPoiCode: 'poi-1', publicUrl: 'http://nowhere' },
    secrets: { secret: 'meituan’s' },
  },
  meituan_group: {
    settings: { developerId: MEITUAN_GROUP_KEYS.developerId, shopId: 'S1' },
    secrets: { signKey: MEITUAN_GROUP_KEYS.signKey, appAuthToken: MEITUAN_GROUP_KEYS.appAuthToken },
  },
  douyin: {
    settings: { clientKey: DOUYIN_KEYS.clientKey, poiId: DOUYIN_KEYS.poiId },
    secrets: { clientSecret: DOUYIN_KEYS.clientSecret },
  },
} satisfies Record<string, Pick<NewChannelAccount, 'settings' | 'secrets'>>;

/** Connects the shop to another platform by the API, and answers the account's id. */
export async function connect(world: World, channel: keyof typeof KEYS, more: object = {}): Promise<string> {
  const account = {
    storeCode: 'S1',
    channel,
    baseUrl: `${world.platforms.url}/channels/${channel}`,
    ...KEYS[channel],
    ...more,
  };
  const { status, body } = await world.call('POST', '/v1/channel-accounts', account);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  const { accountId } = body;
  if (channel === 'meituan') {
    valueOf(await changeAccount(world.shop.ctx, accountId, { settings: { publicUrl: world.url } }));
  }
  return accountId;
}

export const callbackUrl = (world: World, channel: string, accountId: string): string =>
  `${world.url}/v1/callbacks/channels/${channel}/${accountId}`;
