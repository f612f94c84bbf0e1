import type { RawRoute } from '@shuke/http';
import { isUuid } from '@shuke/kernel';
import type { ChannelAccount } from './channel.ts';
import { receiveCallback } from './receive-callback.ts';

const BASE = '/v1/callbacks/channels';

/** Where a platform calls for an account; a platform that registers an address a kind of telling adds it behind. */
export const callbackPathOf = ({ channel, accountId }: Pick<ChannelAccount, 'channel' | 'accountId'>): string =>
  `${BASE}/${channel}/${accountId}`;

/** Where platforms tell of orders and refunds. They prove themselves by their signature, and are answered in their own words. */
export const channelCallbacks: readonly RawRoute[] = [
  {
    methods: ['GET', 'POST'],
    url: `${BASE}/:channel/:accountId/:topic`,
    handle: async (services, { params, method, query, headers, body }) => {
      const { channel = '', accountId = '', topic = '' } = params;
      // The database would not compare what is no UUID.
      const known = isUuid(accountId) ? accountId : '00000000-0000-0000-0000-000000000000';
      const callback = { method, topic, query, headers, body };
      return receiveCallback(services, { channel, accountId: known, callback });
    },
  },
];
