import type { Span } from '../asking/period.ts';
import type { Histories } from './histories.ts';
import type { Part, People } from './people.ts';
import { idAt } from '@shuke/kernel';
import type { Ranking } from './ranked-page.ts';

interface Found {
  count: number;
  readonly spendMinor: Float64Array;
  readonly part: Uint8Array;
  readonly person: Int32Array;
}

/** Everybody who spent more than nothing in a span. */
export function spenders({ parts }: Pick<People, 'parts'>, span: Span): Ranking {
  const most = parts.reduce((all, { histories }) => all + histories.persons, 0);
  const found = {
    count: 0,
    spendMinor: new Float64Array(most),
    part: new Uint8Array(most),
    person: new Int32Array(most),
  };
  parts.forEach((part, i) => findSpenders(part, { i, span }, found));
  return {
    spendMinor: found.spendMinor.subarray(0, found.count),
    ranked(at) {
      const { histories } = parts[found.part[at]!]!;
      const [person, spendMinor] = [found.person[at]!, found.spendMinor[at]!];
      return { customerId: idAt(histories.ids, person), spendMinor, ...visitsIn(histories, person, span) };
    },
  };
}

function findSpenders({ histories, skip }: Part, { i, span }: { i: number; span: Span }, found: Found): void {
  const { persons, start, day, netMinor } = histories;
  for (let person = 0; person < persons; person += 1) {
    if (skip !== null && skip[person] === 1) continue;
    const first = start[person]!;
    let spent = 0;
    for (let place = start[person + 1]! - 1; place >= first && day[place]! >= span.from; place -= 1) {
      if (day[place]! <= span.to) spent += netMinor[place]!;
    }
    if (spent <= 0) continue;
    found.spendMinor[found.count] = spent;
    found.part[found.count] = i;
    found.person[found.count] = person;
    found.count += 1;
  }
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
