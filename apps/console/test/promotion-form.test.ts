import type { PromotionRule } from '@shuke/contract';
import { expect, test } from 'vitest';
import { BENEFIT_KINDS, bodyOf, FIRST_PROMOTION, formOf } from '../src/pages/promotions/promotion-form.ts';

const rule = (benefit: PromotionRule['benefit']): PromotionRule => ({ trigger: 'automatic', priority: 0, benefit });

const BENEFITS: PromotionRule['benefit'][] = [
  { kind: 'percent', level: 'order', offBps: 1500, cap: '20.00' },
  { kind: 'cash', level: 'line', amount: '3.00' },
  { kind: 'threshold', level: 'order', every: '100.00', off: '10.00', times: 3 },
  { kind: 'steps', level: 'order', steps: [{ from: '50.00', off: '5.00' }] },
  { kind: 'unit_price', to: { price: '9.90' } },
  { kind: 'unit_price', to: { offBps: 2000 } },
  { kind: 'unit_price', to: { prices: [{ sku: 'TEA', price: '8.00' }] } },
  { kind: 'nth_item', nth: 2, offBps: 5000 },
  { kind: 'buy_get', buy: 2, get: 1, offBps: 10_000, getScope: { categories: ['drink'] } },
  {
    kind: 'bundle',
    parts: [
      { scope: {}, quantity: 1 },
      { scope: { skus: ['TEA'] }, quantity: 2 },
    ],
    price: '30.00',
  },
  { kind: 'exchange', price: '0', cap: '12.00' },
  { kind: 'delivery', offBps: 10_000 },
  { kind: 'points', as: 'tender', pointsPerStep: 100, step: '1.00', maxShareBps: 5000 },
];

test('every kind of benefit goes through the form and back as it was', () => {
  expect(new Set(BENEFITS.map(({ kind }) => kind))).toEqual(new Set(BENEFIT_KINDS));
  for (const benefit of BENEFITS) {
    expect(bodyOf(formOf({ name: 'A', rule: rule(benefit) }))).toEqual({ name: 'A', rule: rule(benefit) });
  }
});

test('conditions that no field shows are sent again by who edits the rest', () => {
  const kept: PromotionRule = {
    ...rule(BENEFITS[0]!),
    excludes: ['0198c0de-0000-7000-8000-000000000001'],
    conditions: { cards: ['gold'], minAmount: '30.00', of: { skus: ['NOODLES'] } },
  };
  expect(bodyOf(formOf({ name: 'A', rule: kept })).rule).toEqual(kept);
});

test('what another kind of benefit was filled with is not sent', () => {
  const form = formOf({ name: 'A', rule: rule(BENEFITS[2]!) });
  form.rule.benefit = { ...form.rule.benefit, kind: 'cash', amount: '5' };
  expect(bodyOf(form).rule.benefit).toEqual({ kind: 'cash', level: 'order', amount: '5' });
});

test('fields that were emptied again are not sent, and a priority of nought is', () => {
  const { rule: sent } = bodyOf({
    name: ' Tuesday ',
    rule: {
      ...FIRST_PROMOTION.rule,
      exclusive: false,
      group: '',
      scope: { skus: [] },
      conditions: { weekdays: [], minAmount: '', stores: ['MAIN'] },
      caps: {},
    },
  });
  expect(sent).toEqual({
    trigger: 'automatic',
    priority: 0,
    conditions: { stores: ['MAIN'] },
    benefit: { kind: 'percent', level: 'order', offBps: 1000 },
  });
});
