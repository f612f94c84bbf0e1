import { CONSENT_CHANNELS, CONSENT_PURPOSES, STAGES } from '@shuke/contract';
import type { Statement } from '@shuke/db';
import type { Asks } from '@shuke/insight';
import { part, statementOf } from '../sql/part.ts';
import { numberOf } from './numbering.ts';
import type { People } from './people-queries.ts';
import type { ConsentFacts, Facts, MetFacts, StageFacts, TagRows } from './postings.ts';
import { readTable } from './read-table.ts';
import { groupedBy, taken } from './slices.ts';
import { highestStages } from './stages.ts';

/** What can happen at a touchpoint, by number. */
export const HAPPENINGS = ['scan', 'join', 'member', 'order', 'payment', 'reaction'];

/** Every step on the ladder, in the order in which they were written. */
export async function readStages(asks: Asks, people: People): Promise<StageFacts> {
  const facts = await readFacts(
    asks,
    people,
    statementOf(part`
    select customer_id, round(extract(epoch from happened_at) * 1000000)::double precision as at,
           ${numberOf('to_stage', STAGES)} as what
      from pub_customer_stage_change where merchant_id = ${asks.merchantId}::uuid order by change_id`),
  );
  const now = highestStages(facts, { customers: people, size: people.lots.length }, Infinity);
  return { ...facts, now, lastChange: facts.at.reduce((last, at) => Math.max(last, at), -Infinity) };
}

export const readTierChanges = (asks: Asks, people: People, tierIds: readonly string[]): Promise<Facts> =>
  readFacts(
    asks,
    people,
    statementOf(part`
    select customer_id, round(extract(epoch from changed_at) * 1000000)::double precision as at,
           ${numberOf('to_tier', tierIds)} as what
      from pub_loyalty_tier_change where merchant_id = ${asks.merchantId}::uuid order by change_id`),
  );

async function readFacts(asks: Asks, people: People, statement: Statement): Promise<Facts> {
  const places = { customer_id: people.table };
  const table = await readTable(asks, statement, { places, numbers: { at: Float64Array, what: Uint16Array } });
  const customer = table.places.customer_id;
  return { customer, person: await taken(people.person, customer), ...table.numbers };
}

/** Who stands in which tier now. */
export async function readTiers(
  asks: Asks,
  people: People,
  tierIds: readonly string[],
): Promise<Pick<Facts, 'person' | 'what'>> {
  const statement = statementOf(part`
    select customer_id, ${numberOf('tier_id', tierIds)} as what
      from pub_loyalty_member where merchant_id = ${asks.merchantId}::uuid and tier_id is not null`);
  const { places, numbers } = await readTable(asks, statement, {
    places: { customer_id: people.table },
    numbers: { what: Uint16Array },
  });
  return { person: await taken(people.person, places.customer_id), what: numbers.what };
}

/** What was said, the last word last; of two of one instant a no. */
export async function readConsents(asks: Asks, people: People): Promise<ConsentFacts> {
  const statement = statementOf(part`
    select customer_id, round(extract(epoch from said_at) * 1000000)::double precision as at,
           ${numberOf('channel', CONSENT_CHANNELS)} as what, ${numberOf('purpose', CONSENT_PURPOSES)} as purpose,
           case when granted then 1 else 0 end as granted
      from pub_consent_entry where merchant_id = ${asks.merchantId}::uuid order by said_at, granted desc`);
  const { places, numbers } = await readTable(asks, statement, {
    places: { customer_id: people.table },
    numbers: { at: Float64Array, what: Uint16Array, purpose: Uint8Array, granted: Uint8Array },
  });
  const customer = places.customer_id;
  return { customer, person: await taken(people.person, customer), ...numbers };
}

/** Who was met where; the place by its number among the touchpoints, -1 of one that is not known. */
export async function readMet(asks: Asks, people: People): Promise<MetFacts> {
  const statement = statementOf(part`
    select e.customer_id, round(extract(epoch from e.at) * 1000000)::double precision as at,
           ${numberOf('e.kind', HAPPENINGS)} as what, coalesce(t.touchpoint_no, -1)::integer as touchpoint
      from pub_touchpoint_event e
      left join (select touchpoint_id, row_number() over (order by touchpoint_id) - 1 as touchpoint_no
                   from pub_touchpoint where merchant_id = ${asks.merchantId}::uuid) as t
             on t.touchpoint_id = e.touchpoint_id
     where e.merchant_id = ${asks.merchantId}::uuid and e.customer_id is not null`);
  const { places, numbers } = await readTable(asks, statement, {
    places: { customer_id: people.table },
    numbers: { at: Float64Array, what: Uint16Array, touchpoint: Int32Array },
  });
  const customer = places.customer_id;
  return { customer, person: await taken(people.person, customer), ...numbers };
}

/** All tags of all people, by tag and person. */
export async function readTags(asks: Asks, people: People, names: readonly string[]): Promise<TagRows> {
  const statement = statementOf(part`
    select g.customer_id, n.tag_no::integer as tag, g.like_fading, g.avoid_lasting, g.avoid_fading,
           case when g.allergy then 1 else 0 end as allergy
      from pub_customer_tag g
      join (select d.family, d.value, row_number() over (order by d.family, d.value) - 1 as tag_no
              from (select distinct family, value from pub_customer_tag
                     where merchant_id = ${asks.merchantId}::uuid) as d) as n
        on n.family = g.family and n.value = g.value
     where g.merchant_id = ${asks.merchantId}::uuid`);
  const { places, numbers } = await readTable(asks, statement, {
    places: { customer_id: people.table },
    numbers: {
      tag: Int32Array,
      like_fading: Float64Array,
      avoid_lasting: Float64Array,
      avoid_fading: Float64Array,
      allergy: Uint8Array,
    },
  });
  const person = await taken(people.person, places.customer_id);
  const byPerson = await groupedBy(person, people.lots.length);
  const { starts, rows } = await groupedBy(numbers.tag, names.length, byPerson.rows);
  return {
    numbers: new Map(names.map((name, number) => [name, number])),
    starts,
    person: await taken(person, rows),
    like: await taken(numbers.like_fading, rows),
    lasting: await taken(numbers.avoid_lasting, rows),
    fading: await taken(numbers.avoid_fading, rows),
    allergy: await taken(numbers.allergy, rows),
  };
}
