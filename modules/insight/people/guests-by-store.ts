import type { Span } from '../asking/period.ts';
import type { Part, People } from './people.ts';

/** Different known persons who bought in each store in a span: who bought in two is a guest of both. */
export function guestsByStore({ parts, storeIds }: People, span: Span): Map<string, number> {
  const counts = new Uint32Array(storeIds.length);
  for (const part of parts) countPart(part, span, counts);
  return new Map(storeIds.map((id, store) => [id, counts[store]!]));
}

function countPart({ histories, skip }: Part, span: Span, counts: Uint32Array): void {
  const { persons, start, day, orders, store } = histories;
  const counted = new Int32Array(counts.length).fill(-1);
  for (let person = 0; person < persons; person += 1) {
    if (skip !== null && skip[person] === 1) continue;
    for (let place = start[person + 1]! - 1; place >= start[person]! && day[place]! >= span.from; place -= 1) {
      const at = store[place]!;
      if (day[place]! > span.to || orders[place] === 0 || counted[at] === person) continue;
      counted[at] = person;
      counts[at]! += 1;
    }
  }
}
