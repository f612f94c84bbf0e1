import type { ImportColumns, ImportMapping } from '@shuke/contract';

/** The columns that a receipt's line is made of; those that several columns of a file can be joined to. */
export const COLUMN_FIELDS = [
  { name: 'orderedAt', isMany: true },
  { name: 'orderRef', isMany: true },
  { name: 'customer', isMany: false },
  { name: 'product', isMany: true },
  { name: 'sku', isMany: false },
  { name: 'category', isMany: false },
  { name: 'quantity', isMany: false },
  { name: 'amount', isMany: false },
  { name: 'unitPrice', isMany: false },
  { name: 'discount', isMany: true },
  { name: 'store', isMany: false },
  { name: 'brand', isMany: false },
] as const satisfies readonly { name: keyof ImportColumns; isMany: boolean }[];

/** The form of a mapping; a select without a choice holds undefined or an empty list. */
export type MappingFields = Omit<ImportMapping, 'columns'> & {
  columns: Partial<Record<keyof ImportColumns, string | string[]>>;
};

/** The pattern that `iso` stands for, which the server reads alike: people write patterns and know no names of them. */
export const ISO_PATTERN = 'YYYY-MM-DD[THH:mm[:ss][Z]]';

/** A date format as the form shows it. */
export const patternOf = (dateFormat: string | undefined): string | undefined =>
  dateFormat === 'iso' ? ISO_PATTERN : dateFormat;

/** The mapping that the form stands for, with what the form does not show taken from the one before. */
export function mappingOf({ columns, ...fields }: MappingFields, before: ImportMapping): ImportMapping {
  const chosen = Object.entries({ ...before.columns, ...columns }).flatMap(([name, value]) => {
    const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return one === undefined || one === null || one.length === 0 ? [] : [[name, one] as const];
  });
  return statedOf({ ...before, ...fields, columns: Object.fromEntries(chosen) });
}

// An empty text means "none" here; everywhere else it means that nothing is stated.
const MAY_BE_EMPTY = ['thousandsMark', 'currencySymbol'];

/** What a mapping states, without what it leaves open. */
export const statedOf = (mapping: ImportMapping): ImportMapping =>
  Object.fromEntries(
    Object.entries(mapping).filter(
      ([name, value]) => value !== undefined && value !== null && (value !== '' || MAY_BE_EMPTY.includes(name)),
    ),
  );
