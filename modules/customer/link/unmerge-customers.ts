import type { UnmergeView } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { appendAudit } from '@shuke/merchant';
import { circleOf } from './circles.ts';
import { ambiguousView, linkView } from './link-view.ts';
import { holdCustomers } from '../hold-customers.ts';
import * as store from './link-store.ts';
import { settleSpends } from './settle-spends.ts';

export interface UnmergeCustomers {
  readonly key: string;
  /** The customer who stands for another one, and from now on for themselves again, with all who stand for them. */
  readonly customerId: string;
}

export type UnmergeRefusal = Refusal<'customer_not_found' | 'customer_not_merged'>;
type KeyReused = Refusal<'idempotency_key_reused'>;

/**
 * Ends a merge as if it had never been: every balance, coupon and order is its customer's anyway. What one of the two spent
 * on an order of the other is listed and given back to its holder from the merchant's `merge_adjustment`.
 */
export function unmergeCustomers(
  ctx: Ctx,
  { key, customerId }: UnmergeCustomers,
): Promise<Result<UnmergeView, UnmergeRefusal | KeyReused>> {
  return inTx<UnmergeView, UnmergeRefusal>(ctx, { key, input: { customerId } }, async (tx) => {
    if (!(await holdCustomers(tx, [customerId])).has(customerId)) {
      return refuse('customer_not_found', { customerId });
    }
    const link = await store.endLink(tx, customerId);
    if (!link) return refuse('customer_not_merged', { customerId });
    const { linkId, fromCustomerId, intoCustomerId } = link;
    const circles = await circleOf(tx, [fromCustomerId, intoCustomerId]);
    const [ours, theirs] = [circles.get(fromCustomerId) ?? [], circles.get(intoCustomerId) ?? []];
    const ambiguous = await settleSpends(tx, { settlementId: linkId, ours, theirs });
    await appendEvents(tx, [
      { type: 'customer.unmerged', payload: { linkId, fromCustomerId, intoCustomerId, ambiguous: ambiguous.length } },
    ]);
    const detail = { linkId, intoCustomerId, ambiguous: ambiguous.length };
    await appendAudit(tx, { action: 'customer.unmerged', subject: fromCustomerId, detail });
    return ok({ ...linkView(link), ambiguous: ambiguous.map(ambiguousView) });
  });
}
