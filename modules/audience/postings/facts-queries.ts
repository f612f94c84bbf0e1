import { CONSENT_CHANNELS, CONSENT_PURPOSES, STAGES } from '@shuke/contract';
import { part, type Part } from '../sql/part.ts';
import { numberOf } from './numbering.ts';

/** What can happen at a touchpoint, by number. */
export const HAPPENINGS = ['scan', 'join', 'member', 'order', 'payment', 'reaction'];

/** Every step on the ladder, in the order in which they were written. */
export const stagesSql = (merchantId: string): Part => part`
    select customer_id, round(extract(epoch from happened_at) * 1000000)::double precision as at,
           ${numberOf('to_stage', STAGES)} as what
      from pub_customer_stage_change where merchant_id = ${merchantId}::uuid order by change_id`;

export const tierChangesSql = (merchantId: string, tierIds: readonly string[]): Part => part`
    select customer_id, round(extract(epoch from changed_at) * 1000000)::double precision as at,
           ${numberOf('to_tier', tierIds)} as what
      from pub_loyalty_tier_change where merchant_id = ${merchantId}::uuid order by change_id`;

/** Who stands in which tier now. */
export const tiersSql = (merchantId: string, tierIds: readonly string[]): Part => part`
    select customer_id, ${numberOf('tier_id', tierIds)} as what
      from pub_loyalty_member where merchant_id = ${merchantId}::uuid and tier_id is not null`;

/** What was said, the last word last; of two of one instant a no. */
export const consentsSql = (merchantId: string): Part => part`
    select customer_id, round(extract(epoch from said_at) * 1000000)::double precision as at,
           ${numberOf('channel', CONSENT_CHANNELS)} as what, ${numberOf('purpose', CONSENT_PURPOSES)} as purpose,
           case when granted then 1 else 0 end as granted
      from pub_consent_entry where merchant_id = ${merchantId}::uuid order by said_at, granted desc`;

/** Who was met where; the place by its number among the touchpoints, -1 of one that is not known. */
export const metSql = (merchantId: string): Part => part`
    select e.customer_id, round(extract(epoch from e.at) * 1000000)::double precision as at,
           ${numberOf('e.kind', HAPPENINGS)} as what, coalesce(t.touchpoint_no, -1)::integer as touchpoint
      from pub_touchpoint_event e
      left join (select touchpoint_id, row_number() over (order by touchpoint_id) - 1 as touchpoint_no
                   from pub_touchpoint where merchant_id = ${merchantId}::uuid) as t
             on t.touchpoint_id = e.touchpoint_id
     where e.merchant_id = ${merchantId}::uuid and e.customer_id is not null`;

export const tagsSql = (merchantId: string): Part => part`
    select g.customer_id, n.tag_no::integer as tag, g.like_fading, g.avoid_lasting, g.avoid_fading,
           case when g.allergy then 1 else 0 end as allergy
      from pub_customer_tag g
      join (select d.family, d.value, row_number() over (order by d.family, d.value) - 1 as tag_no
              from (select distinct family, value from pub_customer_tag
                     where merchant_id = ${merchantId}::uuid) as d) as n
        on n.family = g.family and n.value = g.value
     where g.merchant_id = ${merchantId}::uuid`;
