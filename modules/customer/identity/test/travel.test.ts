import { expect, test } from 'vitest';
import { impossibleJump } from '../travel.ts';

const SHANGHAI = { latitude: 31.2304, longitude: 121.4737 };
const BEIJING = { latitude: 39.9042, longitude: 116.4074 };
const NEXT_DOOR = { latitude: 31.2304, longitude: 121.48 };
const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 2, minute));

test.each([
  { journey: 'Shanghai to Beijing in an hour', from: SHANGHAI, to: BEIJING, minutes: 60, isImpossible: true },
  { journey: 'Shanghai to Beijing in 75 minutes', from: SHANGHAI, to: BEIJING, minutes: 75, isImpossible: false },
  { journey: 'Shanghai to Beijing at once', from: SHANGHAI, to: BEIJING, minutes: 0, isImpossible: true },
  { journey: 'next door at once', from: SHANGHAI, to: NEXT_DOOR, minutes: 0, isImpossible: false },
  { journey: 'the same place at once', from: SHANGHAI, to: SHANGHAI, minutes: 0, isImpossible: false },
])('$journey', ({ from, to, minutes, isImpossible }) => {
  const jump = impossibleJump({ at: at(0), point: from }, { at: at(minutes), point: to });
  expect(jump !== null).toBe(isImpossible);
  expect(impossibleJump({ at: at(minutes), point: from }, { at: at(0), point: to })).toEqual(jump);
});

test('a jump says how far in how long', () => {
  const jump = impossibleJump({ at: at(0), point: SHANGHAI }, { at: at(10), point: BEIJING });
  expect(jump?.seconds).toBe(600);
  expect(jump?.metres).toBeGreaterThan(1_060_000);
  expect(jump?.metres).toBeLessThan(1_075_000);
});
