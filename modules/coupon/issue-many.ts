import { appendEvents, type Tx } from '@shuke/db';
import { assert, must, newId, ok, type Result } from '@shuke/kernel';
import { openBook, writeBook, type Book } from '@shuke/ledger';
import { balancesIn, holdingsOf, onIssue } from './accounts.ts';
import type { Code } from './code-pattern.ts';
import { newCodes } from './coupon-code.ts';
import * as store from './coupon-store.ts';
import type { IssueRefusal } from './errors.ts';
import { couponsIssued } from './events.ts';
import { admitIssues, type IssueRow } from './issue-rules.ts';
import { postSure } from './posting.ts';
import { fundsOf } from './template-figures.ts';
import { lockTemplates, moveCounts, readTemplates } from './template-store.ts';
import { costOfCouponMinor, periodOf, type CouponTemplate } from './template.ts';

export const MAX_COUPONS_PER_ISSUE = 100_000;

/** Draws so many codes, which need not all be new. */
export type DrawCodes = (count: number) => Code[];

const drawOwn: DrawCodes = (count) => newCodes(count).map((code) => ({ code, stored: code }));

/**
 * Issues a batch inside a bigger process such as a plan: at most 100,000 rows of any templates, each with a result of
 * its own in the same place. A refused row changes nothing and does not touch its neighbours.
 */
export async function issueMany(
  tx: Tx,
  rows: readonly IssueRow[],
  draw: DrawCodes = drawOwn,
): Promise<Result<store.NewCoupon, IssueRefusal>[]> {
  assert(rows.length <= MAX_COUPONS_PER_ISSUE, 'a batch of issues has at most 100,000 rows');
  const { book, templates } = await lock(tx, [...new Set(rows.map((row) => row.templateId))]);
  const limited = rows.filter((row) => row.customerId !== null && hasCustomerLimit(templates.get(row.templateId)));
  const held = await store.countHeld(tx, limited);
  const admitted = admitIssues({ rows, templates, held, now: tx.now });
  const given = Map.groupBy(
    admitted.flatMap((one) => (one.ok ? [one.value] : [])),
    ({ templateId }) => templateId,
  );
  if (given.size > 0) await post(tx, book, [...given.values()]);
  const coupons = await insert(tx, newCoupons(tx, rows, admitted), draw);
  await appendEvents(tx, couponsIssued([...coupons.values()]));
  return admitted.map((one, i) => (one.ok ? ok(must(coupons.get(i), 'what was admitted was given')) : one));
}

const hasCustomerLimit = (template: CouponTemplate | undefined): boolean => (template?.customerLimit ?? null) !== null;

/** Locks the balances of templates and then the templates. What their accounts are called never changes. */
async function lock(tx: Tx, ids: readonly string[]): Promise<{ book: Book; templates: Map<string, CouponTemplate> }> {
  const known = await readTemplates(tx, ids);
  const book = await openBook(
    tx,
    known.flatMap((row) => holdingsOf(fundsOf(tx, row))),
  );
  const locked = await lockTemplates(tx, ids);
  const templates = locked.map((row) => ({ ...row, ...balancesIn(book, fundsOf(tx, row)) }));
  return { book, templates: new Map(templates.map((template) => [template.templateId, template])) };
}

/** One posting and one count for each template, however many coupons it gives. */
async function post(tx: Tx, book: Book, groups: readonly CouponTemplate[][]): Promise<void> {
  const sums = groups.map((group) => ({ template: group[0]!, count: group.length }));
  for (const { template, count } of sums) {
    const funds = fundsOf(tx, template);
    const steps = onIssue(funds, costOfCouponMinor(template) * count);
    postSure(book, { purpose: 'coupon.issued', referenceId: funds.templateId, funds, steps });
  }
  await writeBook(tx, book);
  await moveCounts(
    tx,
    sums.map(({ template, count }) => ({
      merchantId: tx.merchantId,
      templateId: template.templateId,
      issued: count,
    })),
  );
}

interface Uncoded extends Omit<store.NewCoupon, 'code'> {
  /** The place of its row in the batch. */
  readonly nth: number;
}

const newCoupons = (tx: Tx, rows: readonly IssueRow[], admitted: readonly Result<CouponTemplate>[]): Uncoded[] =>
  admitted.flatMap((one, nth) => {
    if (!one.ok) return [];
    const { templateId, customerId, planId = null } = rows[nth]!;
    const terms = { ...periodOf(one.value, tx.now), useLimit: one.value.usesPerCoupon };
    return [{ nth, couponId: newId(), templateId, customerId, planId, ...terms }];
  });

// Of a pattern with a thousand codes for each that is given, one round in a thousand leaves a coupon to the next.
const MAX_ROUNDS = 100;

/** Adds coupons under codes that are new to the merchant, drawing again for those that were taken; gives them by row. */
async function insert(tx: Tx, coupons: readonly Uncoded[], draw: DrawCodes): Promise<Map<number, store.NewCoupon>> {
  const given = new Map<number, store.NewCoupon>();
  let waiting: readonly Uncoded[] = coupons;
  for (let round = 1; waiting.length > 0; round += 1) {
    assert(round <= MAX_ROUNDS, 'codes that are free are found');
    const codes = draw(waiting.length);
    const coded = waiting.map((coupon, i) => ({ ...coupon, ...codes[i]! }));
    const taken = new Set((await store.insertCoupons(tx, coded)).map(({ couponId }) => couponId));
    for (const { nth, stored: _, ...coupon } of coded) if (!taken.has(coupon.couponId)) given.set(nth, coupon);
    waiting = waiting.filter(({ couponId }) => taken.has(couponId));
  }
  return given;
}
