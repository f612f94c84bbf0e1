import { newId } from '@shuke/kernel';
import * as copy from './copy-buffer.ts';
import { contentHash, type StagedReceipt } from './staged-receipt.ts';

const HYPHEN = 45;
const DIGIT_OF = new Uint8Array(128);
for (let digit = 0; digit < 16; digit += 1) DIGIT_OF[digit.toString(16).charCodeAt(0)] = digit;

/** The 16 bytes of a lower-case UUID. By hand, for each order has one and a call into native code takes longer. */
export function uuidBytes(id: string): Uint8Array {
  const bytes = new Uint8Array(16);
  for (let at = 0, n = 0; n < 16; n += 1, at += 2) {
    if (id.charCodeAt(at) === HYPHEN) at += 1;
    bytes[n] = (DIGIT_OF[id.charCodeAt(at)]! << 4) | DIGIT_OF[id.charCodeAt(at + 1)]!;
  }
  return bytes;
}

/** Columns of import_staging_order in the order in which `putReceipt` writes them. */
export const ORDER_COLUMNS = [
  'load_id',
  'batch_no',
  'first_row',
  'order_id',
  'store_id',
  'customer_hash',
  'order_ref',
  'content_hash',
  'ordered_at',
  'business_day',
  'gross_minor',
  'discount_minor',
  'line_product_id',
  'line_quantity_milli',
  'line_amount_minor',
  'line_discount_minor',
  'line_row_no',
] as const;

export interface Place {
  readonly loadId: Uint8Array;
  readonly batchNo: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Writes one receipt; its order's id is made here. */
export function putReceipt(out: copy.CopyBuffer, { loadId, batchNo }: Place, receipt: StagedReceipt): void {
  const discount = sum(receipt.discounts);
  copy.putRow(out, ORDER_COLUMNS.length);
  copy.putBytes(out, loadId);
  copy.putInt4(out, batchNo);
  copy.putInt8(out, receipt.rows[0]!);
  copy.putBytes(out, uuidBytes(newId()));
  copy.putBytes(out, receipt.storeId);
  if (receipt.customerHash) copy.putBytes(out, receipt.customerHash);
  else copy.putNull(out);
  copy.putText(out, receipt.orderRef);
  copy.putBytes(out, contentHash(receipt));
  copy.putInstant(out, receipt.orderedAtMs);
  copy.putDay(out, receipt.day);
  copy.putInt8(out, sum(receipt.amounts) + discount);
  copy.putInt8(out, discount);
  copy.putUuids(out, receipt.productIds);
  copy.putInt8s(out, receipt.quantities);
  copy.putInt8s(out, receipt.amounts);
  copy.putInt8s(out, receipt.discounts);
  copy.putInt8s(out, receipt.rows);
}

/** A person whom the orders name. `made` is null for one who is known. */
export interface StagedCustomer {
  readonly kind: string;
  readonly hash: Uint8Array;
  readonly customerId: string;
  readonly hint: string;
  readonly made: MadePerson | null;
}

/** The identifier of somebody who is to be made, sealed with the key that is theirs from then on. */
export interface MadePerson {
  readonly sealed: Uint8Array;
  readonly wrappedKey: Uint8Array;
  readonly keyVersion: number;
}

/** Columns of import_staging_customer in the order in which `putCustomer` writes them. */
export const CUSTOMER_COLUMNS = [
  'load_id',
  'batch_no',
  'kind',
  'hash',
  'customer_id',
  'hint',
  'sealed',
  'wrapped_key',
  'key_version',
] as const;

export function putCustomer(out: copy.CopyBuffer, { loadId, batchNo }: Place, customer: StagedCustomer): void {
  copy.putRow(out, CUSTOMER_COLUMNS.length);
  copy.putBytes(out, loadId);
  copy.putInt4(out, batchNo);
  copy.putText(out, customer.kind);
  copy.putBytes(out, customer.hash);
  copy.putBytes(out, uuidBytes(customer.customerId));
  copy.putText(out, customer.hint);
  if (customer.made) putMade(out, customer.made);
  else for (let column = 0; column < 3; column += 1) copy.putNull(out);
}

function putMade(out: copy.CopyBuffer, { sealed, wrappedKey, keyVersion }: MadePerson): void {
  copy.putBytes(out, sealed);
  copy.putBytes(out, wrappedKey);
  copy.putInt4(out, keyVersion);
}
