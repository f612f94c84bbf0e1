import type { NewEvent } from '@shuke/db';

export const merchantCreated = (merchantId: string): NewEvent<'merchant.created'> => ({
  type: 'merchant.created',
  payload: { merchantId },
});
