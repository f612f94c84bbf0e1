import type { Consents, Met, Named, Profile, Share, StageIs, Tagged, TierIs } from '../rule/question.ts';
import { salted } from '../rule/share.ts';
import { add, bitsOf, type Bits } from './bits.ts';
import { findId } from '@shuke/kernel';
import { highestStages } from './stages.ts';
import { maskOf } from './masks.ts';
import type { Postings } from './postings.ts';

const nobody = ({ size }: Postings): Bits => bitsOf(size);

/** As instants stand in the index: microseconds since 1970. */
const microsOf = (instant: Date): number => instant.getTime() * 1000;
const sinceOf = (from: Date | null): number => (from === null ? -Infinity : microsOf(from));

export function profileIn(postings: Postings, { sources, from, until }: Profile): Bits {
  const { person, source, createdAt } = postings.customers;
  const found = nobody(postings);
  const isWanted = maskOf(postings.names.customerSources, sources);
  const [since, before] = [sinceOf(from), microsOf(until)];
  // Without a branch, for who fits is as good as random: a branch that is guessed wrong costs more than all of the rest.
  for (let i = 0; i < person.length; i += 1) {
    const isThen = Number(createdAt[i]! < before) & Number(createdAt[i]! >= since);
    found[person[i]! >>> 5]! |= (isThen & isWanted[source[i]!]!) << (person[i]! & 31);
  }
  return found;
}

export function stageIn(postings: Postings, { stages, until }: StageIs): Bits {
  const { now, lastChange } = postings.stages;
  const highest = microsOf(until) > lastChange ? now : highestStages(postings.stages, postings, microsOf(until));
  const isWanted = maskOf(postings.names.stages, stages);
  const found = nobody(postings);
  for (let one = 0; one < highest.length; one += 1) found[one >>> 5]! |= isWanted[highest[one]!]! << (one & 31);
  return found;
}

export function tierIn(postings: Postings, { tiers, until }: TierIs): Bits {
  const isWanted = maskOf(postings.names.tierIds, tiers);
  const found = nobody(postings);
  const { person, what } = until === null ? postings.tiers : lastTiers(postings, until);
  for (let i = 0; i < person.length; i += 1) if (isWanted[what[i]!] === 1) add(found, person[i]!);
  return found;
}

/** The tier to which the last change of each customer led; those who had none are in none. */
function lastTiers({ customers, tierChanges, names: { tierIds } }: Postings, until: Date): Postings['tiers'] {
  const what = new Uint16Array(customers.person.length).fill(tierIds.length);
  const before = microsOf(until);
  const { customer, at } = tierChanges;
  for (let i = 0; i < customer.length; i += 1) if (at[i]! < before) what[customer[i]!] = tierChanges.what[i]!;
  return { person: customers.person, what };
}

/** Entries stand in the order in which they count, so that the last one of a person decides. */
export function consentIn(postings: Postings, { purpose, channel, until }: Consents): Bits {
  const found = nobody(postings);
  const { person, what, granted, at, purpose: purposes } = postings.consents;
  const { channels, purposes: abouts } = postings.names;
  const [asked, any] = [channels.indexOf(channel), channels.indexOf('any')];
  const [about, before] = [abouts.indexOf(purpose), microsOf(until)];
  for (let i = 0; i < person.length; i += 1) {
    if (purposes[i] !== about || (what[i] !== asked && what[i] !== any) || at[i]! >= before) continue;
    const one = person[i]!;
    if (granted[i] === 1) add(found, one);
    else found[one >>> 5]! &= ~(1 << (one & 31));
  }
  return found;
}

export function taggedIn(postings: Postings, asked: Tagged): Bits {
  const found = nobody(postings);
  for (const value of asked.values) {
    const tag = postings.tags.numbers.get(`${asked.family}:${value}`);
    if (tag !== undefined) addTagged(postings, { ...asked, tag }, found);
  }
  return found;
}

/** Adds whose customers, taken together, have the tag so. */
function addTagged({ tags }: Postings, asked: Tagged & { readonly tag: number }, found: Bits): void {
  const end = tags.starts[asked.tag + 1]!;
  for (let row = tags.starts[asked.tag]!; row < end;) {
    const one = tags.person[row]!;
    let [like, lasting, fading, allergies] = [0, 0, 0, 0];
    for (; row < end && tags.person[row] === one; row += 1) {
      like += tags.like[row]!;
      lasting += tags.lasting[row]!;
      fading += tags.fading[row]!;
      allergies += tags.allergy[row]!;
    }
    if (isTagged({ mass: like * asked.left, against: lasting + fading * asked.left, allergies }, asked))
      add(found, one);
  }
}

interface Weighed {
  readonly mass: number;
  readonly against: number;
  readonly allergies: number;
}

function isTagged({ mass, against, allergies }: Weighed, { likes, allergy, sureness }: Tagged): boolean {
  const isLiked = allergies === 0 && mass > against;
  if (isLiked !== likes || (allergy && allergies === 0)) return false;
  return (likes ? mass : against) >= sureness * (mass + against + 1);
}

export function metIn(postings: Postings, { touchpointIds, kinds, events, from, until }: Met): Bits {
  const { person, touchpoint, what, at } = postings.met;
  // One more than the number, for 0 is a place that is not known.
  const isPlace = Uint8Array.from([{ id: '', kind: '' }, ...postings.names.touchpoints], ({ id, kind }) =>
    Number((!touchpointIds || touchpointIds.includes(id)) && (!kinds || kinds.some((one) => one === kind))),
  );
  const isWanted = maskOf(postings.names.happenings, events);
  const [since, before] = [sinceOf(from), microsOf(until)];
  const found = nobody(postings);
  for (let i = 0; i < person.length; i += 1) {
    const isThen = Number(at[i]! < before) & Number(at[i]! >= since);
    found[person[i]! >>> 5]! |= (isThen & isWanted[what[i]!]! & isPlace[touchpoint[i]! + 1]!) << (person[i]! & 31);
  }
  return found;
}

export function shareIn(postings: Postings, { multiplier, from, until }: Share): Bits {
  const found = nobody(postings);
  const { lots } = postings;
  for (let one = 0; one < lots.length; one += 1) {
    const lot = salted(lots[one]!, multiplier);
    found[one >>> 5]! |= (Number(lot >= from) & Number(lot < until)) << (one & 31);
  }
  return found;
}

export function namedIn(postings: Postings, { personIds }: Named): Bits {
  const found = nobody(postings);
  for (const id of personIds) {
    const one = findId(postings.persons, id);
    if (one >= 0) add(found, one);
  }
  return found;
}
