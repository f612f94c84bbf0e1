/** A point on the earth in degrees, WGS-84. */
export interface LatLon {
  readonly latitude: number;
  readonly longitude: number;
}

/** The mean radius of the earth (IUGG). */
const EARTH_RADIUS_M = 6_371_008.8;

/** True for a point that there is. */
export const isLatLon = ({ latitude, longitude }: LatLon): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

/**
 * The great-circle distance in metres, on a sphere (haversine formula). It differs from the ellipsoid's by at most 0.6 %: enough to
 * say how fast somebody would have had to travel, not to say on which side of a fence they stand.
 */
export function haversineMetres(from: LatLon, to: LatLon): number {
  const lat = radians(to.latitude - from.latitude);
  const lon = radians(to.longitude - from.longitude);
  const chord =
    Math.sin(lat / 2) ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(lon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
