import { assert, must, newId, ok, refuse, type Refused, type Result } from '@shuke/kernel';
import type { Holding } from '@shuke/ledger';
import { holdingsOf } from './accounts.ts';
import {
  whyNoDiscount,
  whyNotClaimable,
  type Claim,
  type LockedCoupon,
  type Redemption,
  type RedeemRow,
} from './claim-rules.ts';
import { readCode } from './coupon-code.ts';
import { discountOf } from './coupon.ts';
import type { ClaimRefusal, RedeemRefusal } from './errors.ts';

/** A claim of one of the merchants that a batch acts for. The code may be written in any way. */
export interface CouponClaim extends Claim {
  readonly merchantId: string;
  readonly code: string;
}

/** A use that is taken, with a discount (minor units) that pricing or `discountOf` has found. */
export interface CouponUse extends CouponClaim {
  readonly storeId: string | null;
  /** What was left to pay before this coupon. */
  readonly basisMinor: number;
  readonly discountMinor: number;
}

/**
 * The locked coupons of one transaction, as its checkouts take their uses one after the other. It is in memory:
 * `openCoupons` fills it, `writeCoupons` writes what was taken. It answers for the coupons and orders that it was opened for.
 */
export class CouponDesk {
  readonly #opened: ReadonlyMap<string, LockedCoupon>;
  readonly #current: Map<string, LockedCoupon>;
  readonly #taken = new Set<Redemption>();
  /** The stored form of codes as they were written, for each is asked about nine times. */
  readonly #codes = new Map<string, string>();
  readonly #now: Date;

  constructor(locked: readonly LockedCoupon[], now: Date) {
    this.#opened = new Map(locked.map((coupon) => [this.#keyOf(coupon), coupon]));
    this.#current = new Map(this.#opened);
    this.#now = now;
  }

  /** A coupon as the uses that were taken so far leave it. */
  coupon(merchantId: string, code: string): LockedCoupon | null {
    return this.#current.get(this.#keyOf({ merchantId, code })) ?? null;
  }

  /** Why a use cannot be had, or null. */
  why(claim: CouponClaim): Refused<ClaimRefusal> | null {
    const coupon = this.#current.get(this.#keyOf(claim));
    return coupon ? whyNotClaimable(coupon, claim, this.#now) : refuse('coupon_not_found');
  }

  /** Takes a use that nothing stands against. */
  redeem(use: CouponUse): Redemption {
    assert(this.why(use) === null, 'a use is taken only where it can be had');
    const key = this.#keyOf(use);
    const coupon = must(this.#current.get(key), 'a claimable coupon is locked');
    const redemption = redemptionOf(coupon, use);
    this.#current.set(key, afterUse(coupon, use.orderRef));
    this.#taken.add(redemption);
    return redemption;
  }

  /** Gives back a use that this transaction took, as when its checkout is refused later. */
  undo(redemption: Redemption): void {
    assert(this.#taken.delete(redemption), 'what is undone was taken here');
    const key = this.#keyOf(redemption);
    const standing = this.redemptions.filter(({ couponId }) => couponId === redemption.couponId);
    const opened = must(this.#opened.get(key), 'a redeemed coupon was opened');
    this.#current.set(
      key,
      standing.reduce((coupon, { orderRef }) => afterUse(coupon, orderRef), opened),
    );
  }

  /** Whether the use was held for its order. */
  wasHeld({ merchantId, code, orderRef }: Redemption): boolean {
    return this.#opened.get(this.#keyOf({ merchantId, code }))?.heldUntil.has(orderRef) ?? false;
  }

  /** What was taken and not undone, in its order. */
  get redemptions(): Redemption[] {
    return [...this.#taken];
  }

  /** The ledger's balances that any use of the opened coupons may move; lock them before posting. */
  holdings(): Holding[] {
    const templates = new Map([...this.#opened.values()].map((coupon) => [coupon.templateId, coupon]));
    return [...templates.values()].flatMap(holdingsOf);
  }

  #keyOf({ merchantId, code }: { readonly merchantId: string; readonly code: string }): string {
    let stored = this.#codes.get(code);
    if (stored === undefined) {
      stored = readCode(code) ?? '';
      this.#codes.set(code, stored);
    }
    return `${merchantId} ${stored}`;
  }
}

function redemptionOf(coupon: LockedCoupon, use: CouponUse): Redemption {
  const { merchantId, couponId, templateId, currency, budgeted, terms } = coupon;
  const { orderRef, storeId, basisMinor, discountMinor } = use;
  assert(discountMinor > 0 && discountMinor <= basisMinor, 'a use takes something off, and no more than is to be paid');
  assert(discountMinor <= terms.amountMinor, 'a use takes off no more than its face');
  const funds = { merchantId, templateId, currency, budgeted };
  const whose = { customerId: coupon.customerId ?? use.customerId ?? null, storeId, orderRef };
  const amounts = { faceMinor: terms.amountMinor, basisMinor, discountMinor };
  const { printedCode: code } = coupon;
  return { redemptionId: newId(), couponId, code, itemSku: terms.itemSku, ...funds, ...whose, ...amounts };
}

const afterUse = (coupon: LockedCoupon, orderRef: string): LockedCoupon => ({
  ...coupon,
  usedCount: coupon.usedCount + 1,
  heldUntil: new Map([...coupon.heldUntil].filter(([holder]) => holder !== orderRef)),
  redeemedOn: new Set([...coupon.redeemedOn, orderRef]),
});

/**
 * Judges the rows of a merchant in the order in which they came, each in the light of those before: a use that an earlier
 * row took is gone, and coupons on one order stack, each on what the ones before left to pay.
 */
export function admitRedemptions(
  desk: CouponDesk,
  merchantId: string,
  rows: readonly RedeemRow[],
): Result<Redemption, RedeemRefusal>[] {
  const takenOffMinor = new Map<string, number>();
  return rows.map((row) => {
    const { code, orderRef, customerId, storeId = null } = row;
    const claim = { merchantId, code, orderRef, customerId };
    const why = desk.why(claim);
    if (why) return why;
    const { terms } = must(desk.coupon(merchantId, code), 'a claimable coupon is locked');
    const taken = takenOffMinor.get(orderRef) ?? 0;
    const basket = { ...row.basket, totalMinor: row.basket.totalMinor - taken };
    const worthless = whyNoDiscount(terms, basket);
    if (worthless) return worthless;
    const discountMinor = discountOf(terms, basket);
    takenOffMinor.set(orderRef, taken + discountMinor);
    return ok(desk.redeem({ ...claim, storeId, basisMinor: basket.totalMinor, discountMinor }));
  });
}
