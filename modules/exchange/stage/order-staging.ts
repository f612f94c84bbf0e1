import { copyBuffer, takeRows } from './copy-buffer.ts';
import type { StagedReceipt } from './staged-receipt.ts';
import { putReceipt, uuidBytes } from './staging-buffer.ts';

/** Receipts that are posted in one transaction, and the rows of the file they stand between. */
export interface OrderBatch {
  readonly batchNo: number;
  orders: number;
  firstRow: number;
  lastRow: number;
}

export interface OrderStaging {
  readonly batches: OrderBatch[];
  readonly add: (receipt: StagedReceipt) => void;
  /** Hands on what has gathered once it is worth a trip. */
  flush(): Promise<void>;
  /** Hands on the rest. */
  end(): Promise<void>;
}

export interface OrderStagingOptions {
  readonly loadId: string;
  /** The number of the first batch. */
  readonly firstBatch?: number;
  /** Takes rows in PostgreSQL's binary format; resolves when more may come. */
  readonly copy: (rows: Uint8Array) => Promise<void>;
}

// Some tens of milliseconds of posting: locks are short, and an event and a commit for each are few.
const ORDERS_A_BATCH = 5_000;
const FLUSH_BYTES = 2 * 1024 * 1024;

/** Gathers receipts in batches and hands them on in pieces, so that memory stays flat. */
export function orderStaging({ loadId, firstBatch = 0, copy }: OrderStagingOptions): OrderStaging {
  const id = uuidBytes(loadId);
  const rows = copyBuffer();
  const batches: OrderBatch[] = [];
  const add = (receipt: StagedReceipt): void => {
    const [firstRow, lastRow] = [receipt.rows[0]!, receipt.rows.at(-1)!];
    let batch = batches.at(-1);
    if (!batch || batch.orders >= ORDERS_A_BATCH) {
      batch = { batchNo: firstBatch + batches.length, orders: 0, firstRow, lastRow };
      batches.push(batch);
    }
    batch.orders += 1;
    batch.firstRow = Math.min(batch.firstRow, firstRow);
    batch.lastRow = Math.max(batch.lastRow, lastRow);
    putReceipt(rows, { loadId: id, batchNo: batch.batchNo }, receipt);
  };
  const flush = async (): Promise<void> => {
    if (rows.at >= FLUSH_BYTES) await copy(takeRows(rows));
  };
  const end = async (): Promise<void> => {
    if (rows.rows > 0) await copy(takeRows(rows));
  };
  return { batches, add, flush, end };
}
