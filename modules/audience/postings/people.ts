import { type Ids, isSameAsBefore } from '@shuke/kernel';
import { idTable, type IdTable } from './id-table.ts';
import type { Customers } from './postings.ts';
import { readTable } from './read-table.ts';
import { inSlices } from './slices.ts';
import type { Blocks, Share } from './tables.ts';

export interface People extends Customers {
  /** Finds customers. */
  readonly table: IdTable;
  readonly persons: Ids;
  readonly lots: Int32Array;
}

/** The customers of a share of the people, and the persons for whom they stand, both in the order of the persons' ids. */
export async function readPeople(blocks: Blocks, { index, of }: Share): Promise<People> {
  const { rows, ids, numbers } = await readTable(blocks('people'), {
    ids: ['customer_id', 'person_id'],
    numbers: { source: Uint8Array, lot: Int32Array, created: Float64Array },
    // Lots are as good as drawn, so that each share has as many people, and of each kind.
    only: (block) => Array.from(block.numbers('lot'), (lot) => lot % of === index),
  });
  const person = await personNumbers(ids.person_id);
  const persons = new Uint32Array(rows === 0 ? 0 : 4 * (person[rows - 1]! + 1));
  const lots = new Int32Array(persons.length / 4);
  await inSlices(rows, (from, to) => {
    for (let row = from; row < to; row += 1) {
      const one = person[row]!;
      lots[one] = numbers.lot[row]!;
      for (let word = 0; word < 4; word += 1) persons[4 * one + word] = ids.person_id[4 * row + word]!;
    }
  });
  const table = await idTable(ids.customer_id);
  return { person, source: numbers.source, createdAt: numbers.created, table, persons, lots };
}

/** Numbers an ascending column of ids. */
async function personNumbers(ids: Ids): Promise<Int32Array> {
  const numbers = new Int32Array(ids.length / 4);
  await inSlices(numbers.length, (from, to) => {
    for (let row = Math.max(1, from); row < to; row += 1) {
      numbers[row] = numbers[row - 1]! + (isSameAsBefore(ids, row) ? 0 : 1);
    }
  });
  return numbers;
}
