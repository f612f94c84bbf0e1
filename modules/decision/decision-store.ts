import { raw, sql, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { Plan, PlanDraft } from './plan.ts';
import type { Choice } from './weigh.ts';

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', ${INSTANT})`;

/** The columns of a plan as the type `Plan` names them. */
export const PLAN_COLUMNS = raw(`
  plan_id as "planId", name, status, as_of as "asOf", budget_minor as "budgetMinor",
  committed_minor as "committedMinor", control_bps as "controlBps", horizon_days as "horizonDays", assumptions,
  customer_count as "customerCount", offer_count as "offerCount", control_count as "controlCount",
  issued_minor as "issuedMinor", issued_count as "issuedCount", plans_before as "plansBefore", settled_rank as "settledRank", ${instant('created_at')} as "createdAt",
  ${instant('approved_at')} as "approvedAt", ${instant('issuing_at')} as "issuingAt", ${instant('issued_at')} as "issuedAt"`);

export const insertPlan = (tx: Tx, plan: PlanDraft, createdBy: string): Promise<Plan> =>
  tx.one<Plan>(sql`
    insert into plan
      (merchant_id, plan_id, name, status, as_of, budget_minor, control_bps, horizon_days, assumptions,
       customer_count, offer_count, control_count, committed_minor, issued_minor, issued_count, settled_rank, plans_before,
       created_by, created_at)
    values (${tx.merchantId}, ${plan.planId}, ${plan.name}, 'draft', ${plan.asOf}::date, ${plan.budgetMinor},
            ${plan.controlBps}, ${plan.horizonDays}, ${JSON.stringify(plan.assumptions)}::jsonb,
            ${plan.customerCount}, ${plan.offerCount}, ${plan.controlCount}, ${plan.committedMinor}, 0, 0, 0,
            ${plan.plansBefore}, ${createdBy}, ${tx.now})
    returning ${PLAN_COLUMNS}`);

export interface PlanOffer {
  readonly templateId: string;
  readonly name: string;
  /** The most that one coupon can cost. A template's terms never change, so it still holds when the plan is issued. */
  readonly liabilityMinor: number;
}

export const insertOffers = (tx: Tx, planId: string, offers: readonly PlanOffer[]): Promise<number> =>
  tx.run(sql`
    insert into plan_offer (merchant_id, plan_id, template_id, name, liability_minor)
    select ${tx.merchantId}, ${planId}, n.template_id, n.name, n.liability_minor
      from unnest(${offers.map((o) => o.templateId)}::uuid[], ${offers.map((o) => o.name)}::text[],
                  ${offers.map((o) => o.liabilityMinor)}::bigint[]) as n (template_id, name, liability_minor)`);

export const planOffers = (tx: Tx, planId: string): Promise<PlanOffer[]> =>
  tx.many<PlanOffer>(sql`
    select template_id as "templateId", name, liability_minor as "liabilityMinor"
      from plan_offer
     where merchant_id = ${tx.merchantId} and plan_id = ${planId}
     order by template_id`);

// Five thousand choices with their logs are a message of two to three megabytes.
const INSERT_CHUNK = 5_000;

/** Writes the log of a plan, some thousand rows a statement. */
export async function insertChoices(tx: Tx, planId: string, choices: readonly Choice[]): Promise<void> {
  for (let at = 0; at < choices.length; at += INSERT_CHUNK) {
    const chunk = choices.slice(at, at + INSERT_CHUNK);
    await tx.run(sql`
      insert into plan_choice
        (merchant_id, plan_id, customer_id, rank, rhythm, last_day, arm, template_id, propensity, score, reason, facts,
         candidates)
      select ${tx.merchantId}, ${planId}, n.customer_id, n.rank, n.rhythm, n.last_day, n.arm, n.template_id,
             n.propensity, n.score, n.reason, n.facts::jsonb, n.candidates::jsonb
        from unnest(${chunk.map((c) => c.customerId)}::uuid[], ${chunk.map((c) => c.rank)}::integer[],
                    ${chunk.map((c) => c.rhythm)}::text[], ${chunk.map((c) => c.lastDay)}::date[],
                    ${chunk.map((c) => c.arm)}::text[], ${chunk.map((c) => c.templateId)}::uuid[],
                    ${chunk.map((c) => c.propensity)}::float8[], ${chunk.map((c) => c.score)}::float8[],
                    ${chunk.map((c) => c.reason)}::text[], ${chunk.map((c) => JSON.stringify(c.facts))}::text[],
                    ${chunk.map((c) => JSON.stringify(c.candidates))}::text[])
          as n (customer_id, rank, rhythm, last_day, arm, template_id, propensity, score, reason, facts, candidates)`);
  }
}

/** Locks a plan, so that of two commands on it one comes after the other. */
export const lockPlan = (tx: Tx, planId: string): Promise<Plan | null> =>
  tx.maybeOne<Plan>(sql`
    select ${PLAN_COLUMNS} from plan where merchant_id = ${tx.merchantId} and plan_id = ${planId} for update`);

export const approve = (tx: Tx, planId: string, approvedBy: string): Promise<Plan> =>
  tx.one<Plan>(sql`
    update plan set status = 'approved', approved_by = ${approvedBy}, approved_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and plan_id = ${planId} and status = 'draft'
    returning ${PLAN_COLUMNS}`);

export const discard = (tx: Tx, planId: string): Promise<number> =>
  tx.run(sql`
    update plan set status = 'discarded'
     where merchant_id = ${tx.merchantId} and plan_id = ${planId} and status in ('draft', 'approved')`);

/** Locks every plan that could begin to be issued: of two that want to, one sees that the other did. */
export const lockIssuable = (tx: Tx): Promise<number> =>
  tx.run(sql`
    select plan_id from plan
     where merchant_id = ${tx.merchantId} and status in ('approved', 'issuing')
     order by plan_id
       for update`);

/** How many plans began to be issued so far: a plan that was drafted before the last of them is outdated. */
export async function countBegun(tx: Tx): Promise<number> {
  const { begun } = await tx.one<{ begun: number }>(sql`
    select count(*) as begun from plan where merchant_id = ${tx.merchantId} and issuing_at is not null`);
  return begun;
}

/** An approved plan begins to be issued. From this instant its groups are compared. */
export const beginIssue = (tx: Tx, planId: string): Promise<number> =>
  tx.run(sql`
    update plan set status = 'issuing', issuing_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and plan_id = ${planId} and status = 'approved'`);

export interface OfferEnd {
  readonly templateId: string;
  readonly openUntil: Date;
}

export const setOpenUntil = (tx: Tx, planId: string, ends: readonly OfferEnd[]): Promise<number> =>
  tx.run(sql`
    update plan_offer o set open_until = n.open_until
      from unnest(${ends.map((e) => e.templateId)}::uuid[], ${ends.map((e) => e.openUntil)}::timestamptz[])
        as n (template_id, open_until)
     where o.merchant_id = ${tx.merchantId} and o.plan_id = ${planId} and o.template_id = n.template_id`);

export interface Waiting {
  readonly customerId: string;
  readonly rank: number;
  readonly templateId: string;
  readonly hasOpenOffer: boolean;
}

/** The next choices of a locked plan to be settled, the most valuable first. */
export const nextWaiting = (tx: Tx, { planId, settledRank }: Plan, limit: number): Promise<Waiting[]> =>
  tx.many<Waiting>(sql`
    select w.customer_id as "customerId", w.rank, w.template_id as "templateId",
           exists (select from pub_coupon c
                    where c.merchant_id = w.merchant_id and c.customer_id = w.customer_id and c.plan_id is not null
                      and c.used_count < c.use_limit and c.expires_at > ${tx.now}) as "hasOpenOffer"
      from plan_choice w
     where w.merchant_id = ${tx.merchantId} and w.plan_id = ${planId} and w.rank > ${settledRank} and w.arm = 'treated'
     order by w.rank
     limit ${limit}`);

/** What became of some choices in a row: for each customer a coupon, or the refusal for which there is none. */
export interface Chunk {
  readonly fromRank: number;
  readonly toRank: number;
  readonly couponIds: Readonly<Record<string, string>>;
  readonly notIssued: Readonly<Record<string, string>>;
  readonly costMinor: number;
}

/**
 * Books a chunk. Each choice takes one outcome, ever; the plan's budget is the limit in the WHERE. The outcomes are
 * looked up by customer rather than joined: on a plan so fresh that PostgreSQL has no statistics of it, it compared
 * every choice with every outcome, a hundred million comparisons a chunk.
 */
export async function bookChunk(tx: Tx, planId: string, chunk: Chunk): Promise<void> {
  const coupons = Object.keys(chunk.couponIds).length;
  const settled = await tx.run(sql`
    update plan_choice
       set coupon_id = (${JSON.stringify(chunk.couponIds)}::jsonb ->> customer_id::text)::uuid,
           not_issued = ${JSON.stringify(chunk.notIssued)}::jsonb ->> customer_id::text
     where merchant_id = ${tx.merchantId} and plan_id = ${planId}
       and rank between ${chunk.fromRank} and ${chunk.toRank}
       and arm = 'treated' and coupon_id is null and not_issued is null`);
  assert(settled === coupons + Object.keys(chunk.notIssued).length, 'a choice that was waiting takes one outcome');
  const booked = await tx.run(sql`
    update plan
       set issued_count = issued_count + ${coupons}::integer, issued_minor = issued_minor + ${chunk.costMinor}::bigint,
           settled_rank = ${chunk.toRank}
     where merchant_id = ${tx.merchantId} and plan_id = ${planId} and status = 'issuing'
       and issued_minor + ${chunk.costMinor}::bigint <= budget_minor`);
  assert(booked === 1, 'what a plan issues stays within its budget');
}

export const finishIssue = (tx: Tx, planId: string): Promise<Plan> =>
  tx.one<Plan>(sql`
    update plan set status = 'issued', issued_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and plan_id = ${planId} and status = 'issuing'
    returning ${PLAN_COLUMNS}`);
