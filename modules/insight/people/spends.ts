import { contains, type Span } from '../asking/period.ts';
import { descending } from './descending.ts';
import type { Histories } from './histories.ts';
import { isKept, keptOf } from './kept.ts';
import type { People } from './people.ts';
import { changeOf, exchanged, isSameChange, type SpendChange } from './spend-change.ts';

const keyOf = ({ from, to }: Span): string => `spends ${from} ${to}`;

/** For each span the spends of everybody who spent more than nothing in it, the greatest first. They are not to be changed. */
export function spendsIn(people: People, spans: readonly Span[]): Float64Array[] {
  const [all, ...anew] = people.parts.map(({ histories }) => histories);
  const most = keptSpends(all!, spans);
  if (anew.length === 0) return most;
  const [before, after] = [spendsOf(people.gone, spans), spendsOf(anew[0]!, spans)];
  return spans.map((span, i) => {
    const change = changeOf(before[i]!, after[i]!);
    return change ? changedSpends(all!, { span, most: most[i]!, change }) : most[i]!;
  });
}

/** Those of histories that do not change; one walk over everybody for all spans that were not asked for lately. */
function keptSpends(histories: Histories, spans: readonly Span[]): Float64Array[] {
  const missing = spans.filter((span) => !isKept(histories, keyOf(span)));
  const found = new Map(spendsOf(histories, missing).map((spends, i) => [keyOf(missing[i]!), spends]));
  return spans.map((span) =>
    keptOf(histories, keyOf(span), () => {
      const value = found.get(keyOf(span)) ?? spendsOf(histories, [span])[0]!;
      return { value, bytes: value.byteLength };
    }),
  );
}

interface Changed {
  change: SpendChange | null;
  spends: Float64Array;
}

/** While nothing is sold in a span, merges alone make it differ, and they stay: then it is the very array of the last question. */
function changedSpends(
  histories: Histories,
  { span, most, change }: { span: Span; most: Float64Array; change: SpendChange },
): Float64Array {
  const last = keptOf<Changed>(histories, `changed ${keyOf(span)}`, () => ({
    value: { change: null, spends: most },
    bytes: most.byteLength,
  }));
  if (!isSameChange(last.change, change)) {
    last.change = change;
    last.spends = exchanged(most, change);
  }
  return last.spends;
}

function spendsOf({ persons, start, day, netMinor }: Histories, spans: readonly Span[]): Float64Array[] {
  if (spans.length === 0) return [];
  const lists = spans.map(() => growingList());
  const { first, starts, holding } = spansByDay(spans);
  const days = starts.length - 1;
  const sums = new Float64Array(spans.length);
  for (let person = 0; person < persons; person += 1) {
    const from = start[person]!;
    let place = start[person + 1]! - 1;
    if (day[place]! < first) continue;
    for (; place >= from && day[place]! >= first; place -= 1) {
      const at = day[place]! - first;
      if (at >= days) continue;
      for (let i = starts[at]!; i < starts[at + 1]!; i += 1) sums[holding[i]!]! += netMinor[place]!;
    }
    for (let i = 0; i < sums.length; i += 1) {
      if (sums[i]! > 0) lists[i]!.push(sums[i]!);
      sums[i] = 0;
    }
  }
  return lists.map((list) => descending(list.values()));
}

/** Which spans hold each day, from the first of them all: those of a day stand in `holding` from its start to the next. */
function spansByDay(spans: readonly Span[]) {
  const first = Math.min(...spans.map((span) => span.from));
  const last = Math.max(...spans.map((span) => span.to));
  const starts = new Int32Array(last - first + 2);
  const holding: number[] = [];
  for (let day = first; day <= last; day += 1) {
    spans.forEach((span, i) => {
      if (contains(span, day)) holding.push(i);
    });
    starts[day - first + 1] = holding.length;
  }
  return { first, starts, holding: Int32Array.from(holding) };
}

function growingList() {
  let values = new Float64Array(1024);
  let size = 0;
  return {
    push: (value: number) => {
      if (size === values.length) {
        const larger = new Float64Array(4 * size);
        larger.set(values);
        values = larger;
      }
      values[size++] = value;
    },
    values: () => values.subarray(0, size),
  };
}
