import type { NewEvent } from '@shuke/db';
import type { ConsentSaid } from './consent.ts';

export const consentSaid = ({ customerId, purpose, channel, granted, touchpointId }: ConsentSaid): NewEvent => ({
  type: granted ? 'consent.granted' : 'consent.withdrawn',
  payload: { customerId, purpose, channel, touchpointId },
});
