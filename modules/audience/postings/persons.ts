import { CONSENT_CHANNELS, STAGES } from '@shuke/contract';
import type { Consents, Met, Named, Profile, Share, StageIs, Tagged, TierIs } from '../rule/question.ts';
import { salted } from '../rule/share.ts';
import { add, addAll, bitsOf, type Bits } from './bits.ts';
import type { Postings, TagRows } from './postings.ts';

const nobody = ({ size }: Postings): Bits => bitsOf(size);

export function profileIn(postings: Postings, { sources, from, until }: Profile): Bits {
  const { person, source, createdMs } = postings.customers;
  const found = nobody(postings);
  const isWanted = sources ? postings.customerSources.map((name) => sources.includes(name)) : null;
  const [fromMs, untilMs] = [from?.getTime() ?? -Infinity, until.getTime()];
  for (let i = 0; i < person.length; i += 1) {
    if (createdMs[i]! >= untilMs || createdMs[i]! < fromMs) continue;
    if (!isWanted || isWanted[source[i]!]) add(found, person[i]!);
  }
  return found;
}

export function stageIn(postings: Postings, { stages, until }: StageIs): Bits {
  const { customer, atMs, what } = postings.stages;
  const untilMs = until.getTime();
  const ofCustomer = new Uint8Array(postings.customers.person.length);
  for (let i = 0; i < customer.length; i += 1) if (atMs[i]! < untilMs) ofCustomer[customer[i]!] = what[i]!;
  const highest = new Uint8Array(postings.size);
  postings.customers.person.forEach((one, i) => {
    if (ofCustomer[i]! > highest[one]!) highest[one] = ofCustomer[i]!;
  });
  const isWanted = STAGES.map((stage) => stages.includes(stage));
  const found = nobody(postings);
  highest.forEach((rank, one) => isWanted[rank] && add(found, one));
  return found;
}

export function tierIn(postings: Postings, { tiers, until }: TierIs): Bits {
  const isWanted = postings.tierIds.map((id) => tiers.includes(id));
  const found = nobody(postings);
  const standing = until === null ? postings.tiers : lastTiers(postings, until.getTime());
  standing.person.forEach((one, i) => isWanted[standing.what[i]!] && add(found, one));
  return found;
}

/** The tier to which the last change of each customer led; those who had none are in none. */
function lastTiers({ customers, tierChanges, tierIds }: Postings, untilMs: number): Postings['tiers'] {
  const what = new Uint16Array(customers.person.length).fill(tierIds.length);
  tierChanges.customer.forEach((one, i) => {
    if (tierChanges.atMs[i]! < untilMs) what[one] = tierChanges.what[i]!;
  });
  return { person: customers.person, what };
}

/** Entries stand in the order in which they count, so that the last one of a person decides. */
export function consentIn(postings: Postings, { purpose, channel, until }: Consents): Bits {
  const found = nobody(postings);
  const said = postings.consents.get(purpose);
  if (!said) return found;
  const [asked, any] = [CONSENT_CHANNELS.indexOf(channel), CONSENT_CHANNELS.indexOf('any')];
  const { person, what, granted, atMs } = said;
  const untilMs = until.getTime();
  for (let i = 0; i < person.length; i += 1) {
    if ((what[i] !== asked && what[i] !== any) || atMs[i]! >= untilMs) continue;
    const one = person[i]!;
    if (granted[i] === 1) add(found, one);
    else found[one >>> 5]! &= ~(1 << (one & 31));
  }
  return found;
}

export function taggedIn(postings: Postings, asked: Tagged): Bits {
  const found = nobody(postings);
  for (const value of asked.values) {
    const rows = postings.tags.get(`${asked.family}:${value}`);
    if (rows) addAll(found, taggedWith(postings, rows, asked));
  }
  return found;
}

function taggedWith(postings: Postings, rows: TagRows, { likes, allergy, sureness, left }: Tagged): Bits {
  const found = nobody(postings);
  rows.person.forEach((one, i) => {
    const mass = rows.like[i]! * left;
    const against = rows.lasting[i]! + rows.fading[i]! * left;
    const isAllergy = rows.allergy[i] === 1;
    const isLiked = !isAllergy && mass > against;
    if (isLiked !== likes || (allergy && !isAllergy)) return;
    if ((likes ? mass : against) >= sureness * (mass + against + 1)) add(found, one);
  });
  return found;
}

export function metIn(postings: Postings, { touchpointIds, kinds, events, from, until }: Met): Bits {
  const { person, touchpoint, what, atMs } = postings.met;
  const isPlace = postings.touchpoints.map(
    ({ id, kind }) => (!touchpointIds || touchpointIds.includes(id)) && (!kinds || kinds.some((one) => one === kind)),
  );
  const isAnywhere = !touchpointIds && !kinds;
  const isWanted = HAPPENINGS.map((name) => !events || events.includes(name));
  const [fromMs, untilMs] = [from?.getTime() ?? -Infinity, until.getTime()];
  const found = nobody(postings);
  for (let i = 0; i < person.length; i += 1) {
    if (atMs[i]! >= untilMs || atMs[i]! < fromMs || !isWanted[what[i]!]) continue;
    if (isAnywhere || isPlace[touchpoint[i]!]) add(found, person[i]!);
  }
  return found;
}

/** What can happen at a touchpoint, by number. */
export const HAPPENINGS = ['scan', 'join', 'member', 'order', 'payment', 'reaction'];

export function shareIn(postings: Postings, { multiplier, from, until }: Share): Bits {
  const found = nobody(postings);
  const { lots } = postings;
  for (let one = 0; one < lots.length; one += 1) {
    const lot = salted(lots[one]!, multiplier);
    if (lot >= from && lot < until) add(found, one);
  }
  return found;
}

export function namedIn(postings: Postings, { personIds }: Named): Bits {
  const found = nobody(postings);
  for (const id of personIds) {
    const one = postings.personOf.get(id);
    if (one !== undefined) add(found, one);
  }
  return found;
}
