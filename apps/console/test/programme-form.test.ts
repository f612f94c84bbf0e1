import type { ProgrammeView } from '@shuke/contract';
import { expect, test } from 'vitest';
import { bodyOf, formOf } from '../src/pages/loyalty/programme-form.ts';
import { linesOf } from '../src/pages/orders/refund-lines.ts';

const PROGRAMME: ProgrammeView = {
  programmeId: '0198c0de-0000-7000-8000-000000000001',
  version: 3,
  points: {
    earn: { units: 1, per: '1.00' },
    burn: { unitsPerStep: 100, step: '1.00', maxShareBps: 5000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 7,
  },
  stampCards: [
    {
      cardId: 'bowls',
      name: 'Ten bowls',
      scope: { categories: ['noodles'] },
      stamps: 10,
      reward: { kind: 'item', sku: 'NOODLES' },
      validity: { kind: 'days', days: 90 },
    },
  ],
  tiers: [
    { tierId: 'guest', name: 'Guest', rank: 0, threshold: 0, windowMonths: 12, multiplierBps: 10_000, rights: [] },
    {
      tierId: 'friend',
      name: 'Friend',
      rank: 1,
      threshold: 500,
      windowMonths: 12,
      multiplierBps: 15_000,
      rights: [{ key: 'cake', newcomer: true, channels: ['till'] }],
    },
  ],
  downgrade: { policy: 'one_step', reviewMonths: 12 },
  storedValue: { enabled: true, bonusRules: [{ from: '100.00', bonus: '10.00' }], namedLimit: '5000.00' },
};

test('a programme goes through the form and back as it was, with what no field shows', () => {
  const { programmeId: _, version: __, ...terms } = PROGRAMME;
  expect(bodyOf(formOf(PROGRAMME))).toEqual(terms);
});

test('points that are switched off are not sent, nor is paying with them', () => {
  const form = formOf(PROGRAMME);
  expect(bodyOf({ ...form, hasPoints: false }).points).toBeNull();
  expect(bodyOf({ ...form, hasBurn: false }).points?.burn).toBeNull();
});

test('a way of ending that is chosen instead sends only its own fields', () => {
  const form = formOf(PROGRAMME);
  form.points.validity = { ...form.points.validity, kind: 'days', days: 30 };
  expect(bodyOf(form).points?.validity).toEqual({ kind: 'days', days: 30 });
});

test('goods of a stamp card that were emptied again are all goods, not none', () => {
  const form = formOf(PROGRAMME);
  form.stampCards = form.stampCards.map((card) => ({ ...card, scope: { categories: [], skus: [] } }));
  expect(bodyOf(form).stampCards[0]?.scope).toEqual({});
});

test('tiers that were added in another order are sent from the lowest', () => {
  const form = formOf({ ...PROGRAMME, tiers: PROGRAMME.tiers.toReversed() });
  expect(bodyOf(form).tiers.map(({ tierId }) => tierId)).toEqual(['guest', 'friend']);
});

test('a refund names only the lines of which something comes back, by their own numbers', () => {
  expect(linesOf({ 1: null, 2: '0', 3: '1.5' })).toEqual([{ line: 3, quantity: '1.5' }]);
  expect(linesOf()).toEqual([]);
});
