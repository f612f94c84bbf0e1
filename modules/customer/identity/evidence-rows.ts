import type { SignalKind } from '@shuke/contract';
import { DAY_MS } from '@shuke/kernel';
import type { Evidence } from './evidence.ts';
import { gradeOf } from './identifier.ts';
import { keyOf } from './read-signals.ts';
import type { SeenRow } from './recognise-store.ts';
import { isShared } from './signal.ts';

/** For whom customers stand, themselves unless named; and when it is. */
export interface Standing {
  readonly persons: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** The evidence that rows are. Customers who are one person share nothing: a signal is then the person's alone. */
export function evidenceOf(seen: readonly SeenRow[], { persons, now }: Standing): Evidence[] {
  const personOf = (row: SeenRow): string => persons.get(row.customer_id) ?? row.customer_id;
  const people = new Map([...Map.groupBy(seen, keyOf)].map(([key, rows]) => [key, new Set(rows.map(personOf))]));
  const rows = new Map(seen.map((row) => [`${keyOf(row)} ${personOf(row)}`, row]));
  return [...rows.values()].map((row) => {
    const kind = row.kind as SignalKind;
    return {
      key: keyOf(row),
      kind,
      grade: gradeOfRow(kind, row.verified),
      personId: personOf(row),
      customerId: row.customer_id,
      hint: row.hint,
      ageDays: (now.getTime() - row.seen_at.getTime()) / DAY_MS,
      sharedBy: people.get(keyOf(row))!.size,
    };
  });
}

function gradeOfRow(kind: SignalKind, isVerified: boolean): Evidence['grade'] {
  if (kind === 'member_code') return 'presented';
  if (kind === 'real_name_hash') return 'provider';
  return isShared(kind) ? 'seen' : gradeOf(kind, isVerified);
}
