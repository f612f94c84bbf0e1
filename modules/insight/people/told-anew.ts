import { historiesOf, type Histories, type Movements } from './histories.ts';
import { findId, idAt, idsOf } from './person-ids.ts';

/** One row of movements. */
interface Movement {
  readonly personId: string;
  readonly day: number;
  readonly store: number;
  readonly orders: number;
  readonly netMinor: number;
}

/** Persons whose histories are told anew, and the ids of all customers whose earlier ones count no more. */
export interface ToldAnew {
  readonly histories: Histories;
  readonly told: readonly string[];
}

/**
 * The histories of those who have bought since `base` was read, and of those of whom several customers are one person: all
 * that the customers of a person did, under the id of the person. Merges change with every question; orders do not.
 */
export function toldAnew(base: Histories, tail: Movements, merged: ReadonlyMap<string, string>): ToldAnew {
  const personOf = (id: string): string => merged.get(id) ?? id;
  const late = rowsOf(tail);
  const persons = new Set([...merged.values(), ...late.map(({ personId }) => personOf(personId))]);
  const circles = Map.groupBy(merged, ([, personId]) => personId);
  const told = [...persons].flatMap((id) => [id, ...(circles.get(id) ?? []).map(([customerId]) => customerId)]);
  const rows = [...told.flatMap((id) => earlierOf(base, id)), ...late]
    .map((row) => ({ ...row, personId: personOf(row.personId) }))
    .sort(inOrder);
  return { histories: historiesOf(inColumns(rows)), told };
}

const inOrder = (a: Movement, b: Movement): number =>
  (a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : 0) || a.day - b.day || a.store - b.store;

const rowsOf = ({ rows, ids, day, store, orders, netMinor }: Movements): Movement[] =>
  Array.from({ length: rows }, (_, row) => ({
    personId: idAt(ids, row),
    day: day[row]!,
    store: store[row]!,
    orders: orders[row]!,
    netMinor: netMinor[row]!,
  }));

/** What a customer did before; nothing of one who had not bought yet. */
function earlierOf({ ids, start, day, store, orders, netMinor }: Histories, personId: string): Movement[] {
  const person = findId(ids, personId);
  if (person < 0) return [];
  const from = start[person]!;
  return Array.from({ length: start[person + 1]! - from }, (_, i) => ({
    personId,
    day: day[from + i]!,
    store: store[from + i]!,
    orders: orders[from + i]!,
    netMinor: netMinor[from + i]!,
  }));
}

const inColumns = (rows: readonly Movement[]): Movements => ({
  rows: rows.length,
  ids: idsOf(rows.map(({ personId }) => personId)),
  day: Int32Array.from(rows, ({ day }) => day),
  store: Uint16Array.from(rows, ({ store }) => store),
  orders: Uint32Array.from(rows, ({ orders }) => orders),
  netMinor: Float64Array.from(rows, ({ netMinor }) => netMinor),
});
