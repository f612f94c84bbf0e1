import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, must, newId, ok } from '@shuke/kernel';
import type { Book, Holding, LotBalance } from './book.ts';
import { lastDayOnEarth } from './calendar.ts';
import { breakageOf } from './chart.ts';
import { lotsExpired } from './events.ts';
import * as store from './expiry-store.ts';
import { openBook, writeBook } from './post.ts';
import { LOT_EXPIRED, type Posted, type Posting } from './transfer.ts';

const CHUNK = 1000;

/**
 * Posts what is left of the merchant's lots that have ended everywhere on earth to the account of their breakage, chunk by
 * chunk, and answers how many lots that were. Nobody could spend them before this either: it only makes the books say so.
 */
export async function expireLots(ctx: Ctx): Promise<number> {
  for (let expired = 0; ;) {
    const result = await inTx(ctx, {}, async (tx) => ok(await expireChunk(tx, lastDayOnEarth(tx.now))));
    assert(result.ok, 'a job without a key is not refused');
    expired += result.value.lots;
    if (result.value.isLast) return expired;
  }
}

async function expireChunk(tx: Tx, day: string): Promise<{ lots: number; isLast: boolean }> {
  const holdings = await store.endedHoldings(tx, day, CHUNK);
  if (holdings.length === 0) return { lots: 0, isLast: true };
  const posted = await postExpiry(tx, holdings, day);
  await store.deleteEmptyLots(tx, holdings, day);
  await appendEvents(tx, lotsExpired(posted));
  return { lots: posted.length, isLast: false };
}

// What was read before the locks only says where to look: another run, or a refund, may have changed it since.
async function postExpiry(tx: Tx, holdings: readonly Holding[], day: string): Promise<readonly Posted[]> {
  const book = await openBook(tx, holdings);
  for (const posting of holdings.flatMap((holding) => expiriesOf(book, holding, day))) {
    assert(book.post(posting).ok, 'a lot covers its own balance');
  }
  await writeBook(tx, book);
  return book.posted;
}

const expiriesOf = (book: Book, holding: Holding, day: string): Posting[] =>
  book
    .lots(holding)
    .filter(({ until, balance }) => until <= day && balance > 0)
    .map((lot) => expiryOf(holding, lot));

/** One transaction a lot, so that each stands by itself on its holder's statement. */
function expiryOf({ merchantId, account, owner, asset }: Holding, { balance, ...lot }: LotBalance): Posting {
  const breakage = must(breakageOf(account), 'an account that is kept by lots says where they end');
  return {
    merchantId,
    transactionId: newId(),
    purpose: LOT_EXPIRED,
    referenceId: owner,
    steps: [
      { debit: { account, owner }, credit: { account: breakage, owner: merchantId }, asset, amount: balance, lot },
    ],
  };
}
