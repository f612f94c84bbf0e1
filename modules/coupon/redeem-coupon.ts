import { appendEvents, inTx, type Actor, type Ctx, type Tx } from '@shuke/db';
import { assert, must, ok, refuse, type Result } from '@shuke/kernel';
import { findStores } from '@shuke/merchant';
import { admitRedemptions, type RedeemRow, type Redemption } from './claim-rules.ts';
import { parseCode } from './coupon-code.ts';
import * as store from './coupon-store.ts';
import type { KeyReused, RedeemRefusal, StoreRefusal } from './errors.ts';
import { couponRedeemed } from './events.ts';
import { onRedemption } from './figures.ts';
import { moveFigures } from './template-store.ts';

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

const MAX_ROWS = 1000;

/**
 * Redeems a batch inside a bigger process such as a checkout: at most 1,000 rows, each with a result of its own in the
 * same place. A refused row changes nothing and does not touch its neighbours. Call it once a transaction, and before
 * issueMany: its locks are taken in key order only within one call.
 */
export async function redeemMany(tx: Tx, rows: readonly RedeemRow[]): Promise<Result<Redemption, RedeemRefusal>[]> {
  assert(rows.length <= MAX_ROWS, 'a batch of redemptions has at most 1,000 rows');
  const claims = rows.map((row) => ({ ...row, code: parseCode(row.code) ?? '' }));
  const codes = claims.map((row) => row.code);
  const orderRefs = claims.map((row) => row.orderRef);
  const coupons = await store.lockCoupons(tx, codes, orderRefs);
  const results = admitRedemptions(claims, coupons, tx.now);
  const redemptions = results.flatMap((result) => (result.ok ? [result.value] : []));
  await post(tx, redemptions);
  return results;
}

async function post(tx: Tx, redemptions: readonly Redemption[]): Promise<void> {
  if (redemptions.length === 0) return;
  await Promise.all([
    store.takeUses(tx, redemptions),
    store.insertRedemptions(tx, redemptions),
    store.endRedeemedHolds(tx, redemptions),
    appendEvents(tx, redemptions.map(couponRedeemed)),
    // Last, for every checkout with the same template meets on this row and holds it until it commits.
    moveFigures(tx, redemptions.map(onRedemption)),
  ]);
}
