import { expect, test } from 'vitest';
import { keptByDay } from '../people/kept.ts';
import type { People, Steady } from '../people/people.ts';

const state = (steady: Steady): People => ({ parts: [], storeIds: [], steady });

test('what was counted up to a day serves later states until something comes that is of such a day', () => {
  const of = {};
  const kept = keptByDay<string>();
  const monday = state({ of, before: 10 });
  kept(monday, 9).set('a', 'counted on Monday');
  expect(kept(state({ of, before: 11 }), 9).get('a')).toBe('counted on Monday');
  // A till that was offline sends an order of day 8.
  expect(kept(state({ of, before: 8 }), 9).get('a')).toBeUndefined();
  expect(kept(state({ of, before: 8 }), 7).get('a')).toBe('counted on Monday');
});

test('what was counted up to a day on which something has come since stays with its state', () => {
  const of = {};
  const kept = keptByDay<string>();
  const [one, next] = [state({ of, before: 10 }), state({ of, before: 10 })];
  kept(one, 10).set('a', 'of one state');
  expect(kept(one, 10).get('a')).toBe('of one state');
  expect(kept(next, 10).get('a')).toBeUndefined();
  expect(kept(state({ of: {}, before: 99 }), 9).get('a')).toBeUndefined();
});
