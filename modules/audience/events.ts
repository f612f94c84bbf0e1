import type { NewEvent } from '@shuke/db';
import type { Audience } from './audience-store.ts';

type Told = Pick<Audience, 'audienceId' | 'version'>;

export const audienceEntered = ({ audienceId, version }: Told, customerId: string): NewEvent => ({
  type: 'audience.entered',
  payload: { audienceId, customerId, version },
});

export const audienceLeft = ({ audienceId, version }: Told, customerId: string): NewEvent => ({
  type: 'audience.left',
  payload: { audienceId, customerId, version },
});
