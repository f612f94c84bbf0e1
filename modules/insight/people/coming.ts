import type { Span } from '../asking/period.ts';
import { placeFrom, type Histories } from './histories.ts';
import type { People } from './people.ts';
import { slotsOf, type Slots } from './slots.ts';
import { summed } from './summed.ts';

export interface Group {
  readonly guests: number;
  readonly orders: number;
  readonly netMinor: number;
}

/** Who came in a span and what they brought: new ones had their first order ever in it. */
export interface Coming {
  readonly fresh: Group;
  readonly returning: Group;
}

// What is summed of a span: guests, orders and money, first of the new, then of the returning.
const FIGURES = 3;

/**
 * New and returning guests of spans that follow one another. What was paid back in a span to somebody who did not come in it
 * counts with the returning, for they came before.
 */
export function comingIn(people: People, spans: readonly Span[]): Coming[] {
  const slots = slotsOf(spans);
  const sums = summed(people, `coming ${slots.key}`, (histories) => countComing(histories, slots));
  const group = (at: number): Group => ({ guests: sums[at]!, orders: sums[at + 1]!, netMinor: sums[at + 2]! });
  return spans.map((_, slot) => ({
    fresh: group(2 * FIGURES * slot),
    returning: group(2 * FIGURES * slot + FIGURES),
  }));
}

function countComing(histories: Histories, slots: Slots): Float64Array {
  const { persons, start: starts, day, orders, netMinor, visits } = histories;
  const { start, end, slotOf, count } = slots;
  const sums = new Float64Array(2 * FIGURES * count);
  for (let person = 0; person < persons; person += 1) {
    const last = starts[person + 1]! - 1;
    if (day[last]! < start) continue;
    const from = placeFrom(histories, person, start);
    // Where a store paid back before it first sold to somebody, that too is of a new guest.
    const hasCome = from > starts[person]! && visits[from - 1]! > 0;
    const firstSlot = hasCome ? -1 : slotOfFirst(histories, { from, last }, slots);
    let counted = -1;
    for (let place = from; place <= last && day[place]! <= end; place += 1) {
      const slot = slotOf[day[place]! - start]!;
      const at = FIGURES * (slot === firstSlot ? 2 * slot : 2 * slot + 1);
      if (orders[place]! > 0 && counted !== slot) {
        counted = slot;
        sums[at]! += 1;
      }
      sums[at + 1]! += orders[place]!;
      sums[at + 2]! += netMinor[place]!;
    }
  }
  return sums;
}

function slotOfFirst(
  { day, orders }: Histories,
  { from, last }: { from: number; last: number },
  { start, end, slotOf }: Slots,
): number {
  let place = from;
  while (place <= last && orders[place] === 0) place += 1;
  return place <= last && day[place]! <= end ? slotOf[day[place]! - start]! : -1;
}
