import { MINUTE_MS } from '@shuke/kernel';

/** A device was seen in a store at an instant, in milliseconds. */
export interface Sighting {
  readonly visitor: string;
  readonly storeId: string;
  readonly atMs: number;
}

/** From the first sighting to the last with no longer gap between: what a stay is known to be at least. */
export interface Visit {
  readonly visitor: string;
  readonly storeId: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly sightings: number;
}

/** Who is not seen for longer has left and come again. */
export const GAP_MS = 30 * MINUTE_MS;

/** Sightings, in any order, as visits in the order in which they began. */
export function visitsOf(sightings: readonly Sighting[], gapMs: number = GAP_MS): Visit[] {
  const groups = Map.groupBy(sightings, ({ visitor, storeId }) => `${storeId} ${visitor}`).values();
  return [...groups]
    .flatMap((group) =>
      split(
        group.toSorted((a, b) => a.atMs - b.atMs),
        gapMs,
      ),
    )
    .toSorted((a, b) => a.fromMs - b.fromMs || (a.visitor < b.visitor ? -1 : 1));
}

function split(ordered: readonly Sighting[], gapMs: number): Visit[] {
  const visits: Visit[] = [];
  for (const { visitor, storeId, atMs } of ordered) {
    const open = visits.at(-1);
    if (open && atMs - open.untilMs <= gapMs) visits[visits.length - 1] = longer(open, atMs);
    else visits.push({ visitor, storeId, fromMs: atMs, untilMs: atMs, sightings: 1 });
  }
  return visits;
}

const longer = (visit: Visit, untilMs: number): Visit => ({ ...visit, untilMs, sightings: visit.sightings + 1 });

/** The mean stay in milliseconds of visits that were seen more than once; null where there is none. */
export function meanDwellMs(visits: readonly Visit[]): number | null {
  const known = visits.filter(({ fromMs, untilMs }) => untilMs > fromMs);
  if (known.length === 0) return null;
  return known.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0) / known.length;
}
