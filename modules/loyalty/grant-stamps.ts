import { inTx, type Ctx } from '@shuke/db';
import { assert, must, newId, ok, refuse, type Result } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import { ADJUSTED, recordAdjustment } from './adjust-points.ts';
import { lotOf } from './calendar.ts';
import type { KeyReused, StampRefusal } from './errors.ts';
import { stampAsset } from './programme.ts';
import { isCustomer, postingOf, termsNow } from './terms-now.ts';
import { giveSteps } from './unit-steps.ts';

export interface GrantStamps {
  readonly key: string;
  readonly customerId: string;
  readonly cardId: string;
  readonly count: number;
  /** For the record; never a name. */
  readonly reason: string;
}

export type StampsGranted = Pick<GrantStamps, 'customerId' | 'cardId' | 'count'>;

/** Gives stamps by hand, as for a purchase that was rung up without its customer. */
export function grantStamps(
  ctx: Ctx,
  { key, ...input }: GrantStamps,
): Promise<Result<StampsGranted, StampRefusal | KeyReused>> {
  return inTx<StampsGranted, StampRefusal>(ctx, { key, input, storeRefusals: true }, async (tx) => {
    const { customerId, cardId, count, reason } = input;
    if (!(await isCustomer(tx, customerId))) return refuse('customer_not_found');
    const { programme, day } = await termsNow(tx);
    const card = programme.stampCards.find((one) => one.cardId === cardId);
    if (!card) return refuse('stamp_card_not_found');
    const adjustmentId = newId();
    const earning = { asset: stampAsset(cardId), amount: count, lot: lotOf(card.validity, day) };
    const steps = giveSteps({ merchantId: tx.merchantId, customerId, earning });
    const [posted] = await postMany(tx, [postingOf(tx, { purpose: ADJUSTED, referenceId: adjustmentId, steps })]);
    assert(must(posted, 'each posting has its result').ok, 'what is issued needs no balance');
    const adjustedBy = ctx.actor.id;
    await recordAdjustment(tx, { adjustmentId, customerId, asset: earning.asset, amount: count, reason, adjustedBy });
    return ok({ customerId, cardId, count });
  });
}
