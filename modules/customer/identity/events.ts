import type { NewEvent } from '@shuke/db';
import type { DeviceJump } from './device-jumps.ts';

/** Where somebody was seen for the first time. */
interface Arrival {
  readonly source: string;
  readonly touchpointId?: string | null | undefined;
}

export const customerCreated = (customerId: string, { source, touchpointId = null }: Arrival): NewEvent => ({
  type: 'customer.created',
  payload: { customerId, source, touchpointId },
});

export const identifierAdded = (customerId: string, kind: string, source: string): NewEvent => ({
  type: 'customer.identifier_added',
  payload: { customerId, kind, source },
});

export const identifierVerified = (customerId: string, kind: string): NewEvent => ({
  type: 'customer.identifier_verified',
  payload: { customerId, kind },
});

export const identifierReleased = (customerId: string, kind: string): NewEvent => ({
  type: 'customer.identifier_released',
  payload: { customerId, kind },
});

export const codeRequested = (verificationId: string, customerId: string): NewEvent => ({
  type: 'customer.code_requested',
  payload: { verificationId, customerId },
});

export const deviceFlagged = (storeId: string, { fromStoreId, metres, seconds }: DeviceJump): NewEvent => ({
  type: 'customer.device_flagged',
  payload: { storeId, fromStoreId, metres, seconds },
});

/** Only where a touchpoint was named: what happens at touchpoints is followed, who comes by is the till's to know. */
export const customerRecognised = (
  customerId: string,
  { storeId, touchpointId }: { readonly storeId: string; readonly touchpointId?: string | undefined },
): NewEvent[] =>
  touchpointId === undefined ? [] : [{ type: 'customer.recognised', payload: { customerId, storeId, touchpointId } }];
