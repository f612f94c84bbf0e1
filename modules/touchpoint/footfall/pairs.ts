import { MINUTE_MS } from '@shuke/kernel';
import type { Visit } from './visits.ts';

/** Two that come and go within so long of each other were together, */
export const TOGETHER_MS = 2 * MINUTE_MS;
/** if they did so at least so often: once is chance in a busy shop. */
export const OCCASIONS = 2;

/** A scan of a table's code. */
export interface TableScan {
  readonly visitor: string;
  readonly touchpointId: string;
  readonly atMs: number;
}

export interface Company {
  /** How many pairs there are. */
  readonly pairs: number;
  /** The visits that were made in a pair's company. */
  readonly together: ReadonlySet<Visit>;
}

/**
 * Finds who visits with whom: two devices that arrived and left within two minutes of each other on two occasions, or that
 * scanned the code of one table during one stay.
 */
export function companyOf(visits: readonly Visit[], tableScans: readonly TableScan[] = []): Company {
  const tables = tablesOf(visits, tableScans);
  const occasions = new Map<string, [Visit, Visit][]>();
  const shared = new Set<string>();
  for (const stores of Map.groupBy(visits, ({ storeId }) => storeId).values()) {
    for (const [a, b] of meetings(stores)) {
      const sharesTable = tables.get(a)?.some((table) => tables.get(b)?.includes(table)) === true;
      if (!sharesTable && !cameAndWentTogether(a, b)) continue;
      const key = a.visitor < b.visitor ? `${a.visitor} ${b.visitor}` : `${b.visitor} ${a.visitor}`;
      if (sharesTable) shared.add(key);
      const known = occasions.get(key);
      if (known) known.push([a, b]);
      else occasions.set(key, [[a, b]]);
    }
  }
  const pairs = [...occasions].filter(([key, met]) => shared.has(key) || met.length >= OCCASIONS);
  return { pairs: pairs.length, together: new Set(pairs.flatMap(([, met]) => met.flat())) };
}

/** Visits of two devices that overlap or begin within two minutes; the visits come in the order of their beginning. */
function* meetings(visits: readonly Visit[]): Generator<[Visit, Visit]> {
  let open: Visit[] = [];
  for (const visit of visits) {
    open = open.filter(({ fromMs, untilMs }) => Math.max(untilMs, fromMs + TOGETHER_MS) >= visit.fromMs);
    for (const other of open) if (other.visitor !== visit.visitor) yield [other, visit];
    open.push(visit);
  }
}

const cameAndWentTogether = (a: Visit, b: Visit): boolean =>
  a.untilMs > a.fromMs &&
  b.untilMs > b.fromMs &&
  Math.abs(a.fromMs - b.fromMs) <= TOGETHER_MS &&
  Math.abs(a.untilMs - b.untilMs) <= TOGETHER_MS;

function tablesOf(visits: readonly Visit[], scans: readonly TableScan[]): Map<Visit, string[]> {
  const byVisitor = Map.groupBy(scans, ({ visitor }) => visitor);
  return new Map(
    visits.map((visit) => {
      const during = (byVisitor.get(visit.visitor) ?? []).filter(
        ({ atMs }) => atMs >= visit.fromMs && atMs <= visit.untilMs,
      );
      return [visit, during.map(({ touchpointId }) => touchpointId)];
    }),
  );
}
