import { inTx, type Ctx, type Tx } from '@shuke/db';
import { must, ok, type Result } from '@shuke/kernel';
import { onReversal } from './accounts.ts';
import { openRedemptions, writeReversals } from './desk.ts';
import type { KeyReused, ReverseRefusal } from './errors.ts';
import { postAll } from './posting.ts';
import type { Reversal } from './reversal-desk.ts';

export interface ReverseRow {
  readonly redemptionId: string;
  readonly reason: string;
}

export interface ReverseRedemption extends ReverseRow {
  readonly key: string;
}

/** What a reversal gave back. */
export type ReversedRedemption = Pick<Reversal, 'redemptionId' | 'couponId' | 'discountMinor' | 'spendable'>;

/** Takes a redemption back: the coupon gets its use, the budget its money. A second time is refused. */
export function reverseRedemption(
  ctx: Ctx,
  cmd: ReverseRedemption,
): Promise<Result<ReversedRedemption, ReverseRefusal | KeyReused>> {
  return inTx(ctx, { key: cmd.key, input: cmd, storeRefusals: true }, async (tx) => {
    const [result] = await reverseMany(tx, [cmd]);
    return must(result, 'each row has its result');
  });
}

/**
 * Reverses a batch inside a bigger process: at most 1,000 rows, each with a result of its own in the same place. Call it
 * once a transaction, and before issueMany.
 */
export async function reverseMany(
  tx: Tx,
  rows: readonly ReverseRow[],
): Promise<Result<ReversedRedemption, ReverseRefusal>[]> {
  const named = rows.map((row) => ({ ...row, merchantId: tx.merchantId }));
  const desk = await openRedemptions(tx, named);
  const results = named.map((row) => desk.why(row) ?? ok(reversedOf(desk.reverse(row))));
  const postings = desk.reversals.map((reversal) => ({
    purpose: 'coupon.reversed' as const,
    referenceId: reversal.redemptionId,
    funds: reversal,
    steps: onReversal(reversal),
  }));
  await postAll(tx, postings);
  await writeReversals(tx, desk);
  return results;
}

const reversedOf = ({ redemptionId, couponId, discountMinor, spendable }: Reversal): ReversedRedemption => ({
  redemptionId,
  couponId,
  discountMinor,
  spendable,
});
