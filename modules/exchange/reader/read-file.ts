import { Fault } from '@shuke/kernel';
import { textOf } from '../read/open-file.ts';
import { createSplitter } from '../read/split-records.ts';
import { catalogueRowReader } from '../rows/catalogue-row.ts';
import { receiptLineReader, type ReceiptLine } from '../rows/receipt-line.ts';
import { createRefs, type ProductRef } from '../rows/refs.ts';
import { RowFault, type Reject } from '../rows/row-fault.ts';
import { groupReceipts } from '../stage/group-receipts.ts';
import { orderStaging } from '../stage/order-staging.ts';
import { hasFresh, resolveFresh } from './resolve-fresh.ts';
import type { ReaderHost, ReaderTask, ReadFile } from './reader.ts';

/** What is done with the rows of a file. */
interface RowSink<T> {
  read(fields: readonly string[], row: number): T | RowFault;
  /** True while rows gather by the thousand before they are taken, as what is set-based wants them. */
  gathers(): boolean;
  /** Takes rows in the order of the file, and says which of them it must leave. */
  take(rows: readonly T[], onReject: OnReject): Promise<void>;
}

type OnReject = (row: number, fault: RowFault) => void;

/**
 * Reads a file row by row: receipts are handed to the host in the form in which they are staged, products to be put into
 * the catalogue. What cannot be read is rejected and never stops the rest. Needs neither database nor keys, so it runs in
 * a thread of its own.
 */
export const readFile: ReadFile = async (task, host) => {
  const counts = { bytesRead: 0, rowsRead: 0, rowsTidied: 0 };
  if (task.mapping.kind === 'catalogue') {
    await readRows(task, host, { counts, sink: catalogueSink(task, host) });
    return [];
  }
  const staging = orderStaging({ loadId: task.loadId, copy: host.stage });
  const grouper = groupReceipts(staging.add, task.maxLines);
  const sink = receiptSink(task, host, {
    add: (line) => {
      if (line.writtenName !== null && line.writtenName !== line.product.name) counts.rowsTidied += 1;
      grouper.add(line);
    },
    flush: () => staging.flush(),
  });
  await readRows(task, host, { counts, sink });
  grouper.end();
  await staging.end();
  return staging.batches;
};

interface Receiver {
  add(line: ReceiptLine): void;
  flush(): Promise<void>;
}

function receiptSink(task: ReaderTask, host: ReaderHost, to: Receiver): RowSink<ReceiptLine> {
  const refs = createRefs();
  const customerColumn = String(task.mapping.columns.customer ?? '');
  return {
    read: receiptLineReader({ ...task, refs, now: new Date(task.nowMs) }),
    gathers: () => hasFresh(refs),
    take: async (lines, onReject) => {
      await resolveFresh(refs, host);
      for (const line of lines) {
        const fault = line.customer?.fault ?? null;
        if (fault === null) to.add(line);
        else onReject(line.row, new RowFault(customerColumn, fault));
      }
      await to.flush();
    },
  };
}

function catalogueSink(task: ReaderTask, host: ReaderHost): RowSink<ProductRef> {
  const refs = createRefs();
  return {
    read: catalogueRowReader({ ...task, refs }),
    gathers: () => true,
    take: () => resolveFresh(refs, host),
  };
}

interface Reading<T> {
  readonly counts: { bytesRead: number; rowsRead: number; rowsTidied: number };
  readonly sink: RowSink<T>;
}

const ROWS_AT_ONCE = 10_000;
const REJECTS_AT_ONCE = 1_000;
/** A file of more rows is no export of a till; split it. */
const MAX_ROWS = 200_000_000;

async function readRows<T extends object>(
  task: ReaderTask,
  host: ReaderHost,
  { counts, sink }: Reading<T>,
): Promise<void> {
  let rows: T[] = [];
  let rejects: Reject[] = [];
  const onReject: OnReject = (row, { column, reason }) => void rejects.push({ row, column, reason });
  const splitter = rowSplitter(task, (row, fields) => {
    counts.rowsRead += 1;
    const read = fields ? sink.read(fields, row) : new RowFault(task.columns[0]!, 'broken_row');
    if (read instanceof RowFault) onReject(row, read);
    else rows.push(read);
  });
  const drain = async (): Promise<void> => {
    const [takenRows, takenRejects] = [rows, rejects];
    rows = [];
    rejects = [];
    await sink.take(takenRows, onReject);
    if (takenRejects.length > 0) await host.reject(takenRejects);
    host.tell(counts);
  };
  // While the host looks up what one piece has newly named, the next piece is read.
  let draining: Promise<void> = Promise.resolve();
  for await (const text of textOf({ ...task, onBytes: (bytes) => void (counts.bytesRead += bytes) })) {
    splitter.push(text);
    if (counts.rowsRead > MAX_ROWS) throw new Fault(`the file has more than ${MAX_ROWS} rows`);
    if (rows.length < (sink.gathers() ? ROWS_AT_ONCE : 1) && rejects.length < REJECTS_AT_ONCE) continue;
    await draining;
    draining = drain();
    draining.catch(() => {});
  }
  splitter.end();
  await draining;
  await drain();
  // Rows that only their person made fail are rejected while they are taken.
  if (rejects.length > 0) await host.reject(rejects);
}

/** Splits a file into rows behind its headings; a row that cannot be read comes without fields. */
function rowSplitter(task: ReaderTask, onRow: (row: number, fields: readonly string[] | null) => void) {
  let isHeading = task.hasHeader;
  const pass = (row: number, fields: readonly string[] | null): void => {
    if (isHeading) isHeading = false;
    else onRow(row, fields);
  };
  return createSplitter({
    delimiter: task.delimiter,
    onRecord: (fields, row) => pass(row, fields),
    onBroken: (row) => pass(row, null),
  });
}
