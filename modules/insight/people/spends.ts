import { contains, type Span } from '../asking/period.ts';
import type { Histories } from './histories.ts';
import { forEachPerson, type People } from './people.ts';
import { idAt } from './person-ids.ts';
import type { Ranking } from './ranked-page.ts';

/** What each person spent in a span, net of what was paid back in it. */
export function spendIn({ start, day, netMinor }: Histories, person: number, span: Span): number {
  const first = start[person]!;
  let sum = 0;
  for (let place = start[person + 1]! - 1; place >= first && day[place]! >= span.from; place -= 1) {
    if (day[place]! <= span.to) sum += netMinor[place]!;
  }
  return sum;
}

/** For each span the spends above nothing, in no order; one walk over everybody for all of them, however many there are. */
export function spendsIn(people: People, spans: readonly Span[]): Float64Array[] {
  const lists = spans.map(() => growingList());
  const { first, starts, holding } = spansByDay(spans);
  const days = starts.length - 1;
  const sums = new Float64Array(spans.length);
  forEachPerson(people, ({ start, day, netMinor }, person) => {
    const from = start[person]!;
    for (let place = start[person + 1]! - 1; place >= from && day[place]! >= first; place -= 1) {
      const at = day[place]! - first;
      if (at >= days) continue;
      for (let i = starts[at]!; i < starts[at + 1]!; i += 1) sums[holding[i]!]! += netMinor[place]!;
    }
    for (let i = 0; i < sums.length; i += 1) {
      if (sums[i]! > 0) lists[i]!.push(sums[i]!);
      sums[i] = 0;
    }
  });
  return lists.map((list) => list.values());
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

/** Everybody who spent more than nothing in a span. */
export function spenders(people: People, span: Span): Ranking {
  const most = people.parts.reduce((all, { histories }) => all + histories.persons, 0);
  const spendMinor = new Float64Array(most);
  const part = new Uint8Array(most);
  const persons = new Int32Array(most);
  const first = people.parts[0]!.histories;
  let found = 0;
  forEachPerson(people, (histories, person) => {
    const spent = spendIn(histories, person, span);
    if (spent <= 0) return;
    spendMinor[found] = spent;
    part[found] = histories === first ? 0 : 1;
    persons[found] = person;
    found += 1;
  });
  return {
    spendMinor: spendMinor.subarray(0, found),
    ranked(at) {
      const { histories } = people.parts[part[at]!]!;
      const customerId = idAt(histories.ids, persons[at]!);
      return { customerId, spendMinor: spendMinor[at]!, ...visitsIn(histories, persons[at]!, span) };
    },
  };
}

/** On how many days somebody came in a span, and the last of them; the span's first where only something was paid back. */
function visitsIn({ start, day, orders }: Histories, person: number, span: Span) {
  const visits = { visitDays: 0, lastDay: span.from };
  for (let place = start[person]!; place < start[person + 1]! && day[place]! <= span.to; place += 1) {
    if (day[place]! < span.from || orders[place] === 0) continue;
    if (visits.visitDays === 0 || day[place] !== visits.lastDay) visits.visitDays += 1;
    visits.lastDay = day[place]!;
  }
  return visits;
}
