import { inTx, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { drawByPattern, patternFault, whyGuessable } from './code-pattern.ts';
import type { NewCoupon } from './coupon-store.ts';
import type { IssueRefusal, KeyReused, PatternRefusal } from './errors.ts';
import { issueMany } from './issue-many.ts';
import type { IssueRow } from './issue-rules.ts';
import { readTemplates } from './template-store.ts';

/** To one customer each, in this order; a number of bearer coupons; or such with codes by a pattern. */
export type IssueTo =
  | { readonly customerIds: readonly string[] }
  | { readonly count: number }
  | { readonly codes: { readonly pattern: string; readonly count: number } };

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

/**
 * Issues coupons of one template, at most 100,000 at once. All or none against the issue limit and the budget;
 * customers at their own limit are passed over and counted, and only if that leaves nobody is it a refusal. Codes by a
 * pattern are refused where a thousand guesses could find one of the template's.
 */
export function issueCoupons(
  ctx: Ctx,
  cmd: IssueCoupons,
): Promise<Result<Issue, IssueRefusal | PatternRefusal | KeyReused>> {
  return inTx(ctx, { key: cmd.key, input: cmd, storeRefusals: true }, (tx) => issue(tx, cmd));
}

async function issue(tx: Tx, cmd: IssueCoupons): Promise<Result<Issue, IssueRefusal | PatternRefusal>> {
  const { templateId, to } = cmd;
  if (!('codes' in to)) return allOrNone(templateId, await issueMany(tx, rowsOf(cmd)));
  const { pattern } = to.codes;
  const fault = patternFault(pattern);
  if (fault) return fault;
  const draw = (count: number) => drawByPattern(pattern, count);
  const issued = allOrNone(templateId, await issueMany(tx, rowsOf(cmd), draw));
  if (!issued.ok) return issued;
  // Counted with these, under the lock of the template.
  const [template] = await readTemplates(tx, [templateId]);
  return whyGuessable(pattern, must(template, 'a template that gave coupons is there').issued) ?? issued;
}

function rowsOf({ templateId, to }: IssueCoupons): IssueRow[] {
  if ('customerIds' in to) return to.customerIds.map((customerId) => ({ templateId, customerId }));
  const count = 'codes' in to ? to.codes.count : to.count;
  return Array.from({ length: count }, () => ({ templateId, customerId: null }));
}

function allOrNone(
  templateId: string,
  results: readonly Result<NewCoupon, IssueRefusal>[],
): Result<Issue, IssueRefusal> {
  const coupons = results.flatMap((result) => (result.ok ? [result.value] : []));
  const refusals = results.flatMap((result) => (result.ok ? [] : [result.refusal]));
  const skipped = refusals.filter(isSkip).length;
  const why = refusals.find((refusal) => !isSkip(refusal)) ?? (coupons.length === 0 ? refusals[0] : undefined);
  if (why) return refuse(why.code, { ...why.facts, asked: results.length, skipped, issuable: coupons.length });
  return ok({ templateId, skipped, coupons: coupons.map(({ code, customerId }) => ({ code, customerId })) });
}

const isSkip = (refusal: IssueRefusal): boolean => refusal.code === 'coupon_customer_limit_reached';
