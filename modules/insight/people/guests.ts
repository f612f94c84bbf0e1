import type { Span } from '../asking/period.ts';
import { placeFrom, type Histories } from './histories.ts';
import type { People } from './people.ts';
import { slotsOf, type Slots } from './slots.ts';
import { summed } from './summed.ts';

/** Different known customers who bought in a span, and those of them whose first order ever lies in it. */
export interface GuestCount {
  readonly guests: number;
  readonly newGuests: number;
}

/** Guests in spans that follow one another without a gap. A person counts once in each span. */
export function guestsIn(people: People, spans: readonly Span[]): GuestCount[] {
  const slots = slotsOf(spans);
  const sums = summed(people, `guests ${slots.key}`, (histories) => countGuests(histories, slots));
  return spans.map((_, slot) => ({ guests: sums[2 * slot]!, newGuests: sums[2 * slot + 1]! }));
}

function countGuests(histories: Histories, { start, end, slotOf, count }: Slots): Float64Array {
  const { persons, start: starts, day, orders, visits } = histories;
  const sums = new Float64Array(2 * count);
  for (let person = 0; person < persons; person += 1) {
    const last = starts[person + 1]! - 1;
    if (day[last]! < start) continue;
    const from = placeFrom(histories, person, start);
    let hasCome = from > starts[person]! && visits[from - 1]! > 0;
    let counted = -1;
    for (let place = from; place <= last && day[place]! <= end; place += 1) {
      if (orders[place] === 0) continue;
      const slot = slotOf[day[place]! - start]!;
      if (slot !== counted) {
        counted = slot;
        sums[2 * slot]! += 1;
        if (!hasCome) sums[2 * slot + 1]! += 1;
      }
      hasCome = true;
    }
  }
  return sums;
}
