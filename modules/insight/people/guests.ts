import { assert } from '@shuke/kernel';
import { lengthOf, type Span } from '../asking/period.ts';
import { placeFrom, type Histories } from './histories.ts';
import { forEachPerson, type People } from './people.ts';

/** Different known customers who bought in a span, and those of them whose first order ever lies in it. */
export interface GuestCount {
  guests: number;
  newGuests: number;
}

export interface GuestCounter {
  /** One for each span. */
  readonly counts: readonly GuestCount[];
  /** Counts one person. */
  readonly add: (histories: Histories, person: number) => void;
}

/** Counts guests in spans that follow one another without a gap. A person counts once in each span. */
export function guestCounter(spans: readonly Span[]): GuestCounter {
  assert(
    spans.every((span, i) => i === 0 || spans[i - 1]!.to + 1 === span.from),
    'the spans follow one another',
  );
  const [start, end] = [spans[0]?.from ?? 0, spans.at(-1)?.to ?? -1];
  const slots = Int32Array.from(spans.flatMap((span, i) => Array.from({ length: lengthOf(span) }, () => i)));
  const counts = spans.map(() => ({ guests: 0, newGuests: 0 }));
  const add = (histories: Histories, person: number): void => {
    const { start: starts, day, orders, visits } = histories;
    const last = starts[person + 1]! - 1;
    if (day[last]! < start) return;
    const from = placeFrom(histories, person, start);
    let hasCome = from > starts[person]! && visits[from - 1]! > 0;
    let counted = -1;
    for (let place = from; place <= last && day[place]! <= end; place += 1) {
      if (orders[place] === 0) continue;
      const slot = slots[day[place]! - start]!;
      if (slot !== counted) {
        counted = slot;
        const count = counts[slot]!;
        count.guests += 1;
        if (!hasCome) count.newGuests += 1;
      }
      hasCome = true;
    }
  };
  return { counts, add };
}

/** Counts everybody by some counters in one walk. */
export function countGuests(people: People, ...counters: readonly Pick<GuestCounter, 'add'>[]): void {
  forEachPerson(people, (histories, person) => {
    for (const counter of counters) counter.add(histories, person);
  });
}
