import { expect, test } from 'vitest';
import { DAY_MS } from '@shuke/kernel';
import { happeningsOf } from '../followers.ts';
import { spanOf } from '../span.ts';
import { batchLabels, costWithin } from '../touchpoint.ts';

test('a batch numbers its labels, at most 200 of them', () => {
  expect(batchLabels({ label: 'Table #', from: 9, to: 11 })).toEqual(['Table 9', 'Table 10', 'Table 11']);
  expect(batchLabels({ label: '#号桌', from: 1, to: 200 })).toHaveLength(200);
  for (const wrong of [
    { label: 'Table #', from: 2, to: 1 },
    { label: 'Table #', from: 1, to: 201 },
    { label: 'Table', from: 1, to: 2 },
  ])
    expect(batchLabels(wrong)).toBeNull();
});

test('a cost counts whole where it was paid once, and by 30 days where it comes each month', () => {
  expect(costWithin({ costMinor: 9999, costPer: 'once' }, DAY_MS)).toBe(9999);
  expect(costWithin({ costMinor: 3000, costPer: 'month' }, 30 * DAY_MS)).toBe(3000);
  expect(costWithin({ costMinor: 3000, costPer: 'month' }, DAY_MS)).toBe(100);
  expect(costWithin({ costMinor: 45, costPer: 'month' }, DAY_MS)).toBe(2);
});

test('a span is the last 30 days unless told, and never empty or longer than 400 days', () => {
  const now = new Date('2026-03-31T00:00:00Z');
  expect(spanOf({}, now)).toEqual({ from: new Date('2026-03-01T00:00:00Z'), to: now });
  expect(spanOf({ from: '2026-03-31T00:00:00Z' }, now)).toBeNull();
  expect(spanOf({ from: '2024-03-31T00:00:00Z' }, now)).toBeNull();
});

test('an order is written down once, and as a payment where it was paid at a touchpoint', () => {
  const order = { orderId: 'O', storeId: 'S', customerId: null, payableMinor: 100, orderedAt: '2026-03-01T00:00:00Z' };
  const kinds = (type: 'order.paid' | 'order.recorded', own: object) =>
    happeningsOf({ type, payload: { ...order, ...own } }).map(({ kind, touchpointId }) => [kind, touchpointId]);
  expect(kinds('order.paid', { touchpointId: 'T' })).toEqual([
    ['order', 'T'],
    ['payment', 'T'],
  ]);
  expect(kinds('order.recorded', { touchpointId: 'T' })).toEqual([['order', 'T']]);
  expect(kinds('order.paid', { touchpointId: null })).toEqual([['order', null]]);
  expect(kinds('order.paid', {})).toEqual([['order', null]]);
});
