import { dayNumber } from '../rule/days.ts';
import type { Question, QuestionNode, Questions } from '../rule/question.ts';
import { isGroup, type Group } from '../rule/rule.ts';
import { add, addAll, bitsOf, countOf, keepBoth, numbersIn, takeAway, type Bits } from './bits.ts';
import * as persons from './persons.ts';
import type { Postings } from './postings.ts';
import * as purchases from './purchases.ts';

export interface Wanted {
  readonly explain: boolean;
  readonly sample: number;
}

export interface QuickAnswer {
  readonly people: number;
  readonly parts: readonly { readonly no: number; readonly people: number }[];
  readonly sample: readonly string[];
  readonly engine: 'postings';
  readonly freshAt: Date;
}

/** The answer from memory, exactly that of SQL; or null where a part cannot be asked of the index. */
export function answerFrom(postings: Postings, questions: Questions, wanted: Wanted): QuickAnswer | null {
  const people = peopleOf(postings, questions);
  const parts: { no: number; people: number }[] = [];
  const found = setOf({ postings, people, parts: wanted.explain ? parts : null }, questions.root);
  if (!found) return null;
  return {
    people: countOf(found),
    parts: parts.toSorted((a, b) => a.no - b.no),
    sample: wanted.sample > 0 ? sampleOf(postings, found, wanted.sample) : [],
    engine: 'postings',
    freshAt: postings.freshAt,
  };
}

/** Everybody, or on an earlier day who was known or had bought by then. */
function peopleOf(postings: Postings, { dated, until, asOf }: Questions): Bits {
  if (!dated) return postings.everybody;
  const known = bitsOf(postings.size);
  const [untilMs, lastDay] = [until.getTime(), dayNumber(asOf) - postings.firstDay];
  const { person, createdMs } = postings.customers;
  for (let i = 0; i < person.length; i += 1) if (createdMs[i]! < untilMs) add(known, person[i]!);
  postings.firstBought.forEach((day, one) => {
    if (day >= 0 && day <= lastDay) add(known, one);
  });
  return keepBoth(known, postings.everybody);
}

interface Asking {
  readonly postings: Postings;
  readonly people: Bits;
  readonly parts: { no: number; people: number }[] | null;
}

function setOf(asking: Asking, { no, what }: QuestionNode): Bits | null {
  const found = isGroup(what) ? together(asking, what) : leafIn(asking, what);
  if (found && asking.parts) asking.parts.push({ no, people: countOf(found) });
  return found;
}

function together(asking: Asking, { match, of }: Group<Question>): Bits | null {
  let all: Bits | null = null;
  for (const part of of) {
    const found = setOf(asking, part);
    if (!found) return null;
    all = all === null ? found : match === 'all' ? keepBoth(all, found) : addAll(all, found);
  }
  return match === 'none' && all ? takeAway(asking.people.slice(), all) : all;
}

function leafIn({ postings, people }: Asking, leaf: Question): Bits | null {
  const found = askedOf(postings, leaf);
  return found && keepBoth(found, people);
}

function askedOf(postings: Postings, leaf: Question): Bits | null {
  switch (leaf.is) {
    case 'bought':
      return leaf.of.kept ? null : purchases.boughtIn(postings, leaf);
    case 'first':
    case 'last':
      return leaf.of.kept ? null : purchases.edgeIn(postings, leaf);
    case 'sequence':
      return leaf.first.kept || leaf.next.kept ? null : purchases.sequenceIn(postings, leaf);
    case 'at_home':
      return purchases.atHomeIn(postings, leaf);
    case 'met':
      return persons.metIn(postings, leaf);
    case 'profile':
      return persons.profileIn(postings, leaf);
    case 'stage':
      return persons.stageIn(postings, leaf);
    case 'tier':
      return persons.tierIn(postings, leaf);
    case 'consent':
      return persons.consentIn(postings, leaf);
    case 'tag':
      return persons.taggedIn(postings, leaf);
    case 'share':
      return persons.shareIn(postings, leaf);
    case 'named':
      return persons.namedIn(postings, leaf);
  }
}

/** Those whose lots are lowest, which is as good as at random and always the same. */
function sampleOf({ lots, persons: ids }: Postings, found: Bits, size: number): string[] {
  const lowest: number[] = [];
  for (const one of numbersIn(found)) {
    if (lowest.length === size && lots[one]! >= lots[lowest[size - 1]!]!) continue;
    lowest.push(one);
    lowest.sort((a, b) => lots[a]! - lots[b]! || a - b);
    lowest.length = Math.min(lowest.length, size);
  }
  return lowest.map((one) => ids[one]!);
}
