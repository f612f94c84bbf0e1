import { ImportMapping } from '@shuke/contract';
import { isTimeZone, ok, refuse, type Result } from '@shuke/kernel';
import { Value } from 'typebox/value';
import type { MappingRefusal } from './errors.ts';
import { columnsOf, listOf, type FullMapping } from './mapping.ts';
import type { FileShape } from './read/file-shape.ts';
import { dateReader } from './rows/date-format.ts';

/** Reads a mapping that a person wrote, such as a JSON file. Refuses with `mapping_invalid`, naming the field. */
export function checkMapping(input: unknown): Result<ImportMapping, MappingRefusal> {
  if (Value.Check(ImportMapping, input)) return ok(input);
  const [first] = Value.Errors(ImportMapping, input);
  const inner =
    first?.keyword === 'additionalProperties' ? (first.params.additionalProperties as string[])[0] : undefined;
  const path = (first?.instancePath ?? '').slice(1).replaceAll('/', '.');
  const field = [path, inner].filter(Boolean).join('.') || 'mapping';
  return refuse('mapping_invalid', { field, problem: first?.message ?? 'does not fit' });
}

/** Why a mapping in which nothing is open makes no sense for a file and its merchant, or null. */
export function mappingProblem(
  mapping: FullMapping,
  shape: FileShape,
  merchantCurrency: string,
): MappingRefusal | null {
  const unknown = columnsOf(mapping).find(({ column }) => !shape.columns.includes(column));
  if (unknown) return refuse('column_unknown', { field: `columns.${unknown.field}`, column: unknown.column }).refusal;
  const open = openField(mapping);
  if (open !== null) return refuse('mapping_incomplete', { field: open }).refusal;
  const { timeZone, currency } = mapping;
  if (!isTimeZone(timeZone)) return refuse('time_zone_unknown', { field: 'timeZone', timeZone }).refusal;
  if (currency !== merchantCurrency)
    return refuse('currency_differs', { field: 'currency', file: currency, merchant: merchantCurrency }).refusal;
  const invalid = invalidField(mapping);
  return invalid && refuse('mapping_invalid', invalid).refusal;
}

function invalidField(mapping: FullMapping): { field: string; problem: string } | null {
  const { kind, dateFormat, thousandsMark, decimalMark, currencySymbol } = mapping;
  if (kind === 'receipts' && dateReader(dateFormat) === null) {
    return { field: 'dateFormat', problem: 'needs YYYY, MM and DD, each once, or is iso, unix or unix_ms' };
  }
  if (thousandsMark === decimalMark) return { field: 'thousandsMark', problem: 'is also the decimal mark' };
  if (!/[\d.,+-]/.test(currencySymbol)) return null;
  return { field: 'currencySymbol', problem: 'holds what is part of a number' };
}

/** The first field that a mapping of its kind needs and lacks. */
function openField({ kind, columns, dateFormat }: FullMapping): string | null {
  if (!columns.sku && listOf(columns.product).length === 0) return 'columns.product';
  if (kind === 'catalogue') return null;
  if (listOf(columns.orderedAt).length === 0) return 'columns.orderedAt';
  return dateFormat === '' ? 'dateFormat' : null;
}
