import type { IdentifierKind, ImportColumns, ImportKind, ImportMapping, OrderRefScope } from '@shuke/contract';

/** What one column of a file, or several together, are. */
export type MappedField = keyof ImportColumns;

/** What a file leaves to the merchant. */
export interface MerchantFacts {
  readonly currency: string;
  readonly timeZone: string;
  /** Minutes after midnight at which the business day begins. */
  readonly dayStartMinute: number;
}

/** A mapping in which nothing is left open. */
export interface FullMapping extends ImportMapping {
  readonly kind: ImportKind;
  readonly columns: ImportColumns;
  readonly header: boolean;
  readonly customerKind: IdentifierKind;
  readonly orderRefScope: OrderRefScope;
  readonly timeZone: string;
  readonly currency: string;
  readonly decimalMark: '.' | ',';
  readonly thousandsMark: NonNullable<ImportMapping['thousandsMark']>;
  readonly currencySymbol: string;
  readonly roundAmounts: boolean;
  readonly dateFormat: string;
  readonly missing: string[];
}

/** One column, or several, as a list. */
export const listOf = (columns: string | readonly string[] | undefined): readonly string[] =>
  columns === undefined ? [] : typeof columns === 'string' ? [columns] : columns;

/** Every column that a mapping names, with what it is. */
export const columnsOf = ({ columns }: ImportMapping): { field: MappedField; column: string }[] =>
  (Object.keys(columns ?? {}) as MappedField[]).flatMap((field) =>
    listOf(columns?.[field]).map((column) => ({ field, column })),
  );

/** A mapping with another's choices put over it. */
export const overlaid = (base: ImportMapping, over: ImportMapping): ImportMapping => ({
  ...base,
  ...over,
  ...(base.columns || over.columns ? { columns: { ...base.columns, ...over.columns } } : {}),
});
