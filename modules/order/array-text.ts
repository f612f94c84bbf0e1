// Lines travel as text, for an array of arrays must be even in SQL. Ids, numbers and coupon codes hold nothing that an
// array's text would have to quote.

/** One order's column of items as the text of an array. */
export const arrayText = <T>(items: readonly T[], of: (item: T) => string | number): string =>
  `{${items.map(of).join(',')}}`;

/** The same, null where there is nothing. */
export const arrayTextOrNull = <T>(items: readonly T[] | undefined, of: (item: T) => string | number): string | null =>
  items && items.length > 0 ? arrayText(items, of) : null;
