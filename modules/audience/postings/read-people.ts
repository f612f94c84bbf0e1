import { CONSENT_CHANNELS, STAGES } from '@shuke/contract';
import { sql } from '@shuke/db';
import type { Asks } from '@shuke/insight';
import type { ConsentFacts, Customers, Facts, MetFacts, Postings, TagRows } from './postings.ts';
import { HAPPENINGS } from './persons.ts';

export interface People extends Customers {
  readonly numbers: ReadonlyMap<string, number>;
  readonly persons: readonly string[];
  readonly personOf: ReadonlyMap<string, number>;
  readonly sources: readonly string[];
}

/** All customers who were not erased, and the persons for whom they stand, in the order of their ids. */
export async function readPeople(asks: Asks): Promise<People> {
  // As texts of some thousands, for a row object a customer takes five times as long.
  const packed = await asks.many<{ packed: string }>(sql`
    select string_agg(cast(c.customer_id as text) || ' ' || cast(l.person_id as text) || ' '
                      || cast(cast(round(extract(epoch from c.created_at) * 1000000) as bigint) as text) || ' '
                      || c.source, ${BETWEEN}) as packed
      from pub_customer c
      join pub_customer_person l on l.merchant_id = c.merchant_id and l.customer_id = c.customer_id
     where c.merchant_id = ${asks.merchantId}::uuid
     group by substr(cast(c.customer_id as text), 35, 2)`);
  const rows = packed.flatMap((row) => row.packed.split(BETWEEN).map(customerOf));
  const persons = [...new Set(rows.map((row) => row.personId))].toSorted();
  const personOf = new Map(persons.map((id, i) => [id, i]));
  const sources = [...new Set(rows.map((row) => row.source))];
  return {
    person: Int32Array.from(rows, (row) => personOf.get(row.personId)!),
    source: Uint8Array.from(rows, (row) => sources.indexOf(row.source)),
    createdMs: Float64Array.from(rows, (row) => row.createdMs),
    numbers: new Map(rows.map((row, i) => [row.customerId, i])),
    persons,
    personOf,
    sources,
  };
}

const BETWEEN = '\u001f';
const ID_LENGTH = 36;

/** A customer as packed: two ids, the microseconds since 1970, the source, which may have blanks. */
function customerOf(packed: string) {
  const rest = packed.slice(2 * ID_LENGTH + 2);
  const blank = rest.indexOf(' ');
  return {
    customerId: packed.slice(0, ID_LENGTH),
    personId: packed.slice(ID_LENGTH + 1, 2 * ID_LENGTH + 1),
    createdMs: Math.floor(Number(rest.slice(0, blank)) / 1000),
    source: rest.slice(blank + 1),
  };
}

interface FactRow {
  readonly customer_id: string;
  readonly happened_at: Date;
  readonly what: string;
}

function factsOf(rows: readonly FactRow[], people: People, names: readonly string[]): Facts {
  const customer = Int32Array.from(rows, (row) => people.numbers.get(row.customer_id)!);
  return {
    customer,
    person: customer.map((one) => people.person[one]!),
    atMs: Float64Array.from(rows, (row) => row.happened_at.getTime()),
    what: Uint16Array.from(rows, (row) => names.indexOf(row.what)),
  };
}

const known =
  ({ numbers }: People) =>
  ({ customer_id: id }: { customer_id: string }): boolean =>
    numbers.has(id);

/** Every step on the ladder, in the order in which they were written. */
export async function readStages(asks: Asks, people: People): Promise<Facts> {
  const rows = await asks.many<FactRow>(sql`
    select customer_id, happened_at, to_stage as what from pub_customer_stage_change
     where merchant_id = ${asks.merchantId}::uuid order by change_id`);
  return factsOf(rows.filter(known(people)), people, STAGES);
}

