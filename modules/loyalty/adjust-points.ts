import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { postMany, type Step } from '@shuke/ledger';
import { lotOf } from './calendar.ts';
import type { KeyReused, PointsRefusal } from './errors.ts';
import { unitsAdjusted } from './events.ts';
import { insertAdjustment, type Adjustment } from './loyalty-store.ts';
import { pointsAsset } from './programme.ts';
import { isCustomer, postingOf, termsNow, type TermsNow } from './terms-now.ts';
import { giveSteps, takeSteps } from './unit-steps.ts';
import { unitRefusal } from './unit-refusal.ts';

export interface AdjustPoints {
  readonly key: string;
  readonly customerId: string;
  /** Above zero gives, below zero takes. Not zero. */
  readonly amount: number;
  /** For the record; never a name. */
  readonly reason: string;
}

export type PointsAdjusted = Pick<Adjustment, 'adjustmentId' | 'customerId' | 'amount'>;

/** The purpose of what people give and take by hand: it counts for no tier. */
export const ADJUSTED = 'loyalty.adjusted';

/** Gives or takes points by hand, with a reason. What is given can be spent at once, and ends as if it had been earned today. */
export function adjustPoints(
  ctx: Ctx,
  { key, ...input }: AdjustPoints,
): Promise<Result<PointsAdjusted, PointsRefusal | KeyReused>> {
  return inTx<PointsAdjusted, PointsRefusal>(ctx, { key, input, storeRefusals: true }, async (tx) => {
    if (!(await isCustomer(tx, input.customerId))) return refuse('customer_not_found');
    const terms = await termsNow(tx);
    const steps = adjustingSteps(tx, terms, input);
    if (steps === null) return refuse('points_not_offered');
    const adjustmentId = newId();
    const [posted] = await postMany(tx, [postingOf(tx, { purpose: ADJUSTED, referenceId: adjustmentId, steps })]);
    if (posted && !posted.ok) return unitRefusal(posted.refusal, 'insufficient_points');
    const asset = pointsAsset(terms.programme.programmeId);
    await recordAdjustment(tx, { ...input, adjustmentId, asset, adjustedBy: ctx.actor.id });
    return ok({ adjustmentId, customerId: input.customerId, amount: input.amount });
  });
}

function adjustingSteps(
  tx: Tx,
  { programme: { programmeId, points }, day }: TermsNow,
  { customerId, amount }: Omit<AdjustPoints, 'key'>,
): Step[] | null {
  if (points === null) return null;
  const member = { merchantId: tx.merchantId, customerId };
  const asset = pointsAsset(programmeId);
  return amount > 0
    ? giveSteps({ ...member, earning: { asset, amount, lot: lotOf(points.validity, day) } })
    : takeSteps({ ...member, asset, amount: -amount, day });
}

/** Writes down who gave or took units by hand and why, and says so. */
export async function recordAdjustment(tx: Tx, adjustment: Adjustment): Promise<void> {
  await insertAdjustment(tx, adjustment);
  await appendEvents(tx, [unitsAdjusted(adjustment)]);
}
