import { refuse, type Refusal, type Refused } from '@shuke/kernel';
import type { Place } from '@shuke/merchant';
import { sameGoods } from '../bill/bill.ts';
import type { PlaceRefusal } from '../errors.ts';
import { parseQuantityMilli } from '../order.ts';
import type { Ask } from './ask.ts';
import type { ShiftState } from './checkout-store.ts';
import { billKey, shiftKey, type Situation } from './situation.ts';

/** Why nothing is sold to this guest here and now, or null. Closed stores sell nothing; a till's late receipts are recorded. */
export function whyNotHere(situation: Situation, ask: Ask, place: Place): Refused<PlaceRefusal> | null {
  const { merchantId, customerId, actorStoreId, cart, checkout } = ask;
  if (actorStoreId !== null && actorStoreId !== place.storeId) {
    return refuse('order_store_not_yours', { storeCode: cart.storeCode });
  }
  if (!place.active) return refuse('store_closed', { storeCode: cart.storeCode });
  const why = checkout && (whyNotShift(situation, ask, place) ?? whyNotBill(situation, ask, place));
  if (why) return why;
  const sellerId = checkout?.sellerId ?? null;
  if (sellerId !== null && !situation.sellers.has(sellerId)) return refuse('seller_not_found', { sellerId });
  const isUnknown = customerId !== null && !situation.customers.has(customerId);
  return isUnknown ? refuse('customer_not_found', { customerId, merchantId }) : null;
}

function whyNotShift({ shifts }: Situation, { merchantId, checkout }: Ask, { storeId }: Place) {
  const shiftId = checkout?.shiftId;
  return shiftId ? shiftFault(shifts.get(shiftKey(merchantId, shiftId)), { shiftId, storeId }) : null;
}

/** Why a till cannot work in a shift that was looked up, or null. */
export function shiftFault(
  shift: ShiftState | undefined,
  { shiftId, storeId }: { readonly shiftId: string; readonly storeId: string },
): Refused<Refusal<'shift_not_found' | 'shift_closed'>> | null {
  if (!shift || shift.storeId !== storeId) return refuse('shift_not_found', { shiftId });
  return shift.isClosed ? refuse('shift_closed', { shiftId }) : null;
}

// A bill is paid whole; a part of it is split off first and paid by itself.
function whyNotBill({ bills }: Situation, { merchantId, checkout, cart }: Ask, { storeId }: Place) {
  const bill = checkout?.bill;
  if (!bill) return null;
  const known = bills.get(billKey(merchantId, bill.billId));
  if (!known || known.storeId !== storeId) return refuse('bill_not_found', { billId: bill.billId });
  if (known.status !== 'open') return refuse('bill_not_open', { status: known.status });
  if (known.version !== bill.version) return refuse('bill_changed', { version: known.version });
  const asked = cart.lines.map(({ sku, quantity }) => ({ sku, quantityMilli: parseQuantityMilli(quantity) ?? 0 }));
  return sameGoods(known.lines, asked) ? null : refuse('bill_lines_differ', { billId: bill.billId });
}
