import { appendMerchantEvents, type BatchTx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { Step } from '@shuke/ledger';
import { onRedemption } from './accounts.ts';
import type { Redemption } from './claim-rules.ts';
import { CouponDesk, type CouponClaim } from './coupon-desk.ts';
import { readCode } from './coupon-code.ts';
import * as store from './desk-store.ts';
import { couponAbated, couponRedeemed, couponReversed } from './events.ts';
import { ReversalDesk, type RedemptionKey } from './reversal-desk.ts';
import { moveCounts } from './template-store.ts';

export const MAX_ROWS = 1000;

/**
 * Locks the coupons that a batch of checkouts claims, at most 1,000, in key order, in three statements however many
 * merchants there are. Then lock the ledger's balances of `desk.holdings()`, take uses, post `stepsOf` each, and write with
 * `writeCoupons`. Open one desk a transaction: its locks are in order only within one call.
 */
export async function openCoupons(tx: BatchTx, claims: readonly CouponClaim[]): Promise<CouponDesk> {
  assert(claims.length <= MAX_ROWS, 'a batch claims at most 1,000 coupons');
  const readable = claims.flatMap(({ merchantId, code, orderRef }) => {
    const stored = readCode(code);
    return stored === null ? [] : [{ merchantId, code: stored, orderRef }];
  });
  return new CouponDesk(readable.length > 0 ? await store.lockCoupons(tx, readable) : [], tx.now);
}

/** What a redemption moves in the ledger; the caller puts it into its own posting. */
export const stepsOf = (redemption: Redemption): Step[] => onRedemption(redemption);

/** Writes what was taken at a desk: uses, redemptions, ended holds, events and counts, in at most four statements and the batch's events. */
export async function writeCoupons(tx: BatchTx, desk: CouponDesk): Promise<void> {
  const { redemptions } = desk;
  if (redemptions.length === 0) return;
  const held = redemptions.filter((redemption) => desk.wasHeld(redemption));
  await Promise.all([
    store.takeUses(tx, redemptions),
    store.insertRedemptions(tx, redemptions),
    held.length > 0 ? store.endRedeemedHolds(tx, held) : null,
    appendMerchantEvents(tx, redemptions.map(couponRedeemed)),
    moveCounts(
      tx,
      redemptions.map(({ merchantId, templateId }) => ({ merchantId, templateId, redeemed: 1 })),
    ),
  ]);
}

/** Locks the coupons of redemptions that a batch of refunds takes back or lowers, at most 1,000, in key order, in three statements. */
export async function openRedemptions(tx: BatchTx, rows: readonly RedemptionKey[]): Promise<ReversalDesk> {
  assert(rows.length <= MAX_ROWS, 'a batch reverses at most 1,000 redemptions');
  const uses = rows.length > 0 ? await store.lockRedemptions(tx, rows) : [];
  if (uses.length === 0) return new ReversalDesk([], { reversed: [], now: tx.now });
  const [reversed, abated] = await Promise.all([store.reversedAmong(tx, rows), store.abatedAmong(tx, rows)]);
  const less = new Map(abated.map(({ redemptionId, amountMinor }) => [redemptionId, amountMinor]));
  const standing = uses.map((use) => ({
    ...use,
    discountMinor: use.discountMinor - (less.get(use.redemptionId) ?? 0),
  }));
  return new ReversalDesk(standing, { reversed, now: tx.now });
}

/** Writes what was done at a desk: reversals, abatements, uses, events and counts, in at most six statements. */
export async function writeReversals(tx: BatchTx, desk: ReversalDesk): Promise<void> {
  await Promise.all([writeReversed(tx, desk), writeAbated(tx, desk)]);
}

async function writeAbated(tx: BatchTx, { abatements }: ReversalDesk): Promise<void> {
  if (abatements.length === 0) return;
  await Promise.all([
    store.insertAbatements(tx, abatements),
    store.lowerSpent(tx, abatements),
    appendMerchantEvents(tx, abatements.map(couponAbated)),
  ]);
}

async function writeReversed(tx: BatchTx, { reversals }: ReversalDesk): Promise<void> {
  if (reversals.length === 0) return;
  await Promise.all([
    store.insertReversals(tx, reversals),
    store.returnUses(tx, reversals),
    appendMerchantEvents(tx, reversals.map(couponReversed)),
    moveCounts(
      tx,
      reversals.map(({ merchantId, templateId }) => ({ merchantId, templateId, redeemed: -1 })),
    ),
  ]);
}
