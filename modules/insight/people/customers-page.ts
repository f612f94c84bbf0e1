import {
  ACTIVITY_CLASSES,
  LOYALTY_CLASSES,
  VALUE_CLASSES,
  type ActivityClass,
  type LoyaltyClass,
  type ValueClass,
} from '@shuke/contract';
import type { DayNumber } from '../asking/day.ts';
import { classifiedOf } from './classified.ts';
import { figuresOf, type CustomerFigures } from './customer-figures.ts';
import type { People } from './people.ts';
import { idAt } from '@shuke/kernel';
import { pageOfRanked, type PageAsked, type Ranking } from './ranked-page.ts';
import { historiesAt, type Classified } from './standings.ts';

export interface AskedClasses {
  readonly activity?: ActivityClass | undefined;
  readonly loyalty?: LoyaltyClass | undefined;
  readonly value?: ValueClass | undefined;
}

export interface CustomersPage {
  /** How many are of the classes. */
  readonly customers: number;
  readonly items: readonly CustomerFigures[];
  readonly next: string | null;
}

/** A page of the customers of some classes, the most spent in all first. */
export function customersPage(
  people: People,
  { asOf, classes, page }: { asOf: DayNumber; classes: AskedClasses; page: PageAsked },
): CustomersPage {
  const classified = classifiedOf(people, asOf);
  const fitting = rowsFitting(classified, classes);
  const { places, next } = pageOfRanked(rankingOf(classified, fitting), page, fitting.length);
  const items = places.map((place) => figuresOf(classified, fitting[place]!));
  return { customers: fitting.length, items, next };
}

/** Those of the classes that were asked for. */
function rowsFitting({ rows, activity, loyalty, value, out }: Classified, asked: AskedClasses): Int32Array {
  const placeIn = (names: readonly string[], name?: string) => (name === undefined ? -1 : names.indexOf(name));
  const [ofActivity, ofLoyalty, ofValue] = [
    placeIn(ACTIVITY_CLASSES, asked.activity),
    placeIn(LOYALTY_CLASSES, asked.loyalty),
    placeIn(VALUE_CLASSES, asked.value),
  ];
  // Loops over typed arrays: made of iterators and functions, lists of a million took half a second.
  const fitting = new Int32Array(rows);
  let found = 0;
  for (let row = 0; row < rows; row += 1) {
    if (out[row] === 1) continue;
    if (ofActivity >= 0 && activity[row] !== ofActivity) continue;
    if (ofLoyalty >= 0 && loyalty[row] !== ofLoyalty) continue;
    if (ofValue >= 0 && value[row] !== ofValue) continue;
    fitting[found++] = row;
  }
  return fitting.subarray(0, found);
}

/** Some customers by what they spent in all. */
function rankingOf(classified: Classified, fitting: Int32Array): Ranking {
  const spendMinor = new Float64Array(fitting.length);
  for (let place = 0; place < fitting.length; place += 1) spendMinor[place] = spentUpTo(classified, fitting[place]!);
  return {
    spendMinor,
    ranked(place) {
      const row = fitting[place]!;
      return {
        customerId: idAt(historiesAt(classified, row).ids, classified.person[row]!),
        spendMinor: spendMinor[place]!,
        visitDays: classified.visitDays[row]!,
        lastDay: classified.lastDay[row]!,
      };
    },
  };
}

function spentUpTo(classified: Classified, row: number): number {
  const { start, day, netMinor } = historiesAt(classified, row);
  const person = classified.person[row]!;
  let spent = 0;
  for (let place = start[person]!; place < start[person + 1]! && day[place]! <= classified.asOf; place += 1)
    spent += netMinor[place]!;
  return spent;
}
