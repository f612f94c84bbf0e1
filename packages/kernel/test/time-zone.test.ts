import { expect, it } from 'vitest';
import { businessDay, instantToWallMs, isTimeZone, wallToInstantMs } from '../index.ts';

const wall = (text: string) => Date.parse(`${text}Z`);
const instant = (text: string, zone: string) => new Date(wallToInstantMs(wall(text), zone)).toISOString();

it('turns wall time into instants, over both changes of the clock', () => {
  expect(instant('2024-03-01T10:15:50.520', 'Asia/Shanghai')).toBe('2024-03-01T02:15:50.520Z');
  expect(instant('2024-07-01T12:00:00', 'America/New_York')).toBe('2024-07-01T16:00:00.000Z');
  // 02:30 does not exist on 10 March: as far after the gap as it is after two o'clock.
  expect(instant('2024-03-10T02:30:00', 'America/New_York')).toBe('2024-03-10T07:30:00.000Z');
  // 01:30 comes twice on 3 November: the first.
  expect(instant('2024-11-03T01:30:00', 'America/New_York')).toBe('2024-11-03T05:30:00.000Z');
  expect(instant('2024-01-01T00:00:00', 'Asia/Kathmandu')).toBe('2023-12-31T18:15:00.000Z');
});

it('goes there and back in every quarter hour of a year', () => {
  for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Shanghai', 'Pacific/Apia']) {
    for (let t = Date.UTC(2026, 0, 1); t < Date.UTC(2027, 0, 1); t += 15 * 60_000) {
      const there = instantToWallMs(t, zone);
      const back = wallToInstantMs(there, zone);
      expect(instantToWallMs(back, zone)).toBe(there);
    }
  }
});

it("gives the store's business day, which may start after midnight", () => {
  const oneAtNight = Date.parse('2026-05-02T17:00:00Z');
  expect(businessDay(oneAtNight, 'Asia/Shanghai')).toBe('2026-05-03');
  expect(businessDay(oneAtNight, 'Asia/Shanghai', 4 * 60)).toBe('2026-05-02');
});

it('knows a time zone from a typing error', () => {
  expect([isTimeZone('Asia/Shanghai'), isTimeZone('Asia/Shanghia')]).toEqual([true, false]);
});
