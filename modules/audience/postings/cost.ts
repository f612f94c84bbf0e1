import { dayNumber } from '../rule/days.ts';
import { isByLine, type Purchases, type Question, type QuestionNode } from '../rule/question.ts';
import { isGroup, partsOf } from '../rule/rule.ts';
import { rangesOf } from './goods.ts';
import type { Postings } from './postings.ts';

/** About how many rows are looked at to answer a part: the cheaper ones are asked first, and the dearer ones of fewer people. */
export function costOf(postings: Postings, node: QuestionNode): number {
  let cost = 0;
  for (const { what } of partsOf(node)) if (!isGroup(what)) cost += costOfLeaf(postings, what);
  return cost;
}

function costOfLeaf(postings: Postings, leaf: Question): number {
  switch (leaf.is) {
    case 'bought':
    case 'first':
    case 'last':
      return rowsIn(postings, leaf.of);
    case 'sequence':
      return rowsIn(postings, leaf.first) + rowsIn(postings, leaf.next);
    case 'at_home':
      return isNow(postings, leaf.asOf) ? postings.size / 8 : postings.orders.person.length;
    case 'tag':
      return 0;
    default:
      return postings.size / 8;
  }
}

/** How many orders or lines may be such purchases. */
export function rowsIn(postings: Postings, of: Purchases): number {
  if (!isByLine(of)) return postings.orders.person.length;
  return rangesOf(postings, of).reduce((rows, [start, end]) => rows + end - start, 0);
}

/** Whether a day is the last one of which anything is known, or later. */
export const isNow = ({ firstDay, days }: Postings, day: string): boolean => dayNumber(day) >= firstDay + days - 1;
