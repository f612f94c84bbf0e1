import { hash } from 'node:crypto';
import { DAY_MS } from '@shuke/kernel';
import type { LineTime } from '../rows/line-time.ts';
import type { ReceiptLine } from '../rows/receipt-line.ts';

/** A receipt, or a part of one whose rows do not stand together, on its way into staging. UUIDs are their 16 bytes. */
export interface StagedReceipt {
  readonly storeId: Uint8Array;
  customerHash: Uint8Array | null;
  readonly orderRef: string;
  orderedAtMs: number;
  day: number;
  readonly productIds: Uint8Array[];
  readonly quantities: number[];
  readonly amounts: number[];
  readonly discounts: number[];
  /** The line of the file that each line of the receipt comes from. */
  readonly rows: number[];
}

/** Begins a receipt with its first line, whose store and product have their ids. */
export const receiptOf = (line: ReceiptLine, orderRef: string): StagedReceipt => ({
  storeId: line.store.id!,
  customerHash: line.customer?.hash ?? null,
  orderRef,
  orderedAtMs: line.time.orderedAtMs,
  day: line.time.day,
  productIds: [line.product.id!],
  quantities: [line.money.quantityMilli],
  amounts: [line.money.amountMinor],
  discounts: [line.money.discountMinor],
  rows: [line.row],
});

/** The rows of one receipt are scanned within minutes; a number that comes again another day is another receipt. */
const MAX_SPAN_MS = DAY_MS;

type Head = Pick<StagedReceipt, 'customerHash' | 'orderedAtMs' | 'storeId'>;

/** By what is judged whether a line belongs to a receipt. */
export const headOf = ({ customer, time, store }: ReceiptLine): Head => ({
  customerHash: customer?.hash ?? null,
  orderedAtMs: time.orderedAtMs,
  storeId: store.id!,
});

/** True where two parts of one number can be the same receipt. A part that names no customer goes with any. */
export function fitsTogether(a: Head, b: Head): boolean {
  if (a.storeId !== b.storeId && Buffer.compare(a.storeId, b.storeId) !== 0) return false;
  if (Math.abs(a.orderedAtMs - b.orderedAtMs) > MAX_SPAN_MS) return false;
  const [x, y] = [a.customerHash, b.customerHash];
  return x === null || y === null || x === y || Buffer.compare(x, y) === 0;
}

/** Adds a line to a receipt that it fits. Rows come by the million, so nothing is made for them on the way. */
export function addLine(receipt: StagedReceipt, line: ReceiptLine): void {
  addHead(receipt, line.customer?.hash ?? null, line.time);
  receipt.productIds.push(line.product.id!);
  receipt.quantities.push(line.money.quantityMilli);
  receipt.amounts.push(line.money.amountMinor);
  receipt.discounts.push(line.money.discountMinor);
  receipt.rows.push(line.row);
}

/** Adds a part to a receipt that it fits. */
export function addPart(receipt: StagedReceipt, part: StagedReceipt): void {
  addHead(receipt, part.customerHash, part);
  receipt.productIds.push(...part.productIds);
  receipt.quantities.push(...part.quantities);
  receipt.amounts.push(...part.amounts);
  receipt.discounts.push(...part.discounts);
  receipt.rows.push(...part.rows);
}

/** A receipt is of its earliest row's time, and of the one person whom its rows name. */
function addHead(receipt: StagedReceipt, customerHash: Uint8Array | null, time: LineTime): void {
  receipt.customerHash ??= customerHash;
  if (time.orderedAtMs >= receipt.orderedAtMs) return;
  receipt.orderedAtMs = time.orderedAtMs;
  receipt.day = time.day;
}

const HEAD_BYTES = 40;
const LINE_BYTES = 40;
const HASH_BYTES = 16;
let scratch = Buffer.alloc(HEAD_BYTES + 500 * LINE_BYTES);

/**
 * 16 bytes that are equal for equal receipts, in whatever order a till lists their lines: SHA-256 of store, time, the
 * customer's keyed hash and the sorted lines. It takes the identifier's hash and not the person's id, so that it is the
 * same before and after the person is made.
 */
export function contentHash(receipt: StagedReceipt): Buffer {
  const size = HEAD_BYTES + receipt.rows.length * LINE_BYTES;
  if (scratch.length < size) scratch = Buffer.alloc(size);
  scratch.set(receipt.storeId, 0);
  scratch.writeDoubleBE(receipt.orderedAtMs, 16);
  if (receipt.customerHash) scratch.set(receipt.customerHash, 24);
  else scratch.fill(0, 24, HEAD_BYTES);
  let at = HEAD_BYTES;
  for (const i of sortedLines(receipt)) {
    scratch.set(receipt.productIds[i]!, at);
    scratch.writeDoubleBE(receipt.quantities[i]!, at + 16);
    scratch.writeDoubleBE(receipt.amounts[i]!, at + 24);
    scratch.writeDoubleBE(receipt.discounts[i]!, at + 32);
    at += LINE_BYTES;
  }
  return hash('sha256', scratch.subarray(0, at), 'buffer').subarray(0, HASH_BYTES);
}

function sortedLines({ rows, amounts, quantities, discounts, productIds }: StagedReceipt): number[] {
  const order = rows.map((_, i) => i);
  if (order.length === 1) return order;
  return order.sort(
    (a, b) =>
      amounts[a]! - amounts[b]! ||
      quantities[a]! - quantities[b]! ||
      discounts[a]! - discounts[b]! ||
      Buffer.compare(productIds[a]!, productIds[b]!),
  );
}

/** The number of a receipt that the file does not number: its content. Equal sales are told apart by a count behind it. */
export const refOfContent = (receipt: StagedReceipt): string => `row-${contentHash(receipt).toString('base64url')}`;
