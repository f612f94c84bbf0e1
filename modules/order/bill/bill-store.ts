import { raw, sql, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { linesOf, type Bill, type BillLine } from './bill.ts';

type BillRow = Omit<Bill, 'lines'> & { readonly skus: string[]; readonly quantities: number[] };

const COLUMNS = raw(`bill_id as "billId", store_id as "storeId", store_code as "storeCode", label, source,
  customer_id as "customerId", status, version, line_sku as skus, line_quantity_milli as quantities,
  order_id as "orderId", merged_into as "mergedInto", void_reason as "voidReason", created_at as "createdAt",
  updated_at as "updatedAt"`);

const billOf = ({ skus, quantities, ...bill }: BillRow): Bill => ({ ...bill, lines: linesOf(skus, quantities) });

/** These bills as they are now. */
export async function readBills(tx: Tx, billIds: readonly string[]): Promise<Bill[]> {
  const rows = await tx.many<BillRow>(sql`
    select ${COLUMNS} from bill where merchant_id = ${tx.merchantId} and bill_id = any (${billIds}::uuid[])`);
  return rows.map(billOf);
}

/** These bills, held until the transaction ends; in key order, as checkouts lock them too. */
export async function lockBills(tx: Tx, billIds: readonly string[]): Promise<Map<string, Bill>> {
  const rows = await tx.many<BillRow>(sql`
    select ${COLUMNS}
      from bill
     where merchant_id = ${tx.merchantId} and bill_id = any (${billIds}::uuid[])
     order by merchant_id, bill_id
       for update`);
  return new Map(rows.map((row) => [row.billId, billOf(row)]));
}

export interface BillPage {
  readonly storeId: string | null;
  readonly after: string | null;
  readonly rows: number;
}

/** Open bills of one store or of all, the oldest first: their ids grow with time. */
export async function openBills(tx: Tx, { storeId, after, rows }: BillPage): Promise<Bill[]> {
  const found = await tx.many<BillRow>(sql`
    select ${COLUMNS}
      from bill
     where merchant_id = ${tx.merchantId} and status = 'open'
       and (${storeId}::uuid is null or store_id = ${storeId}::uuid)
       and (${after}::uuid is null or bill_id > ${after}::uuid)
     order by bill_id
     limit ${rows}`);
  return found.map(billOf);
}

export const insertBill = (tx: Tx, bill: Bill, openedBy: string): Promise<number> =>
  tx.run(sql`
    insert into bill
      (merchant_id, bill_id, store_id, store_code, label, source, customer_id, status, version, line_sku,
       line_quantity_milli, opened_by, created_at, updated_at)
    values (${tx.merchantId}, ${bill.billId}, ${bill.storeId}, ${bill.storeCode}, ${bill.label}, ${bill.source},
            ${bill.customerId}, ${bill.status}, ${bill.version}, ${skusOf(bill.lines)}, ${quantitiesOf(bill.lines)},
            ${openedBy}, ${bill.createdAt}, ${bill.updatedAt})`);

/** Writes a locked bill's lines, label and customer as its next version. */
export async function writeBill(tx: Tx, { billId, version, label, customerId, lines }: Bill): Promise<void> {
  const written = await tx.run(sql`
    update bill
       set line_sku = ${skusOf(lines)}, line_quantity_milli = ${quantitiesOf(lines)}, label = ${label},
           customer_id = ${customerId}, version = version + 1, updated_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and bill_id = ${billId} and version = ${version} and status = 'open'`);
  assert(written === 1, 'a bill that is locked stays as it was read');
}

/** Ends a locked bill unpaid. */
export async function voidBill(tx: Tx, billId: string, { reason, by }: { reason: string; by: string }): Promise<void> {
  const written = await tx.run(sql`
    update bill
       set status = 'void', void_reason = ${reason}, voided_by = ${by}, version = version + 1, updated_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and bill_id = ${billId} and status = 'open'`);
  assert(written === 1, 'a bill that is locked stays open');
}

/** Ends locked bills as merged into another. Their lines stay, to show what came from where. */
export async function endAsMerged(tx: Tx, billIds: readonly string[], into: string): Promise<void> {
  const written = await tx.run(sql`
    update bill
       set status = 'merged', merged_into = ${into}, version = version + 1, updated_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and bill_id = any (${billIds}::uuid[]) and status = 'open'`);
  assert(written === billIds.length, 'bills that are locked stay open');
}

const skusOf = (lines: readonly BillLine[]): string[] => lines.map(({ sku }) => sku);
const quantitiesOf = (lines: readonly BillLine[]): number[] => lines.map(({ quantityMilli }) => quantityMilli);
