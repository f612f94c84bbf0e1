import type { Sums } from './shop.ts';

/** What the model keeps of a cash template. */
export interface ModelTemplate {
  readonly faceMinor: number;
  readonly minSpendMinor: number;
  readonly uses: number;
  readonly days: number;
  readonly issueLimit: number | null;
  readonly customerLimit: number | null;
  readonly budgetMinor: number | null;
}

interface ModelCoupon {
  readonly code: string;
  readonly templateId: string;
  readonly customerId: string | null;
  readonly endsAt: number;
  settled: boolean;
}

interface ModelUse {
  readonly id: string;
  readonly code: string;
  readonly orderRef: string;
  readonly discountMinor: number;
  reversed: boolean;
}

interface ModelHold {
  readonly id: string;
  readonly code: string;
  readonly orderRef: string;
  endsAt: number;
}

/**
 * Coupons as plain lists that are counted anew at every question: slow, without one running figure, and so simple that
 * it can be believed. Every method answers with the code that the real thing has to answer.
 */
export class Model {
  /** Minutes since the beginning. */
  minute = 0;
  readonly templates = new Map<string, ModelTemplate>();
  readonly #coupons: ModelCoupon[] = [];
  readonly #uses: ModelUse[] = [];
  #holds: ModelHold[] = [];

  issue(row: { templateId: string; customerId: string | null; code: string }): string {
    const template = this.templates.get(row.templateId)!;
    const given = this.#coupons.filter((one) => one.templateId === row.templateId);
    const own = given.filter((one) => row.customerId !== null && one.customerId === row.customerId);
    const { committedMinor, spentMinor, heldBackMinor } = this.figures(row.templateId);
    const boundMinor = committedMinor + spentMinor + heldBackMinor + template.faceMinor * template.uses;
    if (own.length >= (template.customerLimit ?? Infinity)) return 'coupon_customer_limit_reached';
    if (given.length >= (template.issueLimit ?? Infinity)) return 'coupon_issue_limit_reached';
    if (boundMinor > (template.budgetMinor ?? Infinity)) return 'coupon_budget_exhausted';
    this.#coupons.push({ ...row, endsAt: this.minute + template.days * 1440, settled: false });
    return 'ok';
  }

  /** The discount, or why not. */
  redeem(row: { code: string; orderRef: string; leftMinor: number; redemptionId: string }): number | string {
    const coupon = this.#coupons.find((one) => one.code === row.code)!;
    const { faceMinor, minSpendMinor } = this.templates.get(coupon.templateId)!;
    const why = this.#whyNot(coupon, row.orderRef);
    if (why) return why;
    if (row.leftMinor < minSpendMinor || row.leftMinor < 1) return 'coupon_min_spend_not_met';
    const discountMinor = Math.min(faceMinor, row.leftMinor);
    this.#uses.push({ ...row, id: row.redemptionId, discountMinor, reversed: false });
    this.#holds = this.#holds.filter((one) => one.code !== row.code || one.orderRef !== row.orderRef);
    return discountMinor;
  }

  reserve(row: { code: string; orderRef: string; minutes: number; id: string }): string {
    const coupon = this.#coupons.find((one) => one.code === row.code)!;
    const why = this.#whyNot(coupon, row.orderRef);
    if (why) return why;
    const endsAt = Math.min(this.minute + row.minutes, coupon.endsAt);
    const own = this.#holds.find((one) => one.code === row.code && one.orderRef === row.orderRef && this.#lives(one));
    if (own) own.endsAt = Math.max(own.endsAt, endsAt);
    // A hold that lapsed before the job saw it comes back under its old id.
    this.#holds = this.#holds.filter((one) => one === own || one.id !== row.id);
    if (!own) this.#holds.push({ ...row, endsAt });
    return 'ok';
  }

  release(id: string): string {
    const hold = this.#holds.find((one) => one.id === id && this.#lives(one));
    if (!hold) return 'reservation_not_found';
    this.#holds = this.#holds.filter((one) => one !== hold);
    return 'ok';
  }

  reverse(id: string): string {
    const use = this.#uses.find((one) => one.id === id);
    if (!use) return 'redemption_not_found';
    if (use.reversed) return 'redemption_already_reversed';
    use.reversed = true;
    return 'ok';
  }

  expire(): number {
    const over = this.#coupons.filter((one) => !one.settled && one.endsAt <= this.minute);
    for (const coupon of over) coupon.settled = true;
    return over.length;
  }

  figures(templateId: string): Sums {
    const { faceMinor, uses } = this.templates.get(templateId)!;
    const coupons = this.#coupons.filter((one) => one.templateId === templateId);
    const sum = (of: (coupon: ModelCoupon) => number): number => coupons.reduce((total, one) => total + of(one), 0);
    const spentOf = (coupon: ModelCoupon): number =>
      this.#usesOf(coupon).reduce((total, one) => total + one.discountMinor, 0);
    return {
      issued: coupons.length,
      redeemed: sum((one) => this.#usesOf(one).length),
      committedMinor: sum((one) => (one.settled ? 0 : faceMinor * (uses - this.#usesOf(one).length))),
      spentMinor: sum(spentOf),
      heldBackMinor: sum((one) => (one.settled ? 0 : faceMinor * this.#usesOf(one).length - spentOf(one))),
    };
  }

  #whyNot(coupon: ModelCoupon, orderRef: string): string | null {
    const { uses } = this.templates.get(coupon.templateId)!;
    const taken = this.#usesOf(coupon);
    const held = this.#holds.filter((one) => one.code === coupon.code && one.orderRef !== orderRef && this.#lives(one));
    if (taken.some((use) => use.orderRef === orderRef)) return 'coupon_already_redeemed_on_order';
    if (coupon.endsAt <= this.minute) return 'coupon_expired';
    if (taken.length >= uses) return 'coupon_used_up';
    return taken.length + held.length >= uses ? 'coupon_held_by_another_order' : null;
  }

  readonly #usesOf = (coupon: ModelCoupon): ModelUse[] =>
    this.#uses.filter((use) => use.code === coupon.code && !use.reversed);

  readonly #lives = (hold: ModelHold): boolean => hold.endsAt > this.minute;
}
