import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, must, ok, refuse, type Result } from '@shuke/kernel';
import * as store from './coupon-store.ts';
import type { KeyReused, ReverseRefusal } from './errors.ts';
import { couponReversed } from './events.ts';
import { onReversal } from './figures.ts';
import { moveFigures } from './template-store.ts';

export interface ReverseRow {
  readonly redemptionId: string;
  readonly reason: string;
}

export interface ReverseRedemption extends ReverseRow {
  readonly key: string;
}

/** What a reversal gave back. */
export interface Reversal {
  readonly redemptionId: string;
  readonly couponId: string;
  readonly discountMinor: number;
  /** False where the coupon has expired meanwhile: the use is back on it, but nobody can spend it. */
  readonly spendable: boolean;
}

/** Takes a redemption back: the coupon gets its use, the budget its money. A second time is refused. */
export function reverseRedemption(
  ctx: Ctx,
  cmd: ReverseRedemption,
): Promise<Result<Reversal, ReverseRefusal | KeyReused>> {
  return inTx(ctx, { key: cmd.key, input: cmd, storeRefusals: true }, async (tx) => {
    const [result] = await reverseMany(tx, [cmd]);
    return must(result, 'each row has its result');
  });
}

const MAX_ROWS = 1000;

/**
 * Reverses a batch inside a bigger process such as a refund: at most 1,000 rows, each with a result of its own in the
 * same place. Call it once a transaction, and before issueMany.
 */
export async function reverseMany(tx: Tx, rows: readonly ReverseRow[]): Promise<Result<Reversal, ReverseRefusal>[]> {
  assert(rows.length <= MAX_ROWS, 'a batch of reversals has at most 1,000 rows');
  const ids = rows.map((row) => row.redemptionId);
  const uses = await store.lockRedemptions(tx, ids);
  const results = admitReversals(ids, uses, await store.reversedAmong(tx, ids));
  const admitted = rows.filter((_, i) => results[i]?.ok);
  const returned = results.flatMap((result) => (result.ok ? [result.value] : []));
  if (returned.length > 0) {
    await Promise.all([
      store.insertReversals(tx, admitted),
      store.returnUses(tx, returned),
      appendEvents(tx, returned.map(couponReversed)),
      moveFigures(tx, returned.map(onReversal)),
    ]);
  }
  return results.map((result) => (result.ok ? ok(reversalOf(result.value, tx.now)) : result));
}

function admitReversals(
  ids: readonly string[],
  uses: ReadonlyMap<string, store.StandingUse>,
  reversedBefore: ReadonlySet<string>,
): Result<store.StandingUse, ReverseRefusal>[] {
  const reversed = new Set(reversedBefore);
  return ids.map((id) => {
    const use = uses.get(id);
    if (!use) return refuse('redemption_not_found');
    if (reversed.has(id)) return refuse('redemption_already_reversed');
    reversed.add(id);
    return ok(use);
  });
}

const reversalOf = (use: store.StandingUse, now: Date): Reversal => ({
  redemptionId: use.redemptionId,
  couponId: use.couponId,
  discountMinor: use.discountMinor,
  spendable: !use.settled && use.expiresAt > now,
});
