import { dayNumber } from '../rule/days.ts';
import type { Question, QuestionNode, Questions } from '../rule/question.ts';
import { isGroup, type Group } from '../rule/rule.ts';
import { addAll, bitsOf, countOf, keepBoth, numbersIn, takeAway, type Bits } from './bits.ts';
import { idAt } from '@shuke/kernel';
import * as persons from './persons.ts';
import { NEVER, type Postings } from './postings.ts';
import { costOf } from './cost.ts';
import * as purchases from './purchases.ts';
import { sequenceIn } from './sequence.ts';

export interface Wanted {
  readonly explain: boolean;
  readonly sample: number;
}

/** One of a sample, with the lot by which it was drawn. */
export interface Drawn {
  readonly personId: string;
  readonly lot: number;
}

export interface QuickAnswer {
  readonly people: number;
  readonly parts: readonly { readonly no: number; readonly people: number }[];
  readonly sample: readonly Drawn[];
}

/** The answer from memory, exactly that of SQL, about the people that the index has. */
export function answerFrom(postings: Postings, questions: Questions, wanted: Wanted): QuickAnswer {
  const people = peopleOf(postings, questions);
  const parts: { no: number; people: number }[] = [];
  // To tell how many each part means by itself, each is asked of all people.
  const found = wanted.explain
    ? partsIn(postings, questions.root, { among: people, parts })
    : setOf({ postings, among: people }, questions.root);
  return {
    people: countOf(found),
    parts: parts.toSorted((a, b) => a.no - b.no),
    sample: wanted.sample > 0 ? sampleOf(postings, found, wanted.sample) : [],
  };
}

/** Everybody, or on an earlier day who was known or had bought by then. */
function peopleOf(postings: Postings, { dated, until, asOf }: Questions): Bits {
  const { everybody, size, knownSince, firstBought, firstDay } = postings;
  if (!dated) return everybody;
  const known = bitsOf(size);
  const [untilMicros, lastDay] = [until.getTime() * 1000, Math.min(NEVER - 1, dayNumber(asOf) - firstDay)];
  for (let one = 0; one < size; one += 1) {
    const isKnown = Number(knownSince[one]! < untilMicros) | Number(firstBought[one]! <= lastDay);
    known[one >>> 5]! |= isKnown << (one & 31);
  }
  return known;
}

interface Explained {
  readonly among: Bits;
  readonly parts: { no: number; people: number }[];
}

function partsIn(postings: Postings, { no, what }: QuestionNode, { among, parts }: Explained): Bits {
  const found = isGroup(what)
    ? together(
        what.match,
        among,
        what.of.map((part) => partsIn(postings, part, { among, parts })),
      )
    : keepBoth(askedOf({ postings, among }, what), among);
  parts.push({ no, people: countOf(found) });
  return found;
}

function together(match: Group['match'], among: Bits, [first, ...rest]: readonly Bits[]): Bits {
  const all = rest.reduce((one, other) => (match === 'all' ? keepBoth(one, other) : addAll(one, other)), first!);
  return match === 'none' ? takeAway(among.slice(), all) : all;
}

interface Asking {
  readonly postings: Postings;
  readonly among: Bits;
}

/** Who of some people is meant. */
function setOf({ postings, among }: Asking, { what }: QuestionNode): Bits {
  if (!isGroup(what)) return keepBoth(askedOf({ postings, among }, what), among);
  const parts = what.of.toSorted((a, b) => costOf(postings, a) - costOf(postings, b));
  if (what.match === 'any')
    return together(
      'any',
      among,
      parts.map((part) => setOf({ postings, among }, part)),
    );
  // Whoever fails one condition is not looked at for the next.
  let left: Bits = among.slice();
  for (const part of parts) {
    const found = setOf({ postings, among: left }, part);
    left = what.match === 'all' ? found : takeAway(left, found);
    if (countOf(left) === 0) return left;
  }
  return left;
}

function askedOf({ postings, among }: Asking, leaf: Question): Bits {
  // Everybody is no restriction.
  const asked = { postings, among: among === postings.everybody ? null : among };
  switch (leaf.is) {
    case 'bought':
      return purchases.boughtIn(asked, leaf);
    case 'first':
    case 'last':
      return purchases.edgeIn(asked, leaf);
    case 'sequence':
      return sequenceIn(asked, leaf);
    case 'at_home':
      return purchases.atHomeIn(asked, leaf);
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
function sampleOf({ lots, persons: ids }: Postings, found: Bits, size: number): Drawn[] {
  const lowest: number[] = [];
  for (const one of numbersIn(found)) {
    if (lowest.length === size && lots[one]! >= lots[lowest[size - 1]!]!) continue;
    lowest.push(one);
    lowest.sort((a, b) => lots[a]! - lots[b]! || a - b);
    lowest.length = Math.min(lowest.length, size);
  }
  return lowest.map((one) => ({ personId: idAt(ids, one), lot: lots[one]! }));
}
