import type { BatchTx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { admitTakes, stockKey, type StockTake } from './stock-rules.ts';
import { lockStock, moveStock } from './stock-store.ts';

const MAX_ROWS = 100_000;

/**
 * Takes goods out of stock inside a bigger process such as a checkout, and answers in the order of the rows whether they
 * were there: by order of arrival, and what does not fit takes nothing. Negative quantities give back; what is not tracked
 * always fits. Locks are taken in key order within one call.
 */
export async function takeStock(tx: BatchTx, rows: readonly StockTake[]): Promise<boolean[]> {
  assert(rows.length <= MAX_ROWS, 'a batch takes stock for at most 100,000 rows');
  assert(
    rows.every(({ quantityMilli }) => Number.isSafeInteger(quantityMilli)),
    'quantities are whole thousandths',
  );
  if (rows.length === 0) return [];
  const keys = new Map(rows.map((row) => [stockKey(row), row]));
  const locked = await lockStock(tx, [...keys.values()]);
  const { fits, moves } = admitTakes(rows, new Map(locked.map((row) => [stockKey(row), row.quantityMilli])));
  if (moves.length > 0) await moveStock(tx, moves);
  return fits;
}
