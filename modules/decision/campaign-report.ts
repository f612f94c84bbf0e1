import { getTemplate } from '@shuke/coupon';
import { inRead, type Ctx } from '@shuke/db';
import { DAY_MS, must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { readPlan } from './decision-queries.ts';
import type { ReportRefusal } from './errors.ts';
import { compare, COVARIATE_DAYS, type Comparison } from './report.ts';
import { outcomes, redemptionTotals, type RedemptionTotals, type ReportWindow } from './report-store.ts';

/** What became of a plan or a template, as of now. Money in minor units. */
export interface Report extends RedemptionTotals {
  readonly planId: string | null;
  readonly templateId: string | null;
  readonly name: string;
  readonly asOf: Date;
  /** Null for a template, which has no control group. */
  readonly comparison: (Comparison & PlanWindow) | null;
}

export interface PlanWindow {
  readonly from: Date;
  readonly to: Date;
  readonly horizonDays: number;
  readonly marginBps: number;
  /** True once the horizon has passed. */
  readonly complete: boolean;
}

/**
 * Reports an issued plan as of now: what was redeemed, and everybody who got an offer against everybody from whom one
 * was withheld, over the horizon. It may be read every day: the interval holds at all looks at once.
 */
export function planReport(ctx: Ctx, planId: string): Promise<Result<Report, ReportRefusal>> {
  return inRead(ctx, async (tx) => {
    const plan = await readPlan(tx, planId);
    if (!plan) return refuse('plan_not_found', { planId });
    if (plan.status !== 'issued') return refuse('plan_not_issued', { planId, status: plan.status });
    const from = new Date(must(plan.issuingAt, 'an issued plan has begun'));
    const end = new Date(from.getTime() + plan.horizonDays * DAY_MS);
    const complete = end <= tx.now;
    const window: ReportWindow = {
      planId,
      from,
      before: new Date(from.getTime() - COVARIATE_DAYS * DAY_MS),
      to: complete ? end : tx.now,
    };
    const terms = { ...plan, marginBps: plan.assumptions.marginBps };
    const comparison = compare(await outcomes(tx, window), terms);
    const { horizonDays, name } = plan;
    return ok({
      ...(await redemptionTotals(tx, { planId })),
      planId,
      templateId: null,
      name,
      asOf: tx.now,
      comparison: { ...comparison, from, to: window.to, horizonDays, marginBps: terms.marginBps, complete },
    });
  });
}

/** Reports a coupon template as of now: a campaign without a plan, so without a control group. */
export async function templateReport(
  ctx: Ctx,
  templateId: string,
): Promise<Result<Report, Refusal<'coupon_template_not_found'>>> {
  const template = await getTemplate(ctx, templateId);
  if (!template.ok) return template;
  return inRead(ctx, async (tx) =>
    ok({
      ...(await redemptionTotals(tx, { templateId })),
      planId: null,
      templateId,
      name: template.value.name,
      asOf: tx.now,
      comparison: null,
    }),
  );
}
