import { assert } from '@shuke/kernel';

/** Of what an account is one: a customer's points, a store's cash. */
export type OwnerKind = 'merchant' | 'store' | 'customer' | 'card' | 'template' | 'gateway';

export interface AccountTerms {
  readonly of: OwnerKind;
  /** Its balance (credits less debits) cannot go below zero, and is kept. Others may, and are summed from transfers. */
  readonly floored: boolean;
  /** Kept by lots, each with the days on which it can be spent. */
  readonly lotted: boolean;
  /** The merchant's account into which a lot goes that ends unspent; null where there are no lots. */
  readonly breaksInto: string | null;
  readonly says: string;
}

const open = (of: OwnerKind, says: string): AccountTerms => ({
  of,
  floored: false,
  lotted: false,
  breaksInto: null,
  says,
});
const floored = (of: OwnerKind, says: string): AccountTerms => ({ ...open(of, says), floored: true });
const lotted = (of: OwnerKind, breaksInto: string, says: string): AccountTerms => ({
  ...floored(of, says),
  lotted: true,
  breaksInto,
});

/**
 * Every account that there is, by name. An account is this name, an owner and an asset; it needs no opening. Money's asset is
 * its currency; `points:ID` and `stamp:ID` are units of a programme or a stamp card.
 */
export const CHART = {
  cash: open('store', 'cash in the drawer'),
  card: open('store', 'paid by bank card on a terminal of its own'),
  external: open('store', 'paid by another way that the shop settles itself'),
  points_paid: open('store', 'what points paid as a tender'),
  sales: open('store', 'what was sold, after discounts'),
  stored_value: lotted('card', 'stored_breakage', 'money that was paid in beforehand'),
  stored_bonus: lotted('card', 'stored_bonus_given', 'what the shop gave on top of it'),
  stored_bonus_given: open('merchant', 'where bonuses come from, and where those go back to that ran out'),
  stored_breakage: open('merchant', 'stored money that ran out unspent'),
  units_issued: open('merchant', 'where points and stamps come from'),
  units: lotted('customer', 'units_breakage', 'the points or stamps of a customer'),
  units_used: open('merchant', 'points burned and stamps turned in'),
  units_breakage: open('merchant', 'points and stamps that ran out unspent'),
  units_owed: floored(
    'customer',
    'units that were taken back after they had been spent; the next earnings settle them',
  ),
  units_claimed: open('merchant', 'the other side of what customers owe'),
  merge_adjustment: open('merchant', 'what was given back to customers who were taken for one person'),
  coupon_funding: open('merchant', "where coupons' budgets come from"),
  coupon_budget: floored('template', 'what new coupons of a template may still cost'),
  coupon_committed: floored('template', 'what unused coupons can still cost, at their face'),
  coupon_spent: floored('template', 'what redeemed coupons did cost'),
  coupon_held_back: floored('template', 'what redeemed coupons cost less than their face, until they expire'),
  gateway_receivable: open('gateway', 'what a payment provider took from guests and owes the merchant'),
  gateway_fees: open('gateway', 'what a payment provider keeps for its service'),
  guest_funds: open('store', 'what guests paid through a provider whose order is not settled yet'),
  refunds_due: open('gateway', 'what is promised back to guests and not yet paid back by the provider'),
  channel_receivable: open('merchant', 'what platforms have taken from guests and owe the merchant'),
  channel_subsidy: open('merchant', 'what platforms bear of discounts and owe the merchant'),
  channel_commission: open('merchant', 'what platforms keep of sales'),
} as const satisfies Record<string, AccountTerms>;

export type AccountName = keyof typeof CHART;

export const isAccountName = (name: string): name is AccountName => Object.hasOwn(CHART, name);

/** The terms of an account, widened so that rules read them alike. */
export const termsOf = (account: AccountName): AccountTerms => CHART[account];

/** The names of the accounts whose terms pass a test, for statements that look at all accounts of a kind. */
export const accountsThat = (pass: (terms: AccountTerms) => boolean): AccountName[] =>
  Object.keys(CHART).filter((name): name is AccountName => isAccountName(name) && pass(termsOf(name)));

/** Into which account of the merchant a lot of this account goes when it ends unspent, or null. */
export function breakageOf(account: AccountName): AccountName | null {
  const { breaksInto } = termsOf(account);
  if (breaksInto === null) return null;
  assert(isAccountName(breaksInto), 'a lot ends in an account of the chart');
  return breaksInto;
}
