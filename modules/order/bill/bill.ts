import type { SOURCES } from '@shuke/contract';
import { must, ok, refuse, type Refused, type Result } from '@shuke/kernel';
import type { BillLineRefusal, BillStateRefusal } from '../errors.ts';
import { MAX_LINES, MAX_QUANTITY_MILLI, parseQuantityMilli } from '../order.ts';

/** How much of a product, in thousandths. */
export interface BillLine {
  readonly sku: string;
  readonly quantityMilli: number;
}

/** What is ordered and not yet paid: the bill of a table, or a sale that is held. A product stands on it once. */
export interface Bill {
  readonly billId: string;
  readonly storeId: string;
  readonly storeCode: string;
  readonly label: string;
  readonly source: (typeof SOURCES)[number];
  readonly customerId: string | null;
  readonly status: 'open' | 'paid' | 'void' | 'merged';
  readonly version: number;
  readonly lines: readonly BillLine[];
  readonly orderId: string | null;
  readonly mergedInto: string | null;
  readonly voidReason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A bill as somebody has read it. */
export interface BillRef {
  readonly billId: string;
  /** Null for what holds of any version. */
  readonly version: number | null;
}

export interface LineChange {
  readonly change: 'add' | 'remove' | 'set';
  readonly sku: string;
  /** As on the wire. */
  readonly quantity: string;
}

/** Why a bill cannot be changed as it was read, or null. Of a bill of another store nobody is told that it exists. */
export function whyNotAsRead(
  bill: Bill | undefined,
  { billId, version }: BillRef,
  storeId: string | null,
): Refused<BillStateRefusal> | null {
  if (!bill || (storeId !== null && bill.storeId !== storeId)) return refuse('bill_not_found', { billId });
  if (bill.status !== 'open') return refuse('bill_not_open', { billId, status: bill.status });
  return version === null || bill.version === version
    ? null
    : refuse('bill_changed', { billId, version: bill.version });
}

/** The lines after changes that are done in their order. What comes to nothing leaves the bill. */
export function changeLines(
  lines: readonly BillLine[],
  changes: readonly LineChange[],
): Result<BillLine[], BillLineRefusal> {
  const held = new Map(lines.map(({ sku, quantityMilli }) => [sku, quantityMilli]));
  for (const [i, { change, sku, quantity }] of changes.entries()) {
    const line = i + 1;
    const asked = parseQuantityMilli(quantity);
    if (asked === null || asked < 0) return refuse('order_quantity_out_of_range', { line, sku });
    const before = held.get(sku) ?? 0;
    if (change === 'remove' && asked > before) return refuse('bill_line_missing', { line, sku });
    const after = { add: before + asked, remove: before - asked, set: asked }[change];
    if (after > MAX_QUANTITY_MILLI) return refuse('order_quantity_out_of_range', { line, sku });
    held.set(sku, after);
  }
  const left = [...held].flatMap(([sku, quantityMilli]) => (quantityMilli > 0 ? [{ sku, quantityMilli }] : []));
  return left.length > MAX_LINES ? refuse('order_too_many_lines', { lines: left.length, most: MAX_LINES }) : ok(left);
}

type Goods = readonly Omit<LineChange, 'change'>[];

/** The lines of a new bill; equal products come onto one. */
export const addLines = (lines: readonly BillLine[], goods: Goods): Result<BillLine[], BillLineRefusal> =>
  changeLines(
    lines,
    goods.map((one) => ({ ...one, change: 'add' })),
  );

export interface SplitLines {
  readonly rest: readonly BillLine[];
  readonly split: readonly BillLine[];
}

/** Moves goods off a bill. Nothing is made and nothing lost by it. */
export function splitLines(lines: readonly BillLine[], goods: Goods): Result<SplitLines, BillLineRefusal> {
  const rest = changeLines(
    lines,
    goods.map((one) => ({ ...one, change: 'remove' })),
  );
  if (!rest.ok) return rest;
  const split = addLines([], goods);
  return split.ok ? ok({ rest: rest.value, split: split.value }) : split;
}

/** The lines of several bills on one. */
export function mergeLines(
  bills: readonly { readonly lines: readonly BillLine[] }[],
): Result<BillLine[], BillLineRefusal> {
  const sums = sumsOf(bills.flatMap(({ lines }) => lines));
  const tooMuch = [...sums].find(([, quantityMilli]) => quantityMilli > MAX_QUANTITY_MILLI);
  if (tooMuch) return refuse('order_quantity_out_of_range', { sku: tooMuch[0] });
  if (sums.size > MAX_LINES) return refuse('order_too_many_lines', { lines: sums.size, most: MAX_LINES });
  return ok([...sums].map(([sku, quantityMilli]) => ({ sku, quantityMilli })));
}

/** Whether two lists hold the same goods, in whatever order and on however many lines. */
export function sameGoods(some: readonly BillLine[], others: readonly BillLine[]): boolean {
  const [a, b] = [sumsOf(some), sumsOf(others)];
  return a.size === b.size && [...a].every(([sku, quantityMilli]) => b.get(sku) === quantityMilli);
}

function sumsOf(lines: readonly BillLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { sku, quantityMilli } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantityMilli);
  return sums;
}

/** The lines that two arrays of a row hold. */
export const linesOf = (skus: readonly string[], quantities: readonly number[]): BillLine[] =>
  skus.map((sku, i) => ({ sku, quantityMilli: must(quantities[i], 'arrays of a bill are of one length') }));
