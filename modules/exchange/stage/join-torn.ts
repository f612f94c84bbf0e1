import type { RejectReason } from '@shuke/contract';
import { inBulk } from '@shuke/db';
import { DAY_MS } from '@shuke/kernel';
import { MAX_LINES } from '@shuke/order';
import { listOf } from '../mapping.ts';
import type { Reject } from '../rows/row-fault.ts';
import { avoidLoops, copyRows, dropTorn, fetchTorn, openTorn, type StagedRow } from '../staging-store.ts';
import { goOn, recordRejects, type Attempt } from './attempt.ts';
import { addPart, fitsTogether, type StagedReceipt } from './staged-receipt.ts';
import { uuidBytes } from './staging-buffer.ts';
import { orderStaging, type OrderBatch, type OrderStaging } from './order-staging.ts';

/** What becomes of the parts of one number, which come one behind the other in the order of the file. */
interface Joiner {
  add(part: StagedReceipt): void;
  end(): void;
}

/**
 * Makes receipts whole whose rows do not stand together in the file: their parts are read back in the order of their
 * numbers, joined, and staged again as one. Where the file numbers no receipts, parts of one number are equal sales, and
 * a count tells them apart. Answers the batches of what was staged again.
 */
export function joinTorn(attempt: Attempt, firstBatch: number): Promise<OrderBatch[]> {
  const { runnerId: loadId } = attempt.run;
  const rejects = rejectsOf(attempt);
  return inBulk(attempt.ctx, async (tx, client) => {
    const staging = orderStaging({ loadId, firstBatch, copy: (rows) => copyRows(client, 'order', rows) });
    const joiner = rejects.column === '' ? equalSalesCounter(staging) : partsJoiner(staging, rejects.add);
    await avoidLoops(tx);
    await openTorn(tx, loadId);
    let parts = await fetchTorn(tx);
    if (parts.length === 0) return [];
    for (; parts.length > 0; parts = await fetchTorn(tx)) {
      goOn(attempt);
      for (const part of parts) joiner.add(partOf(part));
      await staging.flush();
      await rejects.save();
    }
    joiner.end();
    await staging.end();
    await rejects.save();
    await dropTorn(tx, loadId, firstBatch);
    return staging.batches;
  });
}

type OnReject = (row: number, reason: RejectReason) => void;

function rejectsOf(attempt: Attempt) {
  const column = listOf(attempt.reading.mapping.columns.orderRef).join(' + ');
  let gathered: Reject[] = [];
  const add: OnReject = (row, reason) => void gathered.push({ row, column, reason });
  const save = async (): Promise<void> => {
    const taken = gathered;
    gathered = [];
    await recordRejects(attempt, taken);
  };
  return { column, add, save };
}

function partsJoiner(staging: OrderStaging, onReject: OnReject): Joiner {
  let whole: StagedReceipt | null = null;
  let fault: RejectReason | null = null;
  const end = (): void => {
    if (whole && !fault) staging.add(whole);
    whole = null;
    fault = null;
  };
  const add = (part: StagedReceipt): void => {
    if (whole?.orderRef !== part.orderRef) end();
    if (whole && !fault) {
      fault = faultOf(whole, part);
      if (fault) for (const row of whole.rows) onReject(row, fault);
    }
    if (fault) for (const row of part.rows) onReject(row, fault);
    else if (whole) addPart(whole, part);
    else whole = part;
  };
  return { add, end };
}

function faultOf(whole: StagedReceipt, part: StagedReceipt): RejectReason | null {
  if (!fitsTogether(whole, part)) return 'mixed_order';
  return whole.rows.length + part.rows.length > MAX_LINES ? 'too_many_lines' : null;
}

function equalSalesCounter(staging: OrderStaging): Joiner {
  let last = '';
  let count = 0;
  const add = (sale: StagedReceipt): void => {
    count = sale.orderRef === last ? count + 1 : 1;
    last = sale.orderRef;
    staging.add(count === 1 ? sale : { ...sale, orderRef: `${last}-${count}` });
  };
  return { add, end: () => {} };
}

const partOf = (row: StagedRow): StagedReceipt => ({
  storeId: uuidBytes(row.store_id),
  customerHash: row.customer_hash,
  orderRef: row.order_ref,
  orderedAtMs: row.ordered_at.getTime(),
  day: Date.parse(row.business_day) / DAY_MS,
  productIds: row.line_product_id.map(uuidBytes),
  quantities: row.line_quantity_milli,
  amounts: row.line_amount_minor,
  discounts: row.line_discount_minor,
  rows: row.line_row_no,
});
