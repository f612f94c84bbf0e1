import { mergedPersons } from '@shuke/customer';
import { sql, type Tx } from '@shuke/db';
import { byDay, type History } from './history.ts';

export interface HistoryRange {
  /** Leaves out what was bought before this business day; everything from the beginning unless told. */
  readonly from?: string;
  /** The last business day. */
  readonly to: string;
  readonly storeId?: string | null;
}

interface HistoryRow {
  customer_id: string;
  days: number[];
  payables: number[];
}

// So many customers stand in memory with all their orders at a time; most shops fit in one chunk.
const CHUNK_CUSTOMERS = 25_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const BEGINNING = '-infinity';

/**
 * The order histories of all persons who bought in the range, in chunks. A person has the orders of all customers who are
 * merged into them as the links are now, and stands for them under the person's id: these come last, all others by ascending
 * customer id. Anonymous orders belong to nobody's history.
 */
export async function* historyChunks(
  tx: Tx,
  range: HistoryRange,
  chunkCustomers = CHUNK_CUSTOMERS,
): AsyncGenerator<History[]> {
  const persons = await mergedPersons(tx);
  const isMerged = new Set([...persons.keys(), ...persons.values()]);
  const merged: History[] = [];
  for await (const chunk of customerChunks(tx, range, chunkCustomers)) {
    // Hardly anybody is merged: most chunks go through untouched.
    const own = isMerged.size === 0 ? [] : chunk.filter(({ customerId }) => isMerged.has(customerId));
    merged.push(...own);
    yield own.length === 0 ? chunk : chunk.filter(({ customerId }) => !isMerged.has(customerId));
  }
  if (merged.length > 0) yield joined(merged, persons);
}

/** The histories of customers as those of their persons. */
function joined(histories: readonly History[], persons: ReadonlyMap<string, string>): History[] {
  const circles = Map.groupBy(histories, ({ customerId }) => persons.get(customerId) ?? customerId);
  return [...circles].map(([customerId, circle]) =>
    byDay({
      customerId,
      days: circle.flatMap(({ days }) => days),
      payablesMinor: circle.flatMap(({ payablesMinor }) => payablesMinor),
    }),
  );
}

/** One array a column and customer: as rows, 100,000 orders take as long to send as to find. */
async function* customerChunks(tx: Tx, range: HistoryRange, chunkCustomers: number): AsyncGenerator<History[]> {
  const storeId = range.storeId ?? null;
  for (let after = BEFORE_ALL; ;) {
    const rows = await tx.many<HistoryRow>(sql`
      select customer_id,
             array_agg((business_day - date '1970-01-01')::bigint) as days,
             array_agg(payable_minor) as payables
        from pub_order
       where merchant_id = ${tx.merchantId} and customer_id > ${after}
         and business_day between ${range.from ?? BEGINNING}::date and ${range.to}::date
         and (${storeId}::uuid is null or store_id = ${storeId})
       group by customer_id
       order by customer_id
       limit ${chunkCustomers}`);
    if (rows.length > 0) yield rows.map(historyOf);
    const last = rows.at(-1);
    if (!last || rows.length < chunkCustomers) return;
    after = last.customer_id;
  }
}

// Both arrays are filled from the same rows in the same order, so what stands at one place belongs together.
const historyOf = ({ customer_id, days, payables }: HistoryRow): History =>
  byDay({ customerId: customer_id, days, payablesMinor: payables });
