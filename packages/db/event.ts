import type { EventPayloads, EventType } from '@shuke/contract';

/** A domain event on its way out. Payloads hold ids, codes and amounts, never personal data. */
export interface NewEvent<T extends EventType = EventType> {
  readonly type: T;
  readonly payload: EventPayloads[T];
}

/** An event of one of the merchants that a batch acts for. */
export type MerchantEvent = NewEvent & { readonly merchantId: string };
