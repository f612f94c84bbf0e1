import { expect, it } from 'vitest';
import { idFloor, idTimeMs, isUuid, manualClock, newId } from '../index.ts';

it('makes unique ids that sort in the order they were made, even many in one millisecond', () => {
  const clock = manualClock('2100-01-01T00:00:00Z');
  const ids = Array.from({ length: 20_000 }, () => newId(clock));
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].toSorted()).toEqual(ids);
  expect(ids.every(isUuid)).toBe(true);
  expect(idTimeMs(ids[0]!)).toBe(clock.now().getTime());
});

it('says where the ids of a millisecond begin', () => {
  const clock = manualClock('2100-01-02T00:00:00Z');
  const before = newId(clock);
  clock.advanceMs(1);
  const floor = idFloor(clock.now().getTime());
  expect([before, floor, newId(clock)].toSorted()).toEqual([before, floor, expect.anything()]);
  expect([isUuid(floor), idTimeMs(floor)]).toEqual([true, clock.now().getTime()]);
});

it('does not take anything else for a UUID', () => {
  for (const bad of ['', "x'; drop table", '01900000-0000-7000-8000-00000000000', newId().toUpperCase()]) {
    expect(isUuid(bad), bad).toBe(false);
  }
});
