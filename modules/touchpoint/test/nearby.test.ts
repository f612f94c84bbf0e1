import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { distanceM } from '../near/geodesic.ts';
import { isImplausibleJump, nearest, pointOf } from '../near/nearby.ts';

const point = (latitude: number, longitude: number) => ({ latitude, longitude });

describe('the distance on the ellipsoid', () => {
  test('is that of published geodesics, to a centimetre', () => {
    // A degree of the equator and of the meridian at both ends, and Vincenty's own example (Flinders Peak to Buninyong, on WGS-84).
    expect(distanceM(point(0, 0), point(0, 1))).toBeCloseTo(111_319.491, 2);
    expect(distanceM(point(0, 0), point(1, 0))).toBeCloseTo(110_574.389, 2);
    expect(distanceM(point(89, 0), point(90, 0))).toBeCloseTo(111_693.865, 2);
    expect(distanceM(point(-37.951033417, 144.424867889), point(-37.652821139, 143.926495528))).toBeCloseTo(
      54_972.29,
      1,
    );
  });

  test('is the same both ways, nothing to itself, and never more than half the girth of the Earth', () => {
    const random = seededRandom(4);
    for (let n = 0; n < 2000; n += 1) {
      const [a, b] = [0, 1].map(() => point(random.next() * 180 - 90, random.next() * 360 - 180)) as [never, never];
      expect(Math.abs(distanceM(a, b) - distanceM(b, a))).toBeLessThan(0.001);
      expect(distanceM(a, a)).toBe(0);
      expect(distanceM(a, b)).toBeLessThan(20_004_000);
    }
    expect(distanceM(point(0, 0), point(0.5, 179.7))).toBeGreaterThan(19_900_000);
  });
});

/** A point so many metres from another, due north or due east, found by halving. */
function away(from: ReturnType<typeof point>, metres: number, heading: 'north' | 'east') {
  let [low, high] = [0, 1];
  const at = (d: number) =>
    heading === 'north' ? point(from.latitude + d, from.longitude) : point(from.latitude, from.longitude + d);
  for (let n = 0; n < 60; n += 1) {
    const middle = (low + high) / 2;
    if (distanceM(from, at(middle)) < metres) low = middle;
    else high = middle;
  }
  return at(low);
}

describe('stores nearby', () => {
  const square = point(31.2304, 121.4737);

  test.each(['north', 'east'] as const)('at 4.99 km %s are near, at 5.01 km are not', (heading) => {
    const stores = [4990, 5010].map((metres) => ({ metres, location: away(square, metres, heading) }));
    expect(nearest(stores, square).map(({ store }) => store.metres)).toEqual([4990]);
  });

  test('come the nearest first, and without a place not at all', () => {
    const stores = [3000, 10, 1500, 200].map((metres) => ({ metres, location: away(square, metres, 'east') }));
    const found = nearest([...stores, { metres: 0, location: null }], square);
    expect(found.map(({ store }) => store.metres)).toEqual([10, 200, 1500, 3000]);
    found.forEach(({ store, distanceM: metres }) => expect(metres).toBeCloseTo(store.metres, 2));
  });

  test('are found from a position as maps in China show it, which lies half a kilometre beside', () => {
    const shown = { latitude: 31.22845773757727, longitude: 121.47822305927693 };
    expect(distanceM(square, pointOf({ ...shown, coordinates: 'wgs84' }))).toBeGreaterThan(400);
    expect(distanceM(square, pointOf({ ...shown, coordinates: 'gcj02' }))).toBeLessThan(2);
    const paris = { latitude: 48.8566, longitude: 2.3522 };
    expect(pointOf({ ...paris, coordinates: 'gcj02' })).toEqual(paris);
  });
});

test('a jump faster than an aeroplane is implausible, a flight and a walk are not', () => {
  const [shanghai, beijing] = [point(31.2304, 121.4737), point(39.9042, 116.4074)];
  expect(isImplausibleJump(shanghai, beijing, 5 * 60_000)).toBe(true);
  expect(isImplausibleJump(shanghai, beijing, 2 * 3_600_000)).toBe(false);
  expect(isImplausibleJump(shanghai, point(31.2404, 121.4737), 1000)).toBe(false);
});
