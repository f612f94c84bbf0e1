import type { ImportPreview, ImportReading, PreviewLine, RejectView } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { formatMinor, ok, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { formatQuantityMilli } from '@shuke/order';
import type { FileRefusal, MappingRefusal } from './errors.ts';
import type { FullMapping, MerchantFacts } from './mapping.ts';
import { resolveReading, type Reading } from './resolve-mapping.ts';
import { catalogueRowReader } from './rows/catalogue-row.ts';
import { dayText } from './rows/date-format.ts';
import { receiptLineReader, type ReceiptLine } from './rows/receipt-line.ts';
import { createRefs, type ProductRef } from './rows/refs.ts';
import { RowFault } from './rows/row-fault.ts';
import { REASON_SAYS, WARNING_SAYS } from './says.ts';
import { identify } from './stage/people-staging.ts';

const SHOWN = 20;
const MAX_SHOWN_CHARS = 200;

/**
 * Shows how a file would be imported: its first rows, what becomes of them, what is wrong with them, and what is taken for
 * granted. Changes nothing.
 */
export async function previewFile(
  ctx: Ctx,
  path: string,
  given: ImportReading,
): Promise<Result<ImportPreview, FileRefusal | MappingRefusal>> {
  const merchant = await inRead(ctx, merchantSettings);
  const reading = await resolveReading(path, given, merchant);
  if (!reading.ok) return reading;
  const { preset, mapping, shape, warnings, problem } = reading.value;
  const shown = problem === null ? readShown(ctx, reading.value, merchant) : { lines: [], rejects: [] };
  const codes = shown.rejects.length > shown.lines.length ? [...warnings, 'many_rejects' as const] : warnings;
  return ok({
    preset,
    kind: mapping.kind,
    mapping: { ...mapping },
    columns: [...shape.columns],
    rows: shape.sample.slice(0, SHOWN).map(({ fields }) => fields.map((field) => field.slice(0, MAX_SHOWN_CHARS))),
    ...shown,
    statement: {
      timeZone: mapping.timeZone,
      currency: mapping.currency,
      decimalMark: mapping.decimalMark,
      thousandsMark: mapping.thousandsMark,
      dateFormat: mapping.dateFormat,
      delimiter: shape.delimiter,
      encoding: shape.encoding,
      compressed: shape.isCompressed,
    },
    warnings: codes.map((code) => ({ code, says: WARNING_SAYS[code] })),
    problem: problem && { code: problem.code, field: String(problem.facts?.field ?? '') },
  });
}

type Shown = Pick<ImportPreview, 'lines' | 'rejects'>;

function readShown(ctx: Ctx, { mapping, shape }: Reading, merchant: MerchantFacts): Shown {
  const refs = createRefs();
  const options = { mapping, columns: shape.columns, merchant, refs, now: ctx.clock.now() };
  const readLine = mapping.kind === 'receipts' ? receiptLineReader(options) : null;
  const readProduct = mapping.kind === 'catalogue' ? catalogueRowReader(options) : null;
  const shown: Shown = { lines: [], rejects: [] };
  for (const { row, fields } of shape.sample.slice(0, SHOWN)) {
    const read = readLine ? readLine(fields, row) : readProduct!(fields);
    const line = read instanceof RowFault || 'sku' in read ? read : lineOf(ctx, mapping, read);
    if (line instanceof RowFault) shown.rejects.push(rejectView(row, line));
    else shown.lines.push('sku' in line && 'id' in line ? productLine(line, row) : line);
  }
  return shown;
}

const rejectView = (row: number, { column, reason }: RowFault): RejectView => ({
  row,
  column,
  reason,
  says: REASON_SAYS[reason],
});

/** A line as it would be imported, with the customer masked; or why it would not, for the person is looked at last. */
function lineOf(ctx: Ctx, { customerKind, columns, currency }: FullMapping, line: ReceiptLine): PreviewLine | RowFault {
  const person = line.customer && identify(ctx, customerKind, line.customer.text);
  if (typeof person === 'string') return new RowFault(columns.customer ?? '', person);
  return receiptLine(line, person && person.hint, currency);
}

const receiptLine = (line: ReceiptLine, customer: string | null, currency: string): PreviewLine => ({
  row: line.row,
  storeCode: line.store.code,
  orderRef: line.orderRef,
  orderedAt: new Date(line.time.orderedAtMs).toISOString(),
  businessDay: dayText(line.time.day),
  customer,
  sku: line.product.sku,
  productName: line.product.name,
  category: line.product.category,
  quantity: formatQuantityMilli(line.money.quantityMilli),
  amount: formatMinor(line.money.amountMinor, currency),
  discount: formatMinor(line.money.discountMinor, currency),
});

const productLine = ({ sku, name, category }: ProductRef, row: number): PreviewLine => ({
  row,
  storeCode: null,
  orderRef: null,
  orderedAt: null,
  businessDay: null,
  customer: null,
  sku,
  productName: name,
  category,
  quantity: null,
  amount: null,
  discount: null,
});
