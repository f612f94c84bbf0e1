import { refuse, type Refused } from '@shuke/kernel';
import type { Place } from '@shuke/merchant';
import type { PlaceRefusal } from '../errors.ts';
import type { Ask } from './ask.ts';
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
  const isUnknown = customerId !== null && !situation.customers.has(customerId);
  return isUnknown ? refuse('customer_not_found', { customerId, merchantId }) : null;
}

function whyNotShift({ shifts }: Situation, { merchantId, checkout }: Ask, { storeId }: Place) {
  const shiftId = checkout?.shiftId;
  if (!shiftId) return null;
  const shift = shifts.get(shiftKey(merchantId, shiftId));
  if (!shift || shift.storeId !== storeId) return refuse('shift_not_found', { shiftId });
  return shift.isClosed ? refuse('shift_closed', { shiftId }) : null;
}

function whyNotBill({ bills }: Situation, { merchantId, checkout }: Ask, { storeId }: Place) {
  const bill = checkout?.bill;
  if (!bill) return null;
  const known = bills.get(billKey(merchantId, bill.billId));
  if (!known || known.storeId !== storeId) return refuse('bill_not_found', { billId: bill.billId });
  if (known.status !== 'open') return refuse('bill_not_open', { status: known.status });
  return known.version === bill.version ? null : refuse('bill_changed', { version: known.version });
}
