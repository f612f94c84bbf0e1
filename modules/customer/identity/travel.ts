import { haversineMetres, SECOND_MS, type LatLon } from '@shuke/kernel';

/** Where and when a device was. */
export interface Sight {
  readonly at: Date;
  readonly point: LatLon;
}

/** Nobody travels faster than an airliner flies. */
const MOST_KM_PER_H = 900;
/** Two shops this near are one place: signals reach, and clocks differ by seconds. */
const SAME_PLACE_M = 1_000;

export interface Jump {
  readonly metres: number;
  readonly seconds: number;
}

/** How far a device would have come in how short a time, if nobody could have; null for a journey that can be made. */
export function impossibleJump(from: Sight, to: Sight): Jump | null {
  const metres = haversineMetres(from.point, to.point);
  const seconds = Math.abs(to.at.getTime() - from.at.getTime()) / SECOND_MS;
  const reachable = SAME_PLACE_M + (seconds * MOST_KM_PER_H) / 3.6;
  return metres > reachable ? { metres: Math.round(metres), seconds: Math.round(seconds) } : null;
}
