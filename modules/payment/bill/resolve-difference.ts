import type { PaymentDifferenceResolution } from '@shuke/contract';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { writeNextAsks } from '../charge/payment-store.ts';
import type { DifferenceRefusal } from '../errors.ts';
import { reviveRefund } from '../refund/refund-store.ts';
import { isPossible, type Action } from './difference.ts';
import { holdDifference, writeResolution, type Difference } from './difference-store.ts';

/** Does what a person has decided about a difference, once. */
export async function resolveDifference(
  ctx: Ctx,
  differenceId: string,
  { action, note }: PaymentDifferenceResolution,
): Promise<Result<null, DifferenceRefusal>> {
  const resolved = await inTx(ctx, {}, async (tx): Promise<Result<null, DifferenceRefusal>> => {
    const difference = await holdDifference(tx, differenceId);
    if (!difference) return refuse('payment_difference_not_found', { differenceId });
    if (difference.status !== 'open') return refuse('payment_difference_resolved', { differenceId });
    const isNoted = action !== 'note' || note !== undefined;
    if (!isNoted || !isPossible(action, difference) || !(await act(tx, action, difference))) {
      return refuse('payment_action_not_possible', { action, proposed: difference.proposed });
    }
    await writeResolution(tx, { differenceId, resolution: action, note: note ?? null });
    return ok(null);
  });
  return resolved as Result<null, DifferenceRefusal>;
}

/** False where it cannot be done as things stand. */
async function act(tx: Tx, action: Action, { paymentId, refundId }: Difference): Promise<boolean> {
  if (action === 'ask_again' && paymentId !== null) {
    return (await writeNextAsks(tx, [{ paymentId, at: tx.now }])) === 1;
  }
  if (action === 'retry_refund' && refundId !== null) return (await reviveRefund(tx, refundId)) === 1;
  return action === 'note';
}
