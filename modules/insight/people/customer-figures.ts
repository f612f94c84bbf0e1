import {
  ACTIVITY_CLASSES,
  LOYALTY_CLASSES,
  VALUE_CLASSES,
  type ActivityClass,
  type LoyaltyClass,
  type ValueClass,
} from '@shuke/contract';
import { idAt, must } from '@shuke/kernel';
import { dayText, type DayNumber } from '../asking/day.ts';
import { mean } from '../asking/ratio.ts';
import { yardstickOf } from './classes.ts';
import { placeAsOf, type Histories } from './histories.ts';
import { rhythmOf } from './rhythm.ts';
import { firstVisitDay, historiesAt, type Classified } from './standings.ts';

/** What one customer's receipts up to and including a business day say. Days are `YYYY-MM-DD`, money is minor units. */
export interface CustomerFigures {
  readonly customerId: string;
  /** The business days of the first and the last visit. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Days since the last visit: 0 for a visit on the day itself. */
  readonly recencyDays: number;
  /** Distinct business days with at least one order. */
  readonly visitDays: number;
  readonly orders: number;
  /** Sum payable of all orders, less what was paid back by the day. */
  readonly monetaryMinor: number;
  /** The same of the 365 days that end on the day; what the value class ranks by. */
  readonly yearMinor: number;
  /** monetaryMinor / orders, rounded half up. */
  readonly averageTicketMinor: number;
  /** Median of the days between visit days, a multiple of 0.5; null below two visit days. */
  readonly medianGapDays: number | null;
  /** Median absolute deviation of those gaps, a multiple of 0.25; null below two visit days. */
  readonly gapSpreadDays: number | null;
  /** The gap that this customer is measured by: the own one from three visit days on, else the merchant's, else 30. */
  readonly yardstickGapDays: number;
  /** True where the yardstick is the customer's own gap. */
  readonly gapIsOwn: boolean;
  readonly activity: ActivityClass;
  readonly loyalty: LoyaltyClass;
  readonly value: ValueClass;
}

/** What one classified customer's receipts say, but for what they buy most. */
export function figuresOf(classified: Classified, at: number): CustomerFigures {
  const histories = historiesAt(classified, at);
  const person = classified.person[at]!;
  const place = placeAsOf(histories, person, classified.asOf);
  const [visitDays, halves] = [classified.visitDays[at]!, classified.gapHalves[at]!];
  const medianGapDays = halves < 0 ? null : halves / 2;
  const yardstick = yardstickOf({ visitDays, medianGapDays }, classified.merchantGapDays);
  const { orders, netMinor } = sumsUpTo(histories, person, place);
  return {
    customerId: idAt(histories.ids, person),
    firstDay: dayText(firstVisitDay(histories, person)),
    lastDay: dayText(classified.lastDay[at]!),
    recencyDays: classified.asOf - classified.lastDay[at]!,
    visitDays,
    orders,
    monetaryMinor: netMinor,
    yearMinor: classified.yearMinor[at]!,
    averageTicketMinor: mean(netMinor, orders) ?? 0,
    medianGapDays,
    gapSpreadDays: rhythmOf(visitDaysUpTo(histories, person, place))?.gapSpreadDays ?? null,
    yardstickGapDays: yardstick.gapDays,
    gapIsOwn: yardstick.isOwn,
    activity: must(ACTIVITY_CLASSES[classified.activity[at]!], 'a place of a class has a name'),
    loyalty: must(LOYALTY_CLASSES[classified.loyalty[at]!], 'a place of a class has a name'),
    value: must(VALUE_CLASSES[classified.value[at]!], 'a place of a class has a name'),
  };
}

/** Orders and net spend of a person up to a place. */
export function sumsUpTo({ start, orders, netMinor }: Histories, person: number, place: number) {
  const sums = { orders: 0, netMinor: 0 };
  for (let at = start[person]!; at <= place; at += 1) {
    sums.orders += orders[at]!;
    sums.netMinor += netMinor[at]!;
  }
  return sums;
}

/** The days on which a person came, up to a place. */
function visitDaysUpTo({ start, day, orders }: Histories, person: number, place: number): DayNumber[] {
  const days: DayNumber[] = [];
  for (let at = start[person]!; at <= place; at += 1) {
    if (orders[at]! > 0 && day[at] !== days.at(-1)) days.push(day[at]!);
  }
  return days;
}
