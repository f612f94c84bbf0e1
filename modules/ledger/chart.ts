/** Of what an account is one: a customer's points, a store's cash. */
export type OwnerKind = 'merchant' | 'store' | 'customer' | 'card' | 'template';

export interface AccountTerms {
  readonly of: OwnerKind;
  /** Its balance (credits less debits) cannot go below zero, and is kept. Others may, and are summed from transfers. */
  readonly floored: boolean;
  /** Kept by lots, each with the days on which it can be spent. */
  readonly lotted: boolean;
  readonly says: string;
}

const open = (of: OwnerKind, says: string): AccountTerms => ({ of, floored: false, lotted: false, says });
const floored = (of: OwnerKind, says: string): AccountTerms => ({ of, floored: true, lotted: false, says });
const lotted = (of: OwnerKind, says: string): AccountTerms => ({ of, floored: true, lotted: true, says });

/**
 * Every account that there is, by name. An account is this name, an owner and an asset; it needs no opening. Money's asset is
 * its currency; `points:ID` and `stamp:ID` are units of a programme or a stamp card.
 */
export const CHART = {
  cash: open('store', 'cash in the drawer'),
  card: open('store', 'paid by bank card on a terminal of its own'),
  external: open('store', 'paid by another way that the shop settles itself'),
  sales: open('store', 'what was sold, after discounts'),
  stored_value: lotted('card', 'money that was paid in beforehand'),
  stored_bonus: lotted('card', 'what the shop gave on top of it'),
  stored_bonus_given: open('merchant', 'where bonuses come from'),
  stored_breakage: open('merchant', 'stored money that ran out unspent'),
  units_issued: open('merchant', 'where points and stamps come from'),
  units: lotted('customer', 'the points or stamps of a customer'),
  units_used: open('merchant', 'points burned and stamps turned in'),
  units_breakage: open('merchant', 'points and stamps that ran out unspent'),
  units_owed: floored('customer', 'units that were taken back after they had been spent; the next earnings settle them'),
  units_claimed: open('merchant', 'the other side of what customers owe'),
  coupon_funding: open('merchant', "where coupons' budgets come from"),
  coupon_budget: floored('template', 'what new coupons of a template may still cost'),
  coupon_committed: floored('template', 'what unused coupons can still cost, at their face'),
  coupon_spent: floored('template', 'what redeemed coupons did cost'),
  coupon_held_back: floored('template', 'what redeemed coupons cost less than their face, until they expire'),
} as const satisfies Record<string, AccountTerms>;

export type AccountName = keyof typeof CHART;

export const isAccountName = (name: string): name is AccountName => Object.hasOwn(CHART, name);

/** The terms of an account, widened so that rules read them alike. */
export const termsOf = (account: AccountName): AccountTerms => CHART[account];
