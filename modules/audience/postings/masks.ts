/** Of each name 1 where it is wanted. */
export const maskOf = (names: readonly string[], wanted: readonly string[] | undefined): Uint8Array =>
  Uint8Array.from(names, (name) => Number(wanted?.includes(name) ?? true));

export function numbersMask(size: number, numbers: readonly number[]): Uint8Array {
  const mask = new Uint8Array(size);
  for (const number of numbers) mask[number] = 1;
  return mask;
}

interface Weekdays {
  /** As days after 1970-01-01. */
  readonly firstDay: number;
  readonly weekdays: readonly number[];
}

/** Of each day 1 where its weekday is wanted. 1970-01-01 was a Thursday; ISO counts from Monday, which is 1. */
export const weekdayMask = (days: number, { firstDay, weekdays }: Weekdays): Uint8Array =>
  Uint8Array.from({ length: days }, (_, day) => Number(weekdays.includes(1 + ((firstDay + day + 3) % 7))));
