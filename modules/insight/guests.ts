import { assert } from '@shuke/kernel';
import type { History } from './history.ts';
import { lengthOf, type Span } from './period.ts';

/** Different known customers who bought in a span, and those of them whose first order ever lies in it. */
export interface GuestCount {
  guests: number;
  newGuests: number;
}

export interface GuestCounter {
  /** One for each span. */
  readonly counts: readonly GuestCount[];
  /** Counts one customer, whose history begins with the first order ever. */
  readonly add: (history: Pick<History, 'days'>) => void;
}

/** Counts guests in spans that follow one another without a gap. A customer counts once in each span. */
export function guestCounter(spans: readonly Span[]): GuestCounter {
  assert(
    spans.every((span, i) => i === 0 || spans[i - 1]!.to + 1 === span.from),
    'the spans follow one another',
  );
  const [start, end] = [spans[0]?.from ?? 0, spans.at(-1)?.to ?? -1];
  const slots = Int32Array.from(spans.flatMap((span, i) => Array.from({ length: lengthOf(span) }, () => i)));
  const counts = spans.map(() => ({ guests: 0, newGuests: 0 }));
  const add = ({ days }: Pick<History, 'days'>): void => {
    const beganIn = days[0]! >= start ? slots[days[0]! - start] : undefined;
    let counted: number | undefined;
    let i = 0;
    while (i < days.length && days[i]! < start) i += 1;
    for (; i < days.length && days[i]! <= end; i += 1) {
      const slot = slots[days[i]! - start]!;
      if (slot === counted) continue;
      counted = slot;
      const count = counts[slot]!;
      count.guests += 1;
      if (slot === beganIn) count.newGuests += 1;
    }
  };
  return { counts, add };
}
