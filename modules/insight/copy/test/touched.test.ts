import { describe, expect, it } from 'vitest';
import { events, type EventType } from '@shuke/contract';
import { newId } from '@shuke/kernel';
import { TELLING, touchedBy } from '../touched.ts';

/** Events after which every published view is as it was, or of which another event tells what was written. */
const SAYS_NOTHING: readonly EventType[] = [
  'merchant.created',
  'customer.identifier_added',
  'customer.identifier_verified',
  'customer.identifier_released',
  'customer.code_requested',
  'customer.recognised',
  'customer.device_flagged',
  'gift.given',
  'bill.opened',
  'bill.changed',
  'bill.merged',
  'bill.voided',
  'channel.order_changed',
  'channel.refund_asked',
  'channel.voucher_consumed',
  'channel.callback_refused',
  'payment.captured',
  'payment.ended',
  'payment.settled',
  'payment.unsettled',
  'payment.doubted',
  'payment.refunded',
  'payment.refund_failed',
  'payment.difference_found',
  'shift.opened',
  'shift.closed',
  'coupon.reward_withheld',
  'coupon.expired',
  'promotion.rules_changed',
  'ledger.lots_expired',
  'loyalty.programme_set',
  'loyalty.units_adjusted',
  'loyalty.stamps_redeemed',
  'loyalty.value_added',
  'loyalty.value_refunded',
  'plan.drafted',
  'plan.issued',
  'touchpoint.joined',
  'touchpoint.code_rotated',
  'tag.added',
  'tag.retracted',
  'tag.restored',
  'audience.entered',
  'audience.left',
];

const at = '2026-03-02 02:00:00+00';

describe('what an event tells the copy', () => {
  it('is decided for every event that there is', () => {
    // Whoever adds an event finds it here: does a published view change with it?
    expect([...TELLING, ...SAYS_NOTHING].toSorted()).toEqual(Object.keys(events).toSorted());
  });

  it('is each thing once, however often it is named', () => {
    const orderId = newId();
    const touched = touchedBy([
      { type: 'order.recorded', payload: { orderId }, at },
      { type: 'order.recorded', payload: { orderId }, at },
    ]);
    expect([...touched.ids]).toEqual([['pub_order', new Set([orderId])]]);
  });

  it('is everything kept of somebody who was erased, and that the file is to be rewritten', () => {
    const customerId = newId();
    const touched = touchedBy([{ type: 'customer.erased', payload: { customerId }, at }]);
    expect(touched.erased).toBe(true);
    expect([...touched.ids.keys()]).toContain('pub_customer_tag');
    expect([...touched.ids.keys()]).toContain('pub_tag_evidence');
  });

  it('never becomes text of a statement that is no id', () => {
    const payload = { importId: "x' or 'x' = 'x" };
    expect(() => touchedBy([{ type: 'import.posted', payload, at }])).toThrow('UUIDs');
  });

  it('is nothing where a view is named that this copy does not keep', () => {
    const payload = { view: 'pub_tomorrow', ids: [newId()] };
    expect(touchedBy([{ type: 'view.rows_changed', payload, at }]).ids.size).toBe(0);
  });
});
