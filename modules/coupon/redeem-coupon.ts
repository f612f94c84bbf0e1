import { inTx, type Actor, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { findStores } from '@shuke/merchant';
import type { RedeemRow, Redemption } from './claim-rules.ts';
import { admitRedemptions } from './coupon-desk.ts';
import { openCoupons, stepsOf, writeCoupons } from './desk.ts';
import type { KeyReused, RedeemRefusal, StoreRefusal } from './errors.ts';
import { postAll } from './posting.ts';

export interface RedeemCoupon extends Omit<RedeemRow, 'storeId'> {
  readonly key: string;
  /** Where it is redeemed; of staff who work in one store, that one unless told. */
  readonly storeCode?: string;
}

/** Redeems one use of a coupon against an order. A repeat with the same key gets the first answer, a refusal too. */
export function redeemCoupon(
  ctx: Ctx,
  cmd: RedeemCoupon,
): Promise<Result<Redemption, RedeemRefusal | StoreRefusal | KeyReused>> {
  const options = { key: cmd.key, input: cmd, storeRefusals: true };
  return inTx<Redemption, RedeemRefusal | StoreRefusal>(ctx, options, async (tx) => {
    const storeId = await storeOf(tx, ctx.actor, cmd.storeCode);
    if (!storeId.ok) return storeId;
    const [result] = await redeemMany(tx, [{ ...cmd, storeId: storeId.value }]);
    return must(result, 'each row has its result');
  });
}

async function storeOf(tx: Tx, actor: Actor, storeCode?: string): Promise<Result<string | null, StoreRefusal>> {
  if (storeCode === undefined) return ok(actor.storeId);
  const store = (await findStores(tx, [storeCode])).get(storeCode);
  if (!store) return refuse('coupon_store_unknown', { storeCode });
  const isElsewhere = actor.storeId !== null && actor.storeId !== store.storeId;
  return isElsewhere ? refuse('coupon_store_not_yours', { storeCode }) : ok(store.storeId);
}

/**
 * Redeems a batch inside a bigger process: at most 1,000 rows, each with a result of its own in the same place. A refused
 * row changes nothing and does not touch its neighbours. Call it once a transaction, and before issueMany: its locks are
 * taken in key order only within one call.
 */
export async function redeemMany(tx: Tx, rows: readonly RedeemRow[]): Promise<Result<Redemption, RedeemRefusal>[]> {
  const { merchantId } = tx;
  const desk = await openCoupons(
    tx,
    rows.map(({ code, orderRef }) => ({ merchantId, code, orderRef })),
  );
  const results = admitRedemptions(desk, merchantId, rows);
  const postings = desk.redemptions.map((redemption) => ({
    purpose: 'coupon.redeemed' as const,
    referenceId: redemption.redemptionId,
    funds: redemption,
    steps: stepsOf(redemption),
  }));
  await postAll(tx, postings);
  await writeCoupons(tx, desk);
  return results;
}
