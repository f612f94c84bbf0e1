import { hash } from 'node:crypto';
import type { CheckoutRequest, QuoteRequest } from '@shuke/contract';
import type { Actor } from '@shuke/db';
import { plainCode } from '../order.ts';

/** What a till asks for: a quote, or a checkout, which is a quote that is paid. */
export interface Ask {
  readonly merchantId: string;
  /** Of staff who work in one store, that one. */
  readonly actorStoreId: string | null;
  readonly cart: QuoteRequest;
  /** Who pays, once an identifier has been looked up. */
  readonly customerId: string | null;
  /** Coupon codes in their stored form. */
  readonly codes: readonly string[];
  /** Null for a quote. */
  readonly checkout: Checkout | null;
  /** The instant that decides its price, of what was quoted and paid before it is settled; null for now. */
  readonly pricedAt: Date | null;
  /** Who pays became known by the payment alone, after the price was told: the order is theirs, the price a stranger's. */
  readonly asStranger: boolean;
}

/** A tender as it is asked for. That of a payment provider pays what the others leave, where it names no amount. */
export interface TenderAsk {
  readonly kind: CheckoutRequest['tenders'][number]['kind'] | 'gateway';
  readonly amount: string | null;
  readonly cardNumber?: string | undefined;
}

export interface Checkout {
  readonly orderRef: string;
  /** Of everything that was asked; a repeat must be equal. */
  readonly contentHash: Buffer;
  readonly due: string | null;
  readonly tenders: readonly TenderAsk[];
  readonly sellerId: string | null;
  readonly shiftId: string | null;
  readonly bill: CheckoutRequest['bill'] | null;
  readonly touchpointId: string | null;
  /** Sealed. */
  readonly note: Buffer | null;
}

/** Who pays, and what that person asked for in words, sealed. */
export interface Payer {
  readonly customerId: string | null;
  readonly note: Buffer | null;
}

export const quoteAsk = (actor: Actor, cart: QuoteRequest, customerId: string | null): Ask => ({
  merchantId: actor.merchantId,
  actorStoreId: actor.storeId,
  cart,
  customerId,
  codes: (cart.coupons ?? []).map(plainCode),
  checkout: null,
  pricedAt: null,
  asStranger: false,
});

/** A checkout, whose last tender may be that of a payment provider. */
export type AskedSale = Omit<CheckoutRequest, 'tenders'> & { readonly tenders: readonly TenderAsk[] };

export function checkoutAsk(actor: Actor, request: AskedSale, { customerId, note }: Payer): Ask {
  const { orderRef, due = null, tenders, sellerId = null, shiftId = null, bill = null, ...rest } = request;
  const { touchpointId = null, note: _, ...cart } = rest;
  // The identifier's hash leads to the customer, so that no personal data is remembered of the request.
  const content = JSON.stringify({ ...request, customer: undefined, customerId });
  const contentHash = hash('sha256', content, 'buffer').subarray(0, 16);
  const checkout = { orderRef, contentHash, due, tenders, sellerId, shiftId, bill, touchpointId, note };
  return { ...quoteAsk(actor, cart, customerId), checkout };
}
