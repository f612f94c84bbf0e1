import { assert } from '@shuke/kernel';
import { lengthOf, type Span } from '../asking/period.ts';
import { placeFrom, type Histories } from './histories.ts';

export interface Group {
  guests: number;
  orders: number;
  netMinor: number;
}

/** Who came in a span and what they brought: new ones had their first order ever in it. */
export interface Coming {
  readonly fresh: Group;
  readonly returning: Group;
}

const nobody = (): Group => ({ guests: 0, orders: 0, netMinor: 0 });

export interface ComingCounter {
  /** One for each span. */
  readonly counts: readonly Coming[];
  /** Counts one person. */
  readonly add: (histories: Histories, person: number) => void;
}

/**
 * Counts new and returning guests in spans that follow one another. What was paid back in a span to somebody who did not come in
 * it counts with the returning, for they came before.
 */
export function comingCounter(spans: readonly Span[]): ComingCounter {
  assert(
    spans.every((span, i) => i === 0 || spans[i - 1]!.to + 1 === span.from),
    'the spans follow one another',
  );
  const [start, end] = [spans[0]!.from, spans.at(-1)!.to];
  const slots = Int32Array.from(spans.flatMap((span, i) => Array.from({ length: lengthOf(span) }, () => i)));
  const counts = spans.map(() => ({ fresh: nobody(), returning: nobody() }));
  const slotOfFirst = (from: number, last: number, { day, orders }: Histories): number => {
    let place = from;
    while (place <= last && orders[place] === 0) place += 1;
    return place <= last && day[place]! <= end ? slots[day[place]! - start]! : -1;
  };
  const add = (histories: Histories, person: number): void => {
    const { start: starts, day, orders, netMinor, visits } = histories;
    const last = starts[person + 1]! - 1;
    if (day[last]! < start) return;
    const from = placeFrom(histories, person, start);
    // Where a store paid back before it first sold to somebody, that too is of a new guest.
    const firstSlot = from > starts[person]! && visits[from - 1]! > 0 ? -1 : slotOfFirst(from, last, histories);
    let counted = -1;
    for (let place = from; place <= last && day[place]! <= end; place += 1) {
      const slot = slots[day[place]! - start]!;
      const group = slot === firstSlot ? counts[slot]!.fresh : counts[slot]!.returning;
      if (orders[place]! > 0 && counted !== slot) {
        counted = slot;
        group.guests += 1;
      }
      group.orders += orders[place]!;
      group.netMinor += netMinor[place]!;
    }
  };
  return { counts, add };
}
