import type { BatchTx } from '@shuke/db';
import { assert, newId } from '@shuke/kernel';
import { openBook, writeBook, type Book, type Step } from '@shuke/ledger';
import { holdingsOf, type Funds } from './accounts.ts';

/** One ledger transaction of a template. */
export interface CouponPosting {
  readonly funds: Funds;
  readonly purpose: 'coupon.budgeted' | 'coupon.issued' | 'coupon.redeemed' | 'coupon.reversed' | 'coupon.expired';
  /** The template or redemption that it is about. */
  readonly referenceId: string;
  readonly steps: readonly Step[];
}

/** Posts in a book what the module's own rules have made sure of: that it does not fit is a bug and not a refusal. */
export function postSure(book: Book, { funds, steps, ...head }: CouponPosting): void {
  if (steps.length === 0) return;
  const { ok } = book.post({ merchantId: funds.merchantId, transactionId: newId(), ...head, steps });
  assert(ok, `the balances of a template cover what its coupons move (${head.purpose})`);
}

/** Locks the balances of templates, posts and writes. */
export async function postAll(tx: BatchTx, postings: readonly CouponPosting[]): Promise<void> {
  if (postings.length === 0) return;
  const book = await openBook(
    tx,
    postings.flatMap(({ funds }) => holdingsOf(funds)),
  );
  for (const posting of postings) postSure(book, posting);
  await writeBook(tx, book);
}
