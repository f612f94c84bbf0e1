import gcoord from 'gcoord';
import { distanceM, type Point } from './geodesic.ts';

// The package is CommonJS without a default of its own, which its types do not know.
const { transform, GCJ02, WGS84 } = gcoord as unknown as typeof gcoord.default;

export const NEAR_M = 5_000;
/** How near a guest has to come to have entered the fence of a store. */
export const FENCE_M = 300;

/** A position as a phone sends it: of the Earth, or as maps in China show it. */
export interface Position extends Point {
  readonly coordinates: 'wgs84' | 'gcj02';
}

/** The point in WGS-84: GCJ-02 lies 100 to 700 m beside it, as far as whole fences are wide. */
export function pointOf({ latitude, longitude, coordinates }: Position): Point {
  if (coordinates === 'wgs84') return { latitude, longitude };
  const [east, north] = transform([longitude, latitude], GCJ02, WGS84);
  return { latitude: north!, longitude: east! };
}

export interface Near<Store> {
  readonly store: Store;
  readonly distanceM: number;
}

/** The stores within 5 km, the nearest first; two at one place in the order given. */
export function nearest<Store extends { readonly location: Point | null }>(
  stores: readonly Store[],
  point: Point,
): Near<Store>[] {
  return stores
    .flatMap((store) => (store.location ? [{ store, distanceM: distanceM(store.location, point) }] : []))
    .filter((near) => near.distanceM <= NEAR_M)
    .toSorted((a, b) => a.distanceM - b.distanceM);
}

/** Faster than any aeroplane that carries guests. */
const FASTEST_M_PER_S = 300;
/** Both ends of a jump are known to within a fence only. */
const SLACK_M = 10_000;

/** True where nobody can have come from one place to the other in this time. */
export const isImplausibleJump = (from: Point, to: Point, elapsedMs: number): boolean =>
  distanceM(from, to) - SLACK_M > (FASTEST_M_PER_S * Math.max(0, elapsedMs)) / 1000;
