/** The visits of persons, in columns: person i owns the places start[i] to start[i + 1] - 1. */
interface Visits {
  readonly persons: number;
  readonly start: Uint32Array;
  readonly day: Int32Array;
  readonly orders: Uint32Array;
}

/**
 * For every place how many visit days there were by then and the median gap between them: where somebody stands as of any day
 * is then looked up. A visit day is one with an order; gaps are kept sorted as they come, so that none is sorted twice.
 */
export function traceRhythm({ persons, start, day, orders }: Visits): { visits: Uint32Array; gapHalves: Int32Array } {
  const visits = new Uint32Array(day.length);
  const gapHalves = new Int32Array(day.length);
  const gaps = sortedGaps();
  for (let person = 0; person < persons; person += 1) {
    let count = 0;
    let last = 0;
    gaps.clear();
    for (let place = start[person]!; place < start[person + 1]!; place += 1) {
      const today = day[place]!;
      if (orders[place]! > 0 && (count === 0 || today !== last)) {
        if (count > 0) gaps.add(today - last);
        count += 1;
        last = today;
      }
      visits[place] = count;
      gapHalves[place] = gaps.middleHalves();
    }
  }
  return { visits, gapHalves };
}

function sortedGaps() {
  let sorted = new Int32Array(64);
  let size = 0;
  return {
    clear: () => {
      size = 0;
    },
    add: (gap: number) => {
      if (size === sorted.length) {
        const larger = new Int32Array(2 * size);
        larger.set(sorted);
        sorted = larger;
      }
      let at = size;
      while (at > 0 && sorted[at - 1]! > gap) at -= 1;
      if (at < size) sorted.copyWithin(at + 1, at, size);
      sorted[at] = gap;
      size += 1;
    },
    /** Twice the median, for it is a whole number; -1 where there is no gap. */
    middleHalves: () => (size === 0 ? -1 : sorted[(size - 1) >> 1]! + sorted[size >> 1]!),
  };
}
