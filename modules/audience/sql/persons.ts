import { STAGES } from '@shuke/contract';
import type { Consents, Met, Named, Profile, Share, StageIs, Tagged, TierIs } from '../rule/question.ts';
import { SHARE_MODULUS } from '../rule/share.ts';
import { isOneOf, joined, NOTHING, part, words, type Part } from './part.ts';

const at = (instant: Date): string => instant.toISOString();

/** Who was first seen there, or then, as any of their customers. */
export function profileSql({ sources, from, until }: Profile): Part {
  const conditions = [
    part`p.created_at < ${at(until)}::timestamptz`,
    ...(from === null ? [] : [part`p.created_at >= ${at(from)}::timestamptz`]),
    ...(sources ? [isOneOf(words('p.source'), sources, 'text')] : []),
  ];
  return part`select distinct p.person_id from people p where ${joined(conditions, ' and ')}`;
}

const RANKS = words(
  `case l.to_stage ${STAGES.map((stage, rank) => `when '${stage}' then ${rank}`).join(' ')} else 0 end`,
);

/** Who has come so far: the highest of what the last step of each of their customers led to. Without a step one is a contact. */
export function stageSql(merchantId: string, { stages, until }: StageIs): Part {
  const ranks = stages.map((stage) => STAGES.indexOf(stage));
  return part`
  select p.person_id
    from people p
    left join (select c.customer_id, c.to_stage,
                      row_number() over (partition by c.customer_id order by c.change_id desc) as nth
                 from pub_customer_stage_change c
                where c.merchant_id = ${merchantId}::uuid and c.happened_at < ${at(until)}::timestamptz) as l
           on l.customer_id = p.customer_id and l.nth = 1
   group by p.person_id
  having ${isOneOf(part`max(${RANKS})`, ranks, 'integer')}`;
}

/** Who stands in such a tier with any of their customers. */
export function tierSql(merchantId: string, { tiers, until }: TierIs): Part {
  const standing =
    until === null
      ? part`select m.customer_id, m.tier_id, 1 as nth from pub_loyalty_member m where m.merchant_id = ${merchantId}::uuid`
      : part`
    select c.customer_id, c.to_tier as tier_id,
           row_number() over (partition by c.customer_id order by c.change_id desc) as nth
      from pub_loyalty_tier_change c
     where c.merchant_id = ${merchantId}::uuid and c.changed_at < ${at(until)}::timestamptz`;
  return part`
  select distinct p.person_id from people p
    join (${standing}) as t on t.customer_id = p.customer_id and t.nth = 1
   where ${isOneOf(words('t.tier_id'), tiers, 'text')}`;
}

/** Whose last word for the purpose, on the channel or on any, is a yes; of two of one instant, the no. */
export const consentSql = (merchantId: string, { purpose, channel, until }: Consents): Part => part`
  select w.person_id
    from (select p.person_id, e.granted,
                 row_number() over (partition by p.person_id order by e.said_at desc, e.granted) as nth
            from people p
            join pub_consent_entry e on e.customer_id = p.customer_id
           where e.merchant_id = ${merchantId}::uuid and e.purpose = ${purpose} and e.channel in (${channel}, 'any')
             and e.said_at < ${at(until)}::timestamptz) as w
   where w.nth = 1 and w.granted`;

/**
 * Who likes or avoids one of these things surely enough, by what is known of all their customers. It is the reckoning of the
 * customer's tags: the winning mass over all mass and one, an allergy always avoids, and a tie avoids.
 */
export function taggedSql(merchantId: string, { family, likes, values, allergy, sureness, left }: Tagged): Part {
  const mass = part`(t.like_mass * ${left}::double precision)`;
  const against = part`(t.lasting + t.fading * ${left}::double precision)`;
  const enough = (side: Part): Part => part`${side} >= ${sureness}::double precision * (${mass} + ${against} + 1)`;
  const side = likes
    ? part`t.allergies = 0 and ${mass} > ${against} and ${enough(mass)}`
    : part`(t.allergies > 0 or ${mass} <= ${against}) and ${enough(against)}`;
  return part`
  select distinct t.person_id
    from (select p.person_id, g.value, sum(g.like_fading) as like_mass, sum(g.avoid_lasting) as lasting,
                 sum(g.avoid_fading) as fading, sum(case when g.allergy then 1 else 0 end) as allergies
            from people p
            join pub_customer_tag g on g.customer_id = p.customer_id
           where g.merchant_id = ${merchantId}::uuid and g.family = ${family} and ${isOneOf(words('g.value'), values, 'text')}
           group by p.person_id, g.value) as t
   where ${side}${allergy ? words(' and t.allergies > 0') : NOTHING}`;
}

/** Who was met at such a touchpoint. */
export function metSql(merchantId: string, { touchpointIds, kinds, events, from, until }: Met): Part {
  const conditions = [
    part`e.at < ${at(until)}::timestamptz`,
    ...(from === null ? [] : [part`e.at >= ${at(from)}::timestamptz`]),
    ...(touchpointIds ? [isOneOf(words('e.touchpoint_id'), touchpointIds, 'uuid')] : []),
    ...(events ? [isOneOf(words('e.kind'), events, 'text')] : []),
    ...(kinds ? [isOneOf(words('t.kind'), kinds, 'text')] : []),
  ];
  const touchpoint = kinds
    ? part` join pub_touchpoint t on t.merchant_id = e.merchant_id and t.touchpoint_id = e.touchpoint_id`
    : NOTHING;
  return part`
  select distinct p.person_id from people p
    join pub_touchpoint_event e on e.customer_id = p.customer_id${touchpoint}
   where e.merchant_id = ${merchantId}::uuid and ${joined(conditions, ' and ')}`;
}

// A hexadecimal digit as a number, with what both engines have.
const digit = (of: string, nth: number): string =>
  `(strpos('0123456789abcdef', substr(${of}, ${nth}, 1)) - 1)::bigint * ${16 ** (7 - nth)}`;
const lotOf = (digest: string): string => `(${[1, 2, 3, 4, 5, 6, 7].map((nth) => digit(digest, nth)).join(' + ')})`;
const LOT = words(lotOf('h.digest'));

/** A person's lot before any salt, of the first seven hexadecimal digits of the digest of the id. */
export const lotSql = (person: string): Part => words(`${lotOf(`md5(cast(${person} as text))`)}::integer`);

/** Whose lot, drawn by the person and the salt, falls into the share. The index draws the same by the lots that it has read. */
export const shareSql = ({ multiplier, from, until }: Share): Part => part`
  select h.person_id
    from (select s.person_id, md5(cast(s.person_id as text)) as digest
            from (select distinct p.person_id from people p) as s) as h
   where (${LOT} * ${multiplier}::bigint) % ${SHARE_MODULUS}::bigint >= ${from}::bigint
     and (${LOT} * ${multiplier}::bigint) % ${SHARE_MODULUS}::bigint < ${until}::bigint`;

export const namedSql = ({ personIds }: Named): Part =>
  part`select distinct p.person_id from people p where ${isOneOf(words('p.person_id'), personIds, 'uuid')}`;
