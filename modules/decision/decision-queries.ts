import { codesOf } from '@shuke/coupon';
import type { ArmName, ChoiceReason, Rhythm } from '@shuke/contract';
import { hintsOf } from '@shuke/customer';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { PLAN_COLUMNS, planOffers, type PlanOffer } from './decision-store.ts';
import type { PlanNotFound } from './errors.ts';
import type { Plan } from './plan.ts';
import type { Candidate } from './score.ts';

const PAGE = 50;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What goes into `after` for the next page; null at the end. */
  readonly next: string | null;
}

export interface PlansPage {
  /** The last plan of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

/** A page of plans, the newest first. */
export async function listPlans(ctx: Ctx, { after, limit = PAGE }: PlansPage): Promise<Page<Plan>> {
  const rows = await inRead(ctx, (tx) =>
    tx.many<Plan>(sql`
      select ${PLAN_COLUMNS}
        from plan
       where merchant_id = ${tx.merchantId} and (${after ?? null}::uuid is null or plan_id < ${after ?? null}::uuid)
       order by plan_id desc
       limit ${limit + 1}`),
  );
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.planId : null };
}

export interface RhythmCounts {
  readonly rhythm: Rhythm;
  readonly treated: number;
  readonly control: number;
  readonly none: number;
}

export interface PlanWithCounts extends Plan {
  readonly templates: readonly PlanOffer[];
  readonly rhythms: readonly RhythmCounts[];
}

export const readPlan = (tx: Tx, planId: string): Promise<Plan | null> =>
  tx.maybeOne<Plan>(sql`
    select ${PLAN_COLUMNS} from plan where merchant_id = ${tx.merchantId} and plan_id = ${planId}`);

/** One plan with the offers that it weighed and how its customers stand. */
export function getPlan(ctx: Ctx, planId: string): Promise<Result<PlanWithCounts, PlanNotFound>> {
  return inRead(ctx, async (tx) => {
    const plan = await readPlan(tx, planId);
    if (!plan) return refuse('plan_not_found', { planId });
    const [templates, rhythms] = await Promise.all([planOffers(tx, planId), countRhythms(tx, planId)]);
    return ok({ ...plan, templates, rhythms });
  });
}

const countRhythms = (tx: Tx, planId: string): Promise<RhythmCounts[]> =>
  tx.many<RhythmCounts>(sql`
    select rhythm, count(*) filter (where arm = 'treated') as treated,
           count(*) filter (where arm = 'control') as control, count(*) filter (where arm = 'none') as none
      from plan_choice
     where merchant_id = ${tx.merchantId} and plan_id = ${planId}
     group by rhythm
     order by array_position(array['new', 'on_time', 'due', 'late', 'lapsed'], rhythm)`);

export interface ChoicesPage {
  readonly arm?: ArmName;
  readonly rhythm?: Rhythm;
  /** The rank of the last choice of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

interface ChoiceRow {
  readonly customerId: string;
  readonly rank: number;
  readonly rhythm: Rhythm;
  readonly arm: ArmName;
  readonly templateId: string | null;
  readonly propensity: number;
  readonly score: number;
  readonly reason: ChoiceReason;
  readonly facts: Readonly<Record<string, number | boolean>>;
  readonly candidates: readonly Candidate[];
  readonly couponId: string | null;
  readonly notIssued: string | null;
}

/** A choice as people read it: with the customer's hint, the offers' names and the coupon's code. */
export interface ReadChoice extends ChoiceRow {
  readonly hint: string | null;
  readonly couponCode: string | null;
  /** The name of each template that was weighed. */
  readonly names: ReadonlyMap<string, string>;
}

/** A page of a plan's choices, the most valuable first. */
export function listChoices(
  ctx: Ctx,
  planId: string,
  query: ChoicesPage,
): Promise<Result<Page<ReadChoice>, PlanNotFound>> {
  const limit = query.limit ?? PAGE;
  return inRead(ctx, async (tx) => {
    if (!(await readPlan(tx, planId))) return refuse('plan_not_found', { planId });
    const rows = await readChoices(tx, planId, { ...query, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const couponIds = items.flatMap(({ couponId }) => (couponId === null ? [] : [couponId]));
    const ids = items.map(({ customerId }) => customerId);
    const [hints, codes, offers] = await Promise.all([
      hintsOf(tx, ids),
      codesOf(tx, couponIds),
      planOffers(tx, planId),
    ]);
    const names = new Map(offers.map((offer) => [offer.templateId, offer.name]));
    const read = items.map((row) => ({
      ...row,
      names,
      hint: hints.get(row.customerId) ?? null,
      couponCode: row.couponId === null ? null : (codes.get(row.couponId) ?? null),
    }));
    return ok({ items: read, next: rows.length > limit ? String(items.at(-1)!.rank) : null });
  });
}

const readChoices = (tx: Tx, planId: string, { arm, rhythm, after, limit }: ChoicesPage): Promise<ChoiceRow[]> =>
  tx.many<ChoiceRow>(sql`
    select customer_id as "customerId", rank, rhythm, arm, template_id as "templateId", propensity, score, reason,
           facts, candidates, coupon_id as "couponId", not_issued as "notIssued"
      from plan_choice
     where merchant_id = ${tx.merchantId} and plan_id = ${planId} and rank > ${Number(after ?? 0)}
       and (${arm ?? null}::text is null or arm = ${arm ?? null})
       and (${rhythm ?? null}::text is null or rhythm = ${rhythm ?? null})
     order by rank
     limit ${limit ?? PAGE}`);