export async function readTiers(
  asks: Asks,
  people: People,
): Promise<Pick<Postings, 'tiers' | 'tierIds' | 'tierChanges'>> {
  const all = await asks.many<{ customer_id: string; tier_id: string }>(sql`
    select customer_id, tier_id from pub_loyalty_member
     where merchant_id = ${asks.merchantId}::uuid and tier_id is not null`);
  const rows = all.filter(known(people));
  const changes = await asks.many<FactRow>(sql`
    select customer_id, changed_at as happened_at, to_tier as what from pub_loyalty_tier_change
     where merchant_id = ${asks.merchantId}::uuid order by change_id`);
  const tierIds = [...new Set([...rows.map((row) => row.tier_id), ...changes.map(({ what }) => what)])];
  const tiers = {
    person: Int32Array.from(rows, (row) => people.person[people.numbers.get(row.customer_id)!]!),
    what: Uint16Array.from(rows, (row) => tierIds.indexOf(row.tier_id)),
  };
  return { tiers, tierIds, tierChanges: factsOf(changes.filter(known(people)), people, tierIds) };
}

/** What was said, by purpose, the last word last; of two of one instant a no. */
export async function readConsents(asks: Asks, people: People): Promise<Map<string, ConsentFacts>> {
  const rows = await asks.many<FactRow & { purpose: string; granted: boolean }>(sql`
    select customer_id, purpose, channel as what, granted, said_at as happened_at from pub_consent_entry
     where merchant_id = ${asks.merchantId}::uuid order by said_at, granted desc`);
  const byPurpose = Map.groupBy(rows.filter(known(people)), ({ purpose }) => purpose);
  return new Map(
    [...byPurpose].map(([purpose, said]) => [
      purpose,
      { ...factsOf(said, people, CONSENT_CHANNELS), granted: Uint8Array.from(said, (row) => Number(row.granted)) },
    ]),
  );
}

export async function readMet(asks: Asks, people: People): Promise<Pick<Postings, 'met' | 'touchpoints'>> {
  const touchpoints = await asks.many<{ id: string; kind: string }>(sql`
    select touchpoint_id as id, kind from pub_touchpoint where merchant_id = ${asks.merchantId}::uuid`);
  const all = await asks.many<FactRow & { touchpoint_id: string | null }>(sql`
    select e.customer_id, e.touchpoint_id, e.kind as what, e.at as happened_at from pub_touchpoint_event e
     where e.merchant_id = ${asks.merchantId}::uuid and e.customer_id is not null`);
  const rows = all.filter(known(people));
  const numbers = new Map(touchpoints.map(({ id }, i) => [id, i]));
  const touchpoint = Int32Array.from(rows, (row) => numbers.get(row.touchpoint_id ?? '') ?? -1);
  const met: MetFacts = { ...factsOf(rows, people, HAPPENINGS), touchpoint };
  return { met, touchpoints };
}

interface TagRow {
  readonly customer_id: string;
  readonly tag: string;
  readonly liking: number;
  readonly lasting: number;
  readonly fading: number;
  readonly allergy: boolean;
}

/** All tags, each person once a tag, of all customers that one is known as. */
export async function readTags(asks: Asks, people: People): Promise<Map<string, TagRows>> {
  const rows = await asks.many<TagRow>(sql`
    select customer_id, family || ':' || value as tag, like_fading as liking, avoid_lasting as lasting,
           avoid_fading as fading, allergy
      from pub_customer_tag where merchant_id = ${asks.merchantId}::uuid`);
  const byTag = Map.groupBy(rows.filter(known(people)), ({ tag }) => tag);
  return new Map([...byTag].map(([tag, own]) => [tag, tagRowsOf(own, people)]));
}

function tagRowsOf(rows: readonly TagRow[], people: People): TagRows {
  const byPerson = Map.groupBy(rows, (row) => people.person[people.numbers.get(row.customer_id)!]!);
  const all = [...byPerson.values()];
  const sum = (own: readonly TagRow[], field: 'liking' | 'lasting' | 'fading'): number =>
    own.reduce((total, row) => total + row[field], 0);
  return {
    person: Int32Array.from(byPerson.keys()),
    like: Float64Array.from(all, (own) => sum(own, 'liking')),
    lasting: Float64Array.from(all, (own) => sum(own, 'lasting')),
    fading: Float64Array.from(all, (own) => sum(own, 'fading')),
    allergy: Uint8Array.from(all, (own) => Number(own.some((row) => row.allergy))),
  };
}
