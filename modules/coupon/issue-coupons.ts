import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, newId, ok, refuse, type Result } from '@shuke/kernel';
import { newCodes } from './coupon-code.ts';
import * as store from './coupon-store.ts';
import type { IssueRefusal, KeyReused } from './errors.ts';
import { couponsIssued } from './events.ts';
import { onIssue } from './figures.ts';
import { admitIssues, type IssueRow } from './issue-rules.ts';
import { lockTemplates, moveFigures } from './template-store.ts';
import { costOfCouponMinor, periodOf, type CouponTemplate } from './template.ts';

/** To one customer each, in this order, or a number of bearer coupons. */
export type IssueTo = { readonly customerIds: readonly string[] } | { readonly count: number };

export interface IssueCoupons {
  readonly key: string;
  readonly templateId: string;
  readonly to: IssueTo;
}

export interface Issue {
  readonly templateId: string;
  /** Customers who had as many as one may have, and were passed over. */
  readonly skipped: number;
  readonly coupons: { readonly code: string; readonly customerId: string | null }[];
}

export const MAX_COUPONS_PER_ISSUE = 100_000;

/**
 * Issues coupons of one template, at most 100,000 at once. All or none against the issue limit and the budget;
 * customers at their own limit are passed over and counted, and only if that leaves nobody is it a refusal.
 */
export function issueCoupons(ctx: Ctx, cmd: IssueCoupons): Promise<Result<Issue, IssueRefusal | KeyReused>> {
  return inTx(ctx, { key: cmd.key, input: cmd, storeRefusals: true }, async (tx) =>
    allOrNone(cmd.templateId, await issueMany(tx, rowsOf(cmd))),
  );
}

function rowsOf({ templateId, to }: IssueCoupons): IssueRow[] {
  if ('customerIds' in to) return to.customerIds.map((customerId) => ({ templateId, customerId }));
  return Array.from({ length: to.count }, () => ({ templateId, customerId: null }));
}

function allOrNone(
  templateId: string,
  results: readonly Result<store.NewCoupon, IssueRefusal>[],
): Result<Issue, IssueRefusal> {
  const coupons = results.flatMap((result) => (result.ok ? [result.value] : []));
  const refusals = results.flatMap((result) => (result.ok ? [] : [result.refusal]));
  const skipped = refusals.filter(isSkip).length;
  const why = refusals.find((refusal) => !isSkip(refusal)) ?? (coupons.length === 0 ? refusals[0] : undefined);
  if (why) return refuse(why.code, { ...why.facts, asked: results.length, skipped, issuable: coupons.length });
  return ok({ templateId, skipped, coupons: coupons.map(({ code, customerId }) => ({ code, customerId })) });
}

const isSkip = (refusal: IssueRefusal): boolean => refusal.code === 'coupon_customer_limit_reached';

/**
 * Issues a batch inside a bigger process such as a plan: at most 100,000 rows of any templates, each with a result of
 * its own in the same place. A refused row changes nothing and does not touch its neighbours.
 */
export async function issueMany(tx: Tx, rows: readonly IssueRow[]): Promise<Result<store.NewCoupon, IssueRefusal>[]> {
  assert(rows.length <= MAX_COUPONS_PER_ISSUE, 'a batch of issues has at most 100,000 rows');
  const templates = await lockTemplates(tx, [...new Set(rows.map((row) => row.templateId))]);
  const limited = rows.filter((row) => row.customerId !== null && hasCustomerLimit(templates.get(row.templateId)));
  const held = await store.countHeld(tx, limited);
  const admitted = admitIssues({ rows, templates, held, now: tx.now });
  const results = draw(tx, rows, admitted);
  const coupons = results.flatMap((result) => (result.ok ? [result.value] : []));
  const costs = admitted.flatMap((one) =>
    one.ok ? [onIssue(one.value.templateId, costOfCouponMinor(one.value))] : [],
  );
  await moveFigures(tx, costs);
  await store.insertCoupons(tx, coupons);
  await appendEvents(tx, couponsIssued(coupons));
  return results;
}

const hasCustomerLimit = (template: CouponTemplate | undefined): boolean => (template?.customerLimit ?? null) !== null;

/** Draws a code and an id for each admitted row. */
function draw(
  tx: Tx,
  rows: readonly IssueRow[],
  admitted: readonly Result<CouponTemplate, IssueRefusal>[],
): Result<store.NewCoupon, IssueRefusal>[] {
  const codes = newCodes(rows.length);
  return admitted.map((one, i) => {
    if (!one.ok) return one;
    const { templateId, customerId, planId = null } = rows[i]!;
    const base = { couponId: newId(), templateId, customerId, planId, code: codes[i]! };
    return ok({ ...base, ...periodOf(one.value, tx.now), useLimit: one.value.usesPerCoupon });
  });
}
