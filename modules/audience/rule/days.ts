import type { RuleWhen } from '@shuke/contract';
import { DAY_MS, wallToInstantMs } from '@shuke/kernel';

/** Business days, both ends included; null: from the beginning. */
export interface Span {
  readonly from: string | null;
  readonly to: string;
}

/** The day that a rule is asked about, and how its days become instants. */
export interface Moment {
  readonly asOf: string;
  /** The merchant's business day now. Asked about it, what is known as of now only can be asked too. */
  readonly today: string;
  readonly timeZone: string;
  readonly dayStartMinute: number;
}

/** How many days a day is after 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const dayText = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);
export const dayPlus = (day: string, days: number): string => dayText(dayNumber(day) + days);

/** The instant at which a business day of the merchant begins. */
export const startOf = ({ timeZone, dayStartMinute }: Moment, day: string): Date =>
  new Date(wallToInstantMs(dayNumber(day) * DAY_MS + dayStartMinute * 60_000, timeZone));

/** The instant before which everything that may count has happened: the end of the day that is asked about. */
export const endOf = (moment: Moment): Date => startOf(moment, dayPlus(moment.asOf, 1));

/** The days that a rule means, none of them after the day that is asked about. */
export function spanOf({ asOf }: Pick<Moment, 'asOf'>, when: RuleWhen | undefined): Span {
  if (when === undefined) return { from: null, to: asOf };
  if ('lastDays' in when) {
    const to = dayPlus(asOf, -(when.skipDays ?? 0));
    return { from: dayPlus(to, 1 - when.lastDays), to };
  }
  return { from: when.from ?? null, to: when.to === undefined || when.to > asOf ? asOf : when.to };
}

/** True where the end of a span moves with the day that is asked about, so that an answer can change while nothing happens. */
export const moves = (when: RuleWhen | undefined): boolean => when !== undefined && 'lastDays' in when;
