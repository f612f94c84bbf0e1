import { add, bitsOf } from './bits.ts';
import { compareRecords, daysOf, FIELDS, type OrderRecords } from './order-records.ts';
import type { OrderRows } from './postings.ts';
import { groupedBy, inSlices } from './slices.ts';

export interface Ordered {
  readonly firstDay: number;
  readonly days: number;
  /** The quantities are those of their lines, which are read later. */
  readonly orders: OrderRows;
  /** Which record each order was. */
  readonly recordOf: Int32Array;
}

/** Puts orders into columns, person by person. */
export async function orderRowsOf(records: OrderRecords, persons: number): Promise<Ordered> {
  const { starts, rows } = await groupedBy(records.person, persons);
  const { firstDay, days } = daysOf(records);
  const orders = emptyRows(starts);
  await inSlices(persons, (from, to) => {
    for (let one = from; one < to; one += 1) {
      sortFew(records, rows.subarray(starts[one]!, starts[one + 1]!));
      for (let place = starts[one]!; place < starts[one + 1]!; place += 1) {
        const at = FIELDS * rows[place]!;
        orders.person[place] = one;
        orders.day[place] = records.fields[at]! - firstDay;
        putPlace(orders, place, records.fields[at + 1]!);
        orders.amountMinor[place] = records.fields[at + 2]!;
        const isFirst = place === starts[one]! || orders.day[place] !== orders.day[place - 1];
        if (isFirst) add(orders.opens, place);
      }
    }
  });
  return { firstDay, days, orders, recordOf: rows };
}

/** A store, a source and an hour in one number. */
export const packPlace = (store: number, source: number, hour: number): number => store | (source << 16) | (hour << 24);

function putPlace({ store, source, hour }: OrderRows, place: number, packed: number): void {
  store[place] = packed & 0xffff;
  source[place] = (packed >>> 16) & 0xff;
  hour[place] = packed >>> 24;
}

function emptyRows(starts: Int32Array): OrderRows {
  const count = starts.at(-1)!;
  return {
    starts,
    person: new Int32Array(count),
    day: new Uint16Array(count),
    store: new Uint16Array(count),
    source: new Uint8Array(count),
    hour: new Uint8Array(count),
    amountMinor: new Int32Array(count),
    quantityMilli: new Int32Array(count),
    opens: bitsOf(count),
  };
}

/** Most people have a handful of orders, which stand in order as they were read, or nearly. */
function sortFew(records: OrderRecords, rows: Int32Array): void {
  for (let i = 1; i < rows.length; i += 1) {
    if (compareRecords(records, rows[i - 1]!, rows[i]!) <= 0) continue;
    rows.sort((a, b) => compareRecords(records, a, b));
    return;
  }
}
