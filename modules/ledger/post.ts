import type { BatchTx } from '@shuke/db';
import type { Result } from '@shuke/kernel';
import { Book, keyOf, type Holding } from './book.ts';
import { termsOf } from './chart.ts';
import * as store from './ledger-store.ts';
import type { Account, InsufficientBalance, Posted, Posting } from './transfer.ts';

/**
 * Locks the balances of accounts in key order and opens a book of them, against which a transaction admits its postings one
 * by one. Give every account with a floor that they may move; `writeBook` then writes what was posted.
 */
export async function openBook(tx: BatchTx, holdings: readonly Holding[]): Promise<Book> {
  const distinct = [...new Map(holdings.map((holding) => [keyOf(holding), holding])).values()];
  const book = new Book(distinct);
  if (distinct.length === 0) return book;
  for (const { holding, lot } of await store.lockBalances(tx, distinct)) book.enter(holding, lot);
  return book;
}

/** Writes what was posted in a book: balances and transfers, in at most three statements however many there are. */
export async function writeBook(tx: BatchTx, book: Book): Promise<void> {
  const changes = book.changes();
  const fresh = changes.filter(({ isNew }) => isNew);
  const moved = changes.filter(({ isNew }) => !isNew);
  await Promise.all([
    moved.length > 0 ? store.moveBalances(tx, moved) : null,
    fresh.length > 0 ? store.addBalances(tx, fresh) : null,
    book.posted.length > 0 ? store.insertTransfers(tx, book.posted) : null,
  ]);
}

/** The accounts with a floor that a posting moves, once for each time. */
export function holdingsOf({ merchantId, steps }: Posting): Holding[] {
  return steps.flatMap(({ debit, credit, asset }) => {
    const sides: Account[] = [debit, credit];
    return sides.filter(({ account }) => termsOf(account).floored).map((side) => ({ merchantId, asset, ...side }));
  });
}

/**
 * Posts a batch of postings, each whole or not at all, with a result of its own in the same place: a refused one does not
 * touch its neighbours. Refuses with `insufficient_balance`.
 */
export async function postMany(
  tx: BatchTx,
  postings: readonly Posting[],
): Promise<Result<Posted, InsufficientBalance>[]> {
  const book = await openBook(tx, postings.flatMap(holdingsOf));
  const results = postings.map((posting) => book.post(posting));
  await writeBook(tx, book);
  return results;
}
