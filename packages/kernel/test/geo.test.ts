import { expect, test } from 'vitest';
import { haversineMetres, isLatLon, type LatLon } from '../geo.ts';

const at = (latitude: number, longitude: number): LatLon => ({ latitude, longitude });
const SHANGHAI = at(31.2304, 121.4737);
const BEIJING = at(39.9042, 116.4074);

// Distances on the WGS-84 ellipsoid (Karney); the sphere may differ by 0.6 %.
test.each([
  { path: 'Shanghai to Beijing', from: SHANGHAI, to: BEIJING, metres: 1_066_000 },
  { path: 'a degree of the equator', from: at(0, 0), to: at(0, 1), metres: 111_319 },
  { path: 'a degree of a meridian at the equator', from: at(0, 0), to: at(1, 0), metres: 110_574 },
  { path: 'across the date line', from: at(0, 179.5), to: at(0, -179.5), metres: 111_319 },
  { path: 'pole to pole', from: at(90, 0), to: at(-90, 0), metres: 20_003_931 },
  { path: 'a street', from: at(31.2304, 121.4737), to: at(31.2304, 121.4747), metres: 95.3 },
])('$path', ({ from, to, metres }) => {
  expect(Math.abs(haversineMetres(from, to) / metres - 1)).toBeLessThan(0.006);
  expect(haversineMetres(to, from)).toBeCloseTo(haversineMetres(from, to), 6);
});

test('nowhere is far from itself, and antipodes are no error of rounding', () => {
  expect(haversineMetres(SHANGHAI, SHANGHAI)).toBe(0);
  expect(haversineMetres(at(0, 0), at(0, 180))).toBeCloseTo(Math.PI * 6_371_008.8, 0);
});

test('a point is on the earth or it is none', () => {
  expect([at(90, 180), at(-90, -180)].every(isLatLon)).toBe(true);
  expect([at(91, 0), at(0, 181), at(Number.NaN, 0)].some(isLatLon)).toBe(false);
});
