import type { Columns } from '../asking/columns.ts';
import { idAt, WORDS, type Ids } from '@shuke/kernel';

/** Customers who stand for somebody else, and for whom, as an engine gives them: by the customers. */
export interface MergeRows {
  readonly customerIds: Ids;
  readonly personIds: Ids;
}

export const mergeRowsOf = (columns: Columns): MergeRows => ({
  customerIds: columns.ids('customer_id'),
  personIds: columns.ids('person_id'),
});

/** The same to be looked up. */
export interface Merges {
  readonly rows: MergeRows;
  readonly personOf: ReadonlyMap<string, string>;
}

export const NO_MERGES: Merges = {
  rows: { customerIds: new Uint32Array(), personIds: new Uint32Array() },
  personOf: new Map(),
};

export function mergesOf(rows: MergeRows): Merges {
  const { customerIds, personIds } = rows;
  const pairs = Array.from({ length: customerIds.length / WORDS }, (_, i): [string, string] => [
    idAt(customerIds, i),
    idAt(personIds, i),
  ]);
  return { rows, personOf: new Map(pairs) };
}

export const areSameMerges = (a: MergeRows, b: MergeRows): boolean =>
  areSameIds(a.customerIds, b.customerIds) && areSameIds(a.personIds, b.personIds);

const areSameIds = (a: Ids, b: Ids): boolean => a.length === b.length && a.every((word, i) => word === b[i]);
