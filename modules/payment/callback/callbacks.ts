import type { RawRoute } from '@shuke/http';
import { isUuid } from '@shuke/kernel';
import { receiveCallback } from './receive-callback.ts';

const NOBODYS = '00000000-0000-0000-0000-000000000000';

/** Where providers tell of payments and refunds. They prove themselves by their signature over the very bytes. */
export const paymentCallbacks: readonly RawRoute[] = [
  {
    methods: ['POST'],
    url: '/v1/callbacks/:gateway/:accountId',
    handle: (services, { params, headers, body }) => {
      const { gateway = '', accountId = '' } = params;
      // The database would not compare what is no UUID.
      const known = isUuid(accountId) ? accountId : NOBODYS;
      return receiveCallback(services, { gateway, accountId: known, callback: { body, headers } });
    },
  },
];
