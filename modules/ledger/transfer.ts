import type { Refusal } from '@shuke/kernel';
import { termsOf, type AccountName, type OwnerKind } from './chart.ts';

/** An account: what it is, and whose. `owner` is the id of a customer, card, store or template, or the merchant's. */
export interface Account {
  readonly account: AccountName;
  readonly owner: string;
}

/** The days YYYY-MM-DD on which a lot can be spent: from `from` until before `until`. */
export interface Lot {
  readonly from: string;
  readonly until: string;
}

/** Every day that there is. As text these two sort before and after all days, in SQL and here. */
export const ALL_DAYS: Lot = { from: '-infinity', until: 'infinity' };

/** Whether a lot can be spent on a day of the merchant's calendar. */
export const isSpendable = ({ from, until }: Lot, day: string): boolean => from <= day && day < until;

interface Movement {
  readonly debit: Account;
  readonly credit: Account;
  readonly asset: string;
  /** In the asset's own unit (minor units of money), at least 1. */
  readonly amount: number;
}

/** Moves value between two accounts. `lot` says which one where either is kept by lots. */
export interface Move extends Movement {
  readonly lot?: Lot;
}

/** Moves value out of an account that is kept by lots: of those that can be spent on `day` the first to end goes first. */
export interface Spend extends Movement {
  readonly day: string;
}

export type Step = Move | Spend;

/** The purpose of what the expiry job posts, by which reports tell it from what was used. */
export const LOT_EXPIRED = 'lot.expired';

/** What is posted whole or not at all: one transaction of one merchant. */
export interface Posting {
  readonly merchantId: string;
  readonly transactionId: string;
  /** Why, such as `order.paid`. */
  readonly purpose: string;
  /** The order, refund or template that it is about. */
  readonly referenceId: string;
  readonly steps: readonly Step[];
}

/** A step as it is written: a spend has become one transfer for each lot that it drew from. */
export interface Transfer extends Movement {
  readonly lot: Lot | null;
}

export interface Posted extends Omit<Posting, 'steps'> {
  readonly transfers: readonly Transfer[];
}

/** `facts` say which account and asset fell short, `needed` and what was `available`. */
export type InsufficientBalance = Refusal<'insufficient_balance'>;

/** Who has a statement: the owners of these kinds of accounts. */
export const HELD_BY: readonly OwnerKind[] = ['customer', 'card'];

/** On whose statement a transfer stands: the customer's or the card's whose balance it moves. */
export function holderOf({ debit, credit }: Pick<Transfer, 'debit' | 'credit'>): string | null {
  return [debit, credit].find(({ account }) => HELD_BY.includes(termsOf(account).of))?.owner ?? null;
}
