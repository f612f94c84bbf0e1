import type { Span } from '../asking/period.ts';
import type { Histories } from './histories.ts';
import type { People } from './people.ts';
import { summed } from './summed.ts';

/** Different known persons who bought in each store in a span: who bought in two is a guest of both. */
export function guestsByStore(people: People, span: Span): Map<string, number> {
  const { storeIds } = people;
  const stores = storeIds.length;
  const counts = summed(people, `stores ${span.from} ${span.to} ${stores}`, (histories) =>
    countByStore(histories, span, stores),
  );
  return new Map(storeIds.map((id, store) => [id, counts[store]!]));
}

function countByStore({ persons, start, day, orders, store }: Histories, span: Span, stores: number): Float64Array {
  const counts = new Float64Array(stores);
  const counted = new Int32Array(stores).fill(-1);
  for (let person = 0; person < persons; person += 1) {
    for (let place = start[person + 1]! - 1; place >= start[person]! && day[place]! >= span.from; place -= 1) {
      const at = store[place]!;
      if (day[place]! > span.to || orders[place] === 0 || counted[at] === person) continue;
      counted[at] = person;
      counts[at]! += 1;
    }
  }
  return counts;
}
