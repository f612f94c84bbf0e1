import type { NewEvent } from '@shuke/db';

interface Met {
  readonly touchpointId: string;
  readonly storeId: string | null;
  readonly customerId: string | null;
}

export const touchpointScanned = ({ touchpointId, storeId, customerId }: Met): NewEvent => ({
  type: 'touchpoint.scanned',
  payload: { touchpointId, storeId, customerId },
});

export const touchpointJoined = ({ touchpointId, storeId, customerId }: Met): NewEvent => ({
  type: 'touchpoint.joined',
  payload: { touchpointId, storeId, customerId },
});

export const codeRotated = (touchpointId: string): NewEvent => ({
  type: 'touchpoint.code_rotated',
  payload: { touchpointId },
});
